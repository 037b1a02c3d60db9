import { liesInWords, liesNative, type PcmLayout } from "./pcm-layout.ts";

/** What was met while samples were turned into floats. */
export interface PcmFindings {
  /** NaN and infinite samples. */
  notFinite: number;
  /** Frame (from the start of this block) of the first of them; -1 when none. */
  firstNotFinite: number;
  /** Samples that Float32 could not hold without rounding. */
  rounded: number;
}

/**
 * Interleaved PCM to planar floats, full scale 1: integers are multiplied by 2^-(bits-1), floats stay as they are.
 * Exact for integers to 24 bits and 32-bit floats; others are rounded to nearest and counted.
 *
 * @param bytes at least `frames` x `channelCount` x `layout.bytes` bytes
 */
export function decodePcm(
  bytes: Uint8Array,
  layout: PcmLayout,
  channelCount: number,
  frames: number,
  findings: PcmFindings,
): Float32Array<ArrayBuffer>[] {
  const out: Float32Array<ArrayBuffer>[] = [];
  for (let c = 0; c < channelCount; c++) out.push(new Float32Array(frames));
  const count = frames * channelCount;
  if (layout.kind === "float") {
    const samples = layout.bytes === 8 ? float64Samples(bytes, layout, count) : float32Samples(bytes, layout, count);
    for (let c = 0; c < channelCount; c++) {
      if (samples instanceof Float32Array) spreadFloat32(samples, c, channelCount, out[c]!, findings);
      else spreadFloat64(samples, c, channelCount, out[c]!, findings);
    }
  } else if (layout.bytes === 2 && channelCount === 2 && liesInWords(bytes, layout)) {
    spreadStereo16(new Int32Array(bytes.buffer, bytes.byteOffset, frames), out[0]!, out[1]!);
  } else if (layout.bytes === 2 && liesNative(bytes, layout)) {
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, count);
    for (let c = 0; c < channelCount; c++) spread16(samples, c, channelCount, out[c]!);
  } else if (layout.bytes === 3 && channelCount === 2 && liesInWords(bytes, layout)) {
    spreadStereo24(new Int32Array(bytes.buffer, bytes.byteOffset, (frames >> 1) * 3), out[0]!, out[1]!);
    if (frames % 2 === 1)
      for (let c = 0; c < 2; c++) spread24(bytes, (frames - 1) * 6 + c * 3, 6, out[c]!.subarray(frames - 1));
  } else if (layout.bytes === 3 && layout.littleEndian) {
    for (let c = 0; c < channelCount; c++) spread24(bytes, c * 3, channelCount * 3, out[c]!);
  } else {
    const samples = leftJustified(bytes, layout, count);
    for (let c = 0; c < channelCount; c++) spread32(samples, c, channelCount, out[c]!, findings);
  }
  return out;
}

/** As decodePcm, without any rounding: planar Float64Arrays hold every bit of 32-bit integers and 64-bit floats. */
export function decodePcmExact(
  bytes: Uint8Array,
  layout: PcmLayout,
  channelCount: number,
  frames: number,
): Float64Array<ArrayBuffer>[] {
  const count = frames * channelCount;
  const samples =
    layout.kind === "integer"
      ? leftJustified(bytes, layout, count)
      : layout.bytes === 8
        ? float64Samples(bytes, layout, count)
        : float32Samples(bytes, layout, count);
  const scale = layout.kind === "integer" ? 2 ** -31 : 1;
  const out: Float64Array<ArrayBuffer>[] = [];
  for (let c = 0; c < channelCount; c++) {
    const channel = new Float64Array(frames);
    for (let n = 0, at = c; n < frames; n++, at += channelCount) channel[n] = samples[at]! * scale;
    out.push(channel);
  }
  return out;
}

/** A stereo frame of 16 bits is a word of 32. */
function spreadStereo16(words: Int32Array, left: Float32Array, right: Float32Array): void {
  const frames = left.length;
  for (let n = 0; n < frames; n++) {
    const word = words[n]!;
    left[n] = (word << 16) * 2 ** -31;
    right[n] = (word & -65536) * 2 ** -31;
  }
}

function spread16(samples: Int16Array, at: number, stride: number, out: Float32Array): void {
  for (let n = 0; n < out.length; n++, at += stride) out[n] = samples[at]! * 2 ** -15;
}

/** Two stereo frames of 24 bits are three words of 32. */
function spreadStereo24(words: Int32Array, left: Float32Array, right: Float32Array): void {
  for (let n = 0, at = 0; at + 2 < words.length; n += 2, at += 3) {
    const a = words[at]!;
    const b = words[at + 1]!;
    const c = words[at + 2]!;
    left[n] = (a << 8) * 2 ** -31;
    right[n] = (((a >>> 16) & 0xff00) | (b << 16)) * 2 ** -31;
    left[n + 1] = (((b >>> 8) & 0xffff00) | (c << 24)) * 2 ** -31;
    right[n + 1] = (c & -256) * 2 ** -31;
  }
}

function spread24(bytes: Uint8Array, at: number, stride: number, out: Float32Array): void {
  const frames = out.length;
  for (let n = 0; n < frames; n++, at += stride) {
    out[n] = ((bytes[at]! << 8) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 24)) * 2 ** -31;
  }
}

function spread32(samples: Int32Array, at: number, stride: number, out: Float32Array, findings: PcmFindings): void {
  let rounded = 0;
  for (let n = 0; n < out.length; n++, at += stride) {
    const x = samples[at]! * 2 ** -31;
    const y = Math.fround(x);
    if (x !== y) rounded++;
    out[n] = y;
  }
  findings.rounded += rounded;
}

function spreadFloat32(
  samples: Float32Array,
  at: number,
  stride: number,
  out: Float32Array,
  findings: PcmFindings,
): void {
  const frames = out.length;
  let zero = 0;
  for (let n = 0; n < frames; n++, at += stride) {
    const x = samples[at]!;
    zero += x * 0; // NaN from the first NaN or infinity on
    out[n] = x;
  }
  if (zero === 0) return;
  let strange = 0;
  let first = -1;
  for (let n = 0; n < frames; n++) {
    if (Number.isFinite(out[n]!)) continue;
    if (first < 0) first = n;
    strange++;
  }
  countStrange(findings, strange, first);
}

function spreadFloat64(
  samples: Float64Array,
  at: number,
  stride: number,
  out: Float32Array,
  findings: PcmFindings,
): void {
  let strange = 0;
  let first = -1;
  let rounded = 0;
  for (let n = 0; n < out.length; n++, at += stride) {
    const x = samples[at]!;
    const y = Math.fround(x);
    if (x !== y) rounded++;
    if (x - x !== 0) {
      if (first < 0) first = n;
      strange++;
      rounded -= x !== y ? 1 : 0; // NaN is no rounding
    }
    out[n] = y;
  }
  findings.rounded += rounded;
  countStrange(findings, strange, first);
}

function countStrange(findings: PcmFindings, strange: number, first: number): void {
  if (strange === 0) return;
  findings.notFinite += strange;
  if (findings.firstNotFinite < 0 || first < findings.firstNotFinite) findings.firstNotFinite = first;
}

/** Integers of any width as 32-bit integers, their sign in the topmost bit. The byte order of this machine is no matter. */
function leftJustified(bytes: Uint8Array, layout: PcmLayout, count: number): Int32Array {
  const { bytes: width, littleEndian, unsigned } = layout;
  if (width === 4 && liesNative(bytes, layout)) return new Int32Array(bytes.buffer, bytes.byteOffset, count);
  const out = new Int32Array(count);
  const flip = unsigned ? 0x80000000 | 0 : 0;
  for (let n = 0, at = 0; n < count; n++, at += width) {
    let value = 0;
    for (let k = 0; k < width; k++) {
      const place = littleEndian ? 32 - 8 * (width - k) : 24 - 8 * k;
      value |= bytes[at + k]! << place;
    }
    out[n] = value ^ flip;
  }
  return out;
}

function float32Samples(bytes: Uint8Array, layout: PcmLayout, count: number): Float32Array {
  if (liesNative(bytes, layout)) return new Float32Array(bytes.buffer, bytes.byteOffset, count);
  return new Float32Array(leftJustified(bytes, layout, count).buffer);
}

function float64Samples(bytes: Uint8Array, layout: PcmLayout, count: number): Float64Array {
  if (liesNative(bytes, layout)) return new Float64Array(bytes.buffer, bytes.byteOffset, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Float64Array(count);
  for (let n = 0; n < count; n++) out[n] = view.getFloat64(n * 8, layout.littleEndian);
  return out;
}
