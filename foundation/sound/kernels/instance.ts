import { bytesOfBase64 } from "./base64.ts";
import { kernelsWasm } from "./kernels.wasm.ts";

/**
 * The numeric inner loops in WebAssembly (SIMD, never relaxed): the same bits in Node and in every browser.
 * An instance has memory of its own, laid out once by `floats` and `doubles`; pointers are bytes in that memory.
 */
export interface Kernels {
  fft(re: number, im: number, re2: number, im2: number, w1: number, w2: number, w3: number, n: number): void;
  energies(left: number, right: number, frames: number, coefficients: number, state: number, sums: number): void;
  biquads(
    left: number,
    right: number,
    frames: number,
    coefficients: number,
    state: number,
    count: number,
    gain: number,
  ): void;
  reverb(
    left: number,
    right: number,
    frames: number,
    lines: number,
    starts: number,
    lengths: number,
    positions: number,
    gains: number,
    poles: number,
    held: number,
    work: number,
  ): void;
  quantise(x: number, frames: number, scale: number, shaped: number, state: number): void;
  resample(
    x: number,
    out: number,
    count: number,
    at: number,
    phaseAt: number,
    up: number,
    down: number,
    taps: number,
    rows: number,
  ): number;
  limiterControls(
    levels: number,
    count: number,
    controls: number,
    reach: number,
    width: number,
    settings: number,
    state: number,
    counters: number,
    queue: number,
    mask: number,
    lines: number,
    histogram: number,
    late: number,
    total: number,
  ): void;
  applySpline(x: number, frames: number, controls: number, weights: number, phase: number, binFrames: number): void;
  allFinite(x: number, frames: number): number;
  onGrid(x: number, frames: number, scale: number): number;
  firstAtLeast(x: number, from: number, frames: number, level: number): number;
  groupPeaks(x: number, groups: number, out: number): void;
  scanPeaks(
    x: number,
    from: number,
    to: number,
    levels: number,
    h: number,
    taps: number,
    phases: number,
    bound: number,
    gate: number,
    floor: number,
    miss: number,
    scratch: number,
    list: number,
  ): number;
  midSideWindowed(left: number, right: number, window: number, re: number, im: number, n: number): void;
  accumulatePower(re: number, im: number, mid: number, side: number, n: number): void;
  filterMidSide(re: number, im: number, hm: number, hs: number, stride: number, n: number): void;
  interpolate(x: number, frames: number, h: number, taps: number, phases: number, out: number): number;
  peakEnvelope(x: number, frames: number, envelope: number, h: number, taps: number, threshold: number): void;
}

export interface Region<T> {
  /** Bytes from the start of the instance's memory. */
  readonly at: number;
  readonly view: T;
}

export interface KernelMemory {
  readonly kernels: Kernels;
  floats(count: number): Region<Float32Array>;
  doubles(count: number): Region<Float64Array>;
  integers(count: number): Region<Int32Array>;
}

let compiled: WebAssembly.Module | undefined;

/** A fresh instance with room for `bytes` bytes; every region starts at a multiple of 16 and is zero. */
export function createKernels(bytes: number): KernelMemory {
  compiled ??= new WebAssembly.Module(bytesOfBase64(kernelsWasm));
  const pages = Math.ceil((bytes + 4096) / 65_536) + 1;
  const memory = new WebAssembly.Memory({ initial: pages });
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  let next = 1024; // the module's own static data lies below
  const take = (size: number): number => {
    const at = next;
    next = (at + size + 15) & ~15;
    if (next > pages * 65_536) throw new RangeError(`kernel memory: ${next} bytes wanted, ${pages * 65_536} there`);
    return at;
  };
  return {
    kernels: instance.exports as unknown as Kernels,
    floats: (count) => {
      const at = take(count * 4);
      return { at, view: new Float32Array(memory.buffer, at, count) };
    },
    doubles: (count) => {
      const at = take(count * 8);
      return { at, view: new Float64Array(memory.buffer, at, count) };
    },
    integers: (count) => {
      const at = take(count * 4);
      return { at, view: new Int32Array(memory.buffer, at, count) };
    },
  };
}
