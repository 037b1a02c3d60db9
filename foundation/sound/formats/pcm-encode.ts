import type { Block, ExactBlock } from "../audio.ts";
import { liesInWords, machineIsLittleEndian, type PcmLayout } from "./pcm-layout.ts";

/** What was met while floats were turned into samples of a file. */
export interface QuantiseFindings {
  /** Samples outside the range of the integers, set to its nearest end. */
  clipped: number;
  /** NaN samples, written as 0 in integers. */
  notANumber: number;
}

// Adding and subtracting 1.5 x 2^52 leaves a double rounded to the nearest integer, ties to even (IEEE 754).
const roundToInteger = 6755399441055744;

/**
 * Planar floats to interleaved PCM. Integers are rounded to nearest (ties to even) and clipped, with a count.
 *
 * @param bits bits that carry sound (1 to 8 x `layout.bytes`), left-justified in their bytes
 * @param out receives frames x channels x `layout.bytes` bytes; its byteOffset is a multiple of 8
 */
export function encodePcm(
  block: Block | ExactBlock,
  layout: PcmLayout,
  bits: number,
  out: Uint8Array,
  findings: QuantiseFindings,
): void {
  const stride = block.length;
  const [left, right] = block;
  const plain = stride === 2 && layout.kind === "integer" && bits === 8 * layout.bytes && liesInWords(out, layout);
  if (plain && bits === 16 && left instanceof Float32Array && right instanceof Float32Array) {
    writeStereo16(left, right, new Int32Array(out.buffer, out.byteOffset, left.length), findings);
    return;
  }
  if (plain && bits === 24 && left instanceof Float32Array && right instanceof Float32Array && left.length % 2 === 0) {
    writeStereo24(left, right, new Int32Array(out.buffer, out.byteOffset, (left.length >> 1) * 3), findings);
    return;
  }
  for (let c = 0; c < stride; c++) {
    const channel = block[c]!;
    if (layout.kind === "float") writeFloats(channel, layout, c, stride, out);
    else if (layout.bytes === 2 && bits === 16 && layout.littleEndian === machineIsLittleEndian) {
      if (channel instanceof Float32Array) write16(channel, c, stride, out, findings);
      else writeIntegers(channel, layout, bits, c, stride, out, findings);
    } else if (layout.bytes === 3 && bits === 24 && layout.littleEndian && channel instanceof Float32Array) {
      write24(channel, c * 3, stride * 3, out, findings);
    } else writeIntegers(channel, layout, bits, c, stride, out, findings);
  }
}

function writeStereo16(left: Float32Array, right: Float32Array, words: Int32Array, findings: QuantiseFindings): void {
  const frames = words.length;
  for (let n = 0; n < frames; n++) {
    let l = left[n]! * 32768 + roundToInteger - roundToInteger;
    let r = right[n]! * 32768 + roundToInteger - roundToInteger;
    if (!(l >= -32768 && l <= 32767 && r >= -32768 && r <= 32767)) {
      l = clip(l, -32768, 32767, findings);
      r = clip(r, -32768, 32767, findings);
    }
    words[n] = (l & 0xffff) | (r << 16);
  }
}

/** Two stereo frames of 24 bits are three words of 32. */
function writeStereo24(left: Float32Array, right: Float32Array, words: Int32Array, findings: QuantiseFindings): void {
  const least = -8388608;
  const most = 8388607;
  for (let n = 0, at = 0; at + 2 < words.length; n += 2, at += 3) {
    let a = left[n]! * 8388608 + roundToInteger - roundToInteger;
    let b = right[n]! * 8388608 + roundToInteger - roundToInteger;
    let c = left[n + 1]! * 8388608 + roundToInteger - roundToInteger;
    let d = right[n + 1]! * 8388608 + roundToInteger - roundToInteger;
    if (!(a >= least && a <= most && b >= least && b <= most && c >= least && c <= most && d >= least && d <= most)) {
      a = clip(a, least, most, findings);
      b = clip(b, least, most, findings);
      c = clip(c, least, most, findings);
      d = clip(d, least, most, findings);
    }
    words[at] = (a & 0xffffff) | (b << 24);
    words[at + 1] = ((b >> 8) & 0xffff) | (c << 16);
    words[at + 2] = ((c >> 16) & 0xff) | (d << 8);
  }
}

function write16(channel: Float32Array, at: number, stride: number, out: Uint8Array, findings: QuantiseFindings): void {
  const frames = channel.length;
  const target = new Int16Array(out.buffer, out.byteOffset, frames * stride);
  for (let n = 0; n < frames; n++, at += stride) {
    let value = channel[n]! * 32768 + roundToInteger - roundToInteger;
    if (!(value >= -32768 && value <= 32767)) value = clip(value, -32768, 32767, findings);
    target[at] = value;
  }
}

function write24(channel: Float32Array, at: number, stride: number, out: Uint8Array, findings: QuantiseFindings): void {
  const frames = channel.length;
  for (let n = 0; n < frames; n++, at += stride) {
    let value = channel[n]! * 8388608 + roundToInteger - roundToInteger;
    if (!(value >= -8388608 && value <= 8388607)) value = clip(value, -8388608, 8388607, findings);
    const integer = value | 0;
    out[at] = integer;
    out[at + 1] = integer >> 8;
    out[at + 2] = integer >> 16;
  }
}

function writeIntegers(
  channel: Float32Array | Float64Array,
  { bytes, littleEndian, unsigned }: PcmLayout,
  bits: number,
  first: number,
  stride: number,
  out: Uint8Array,
  findings: QuantiseFindings,
): void {
  const integers = quantise(channel, bits, findings);
  const left = 8 * bytes - bits;
  const flip = unsigned ? 128 : 0;
  for (let n = 0, at = first * bytes; n < integers.length; n++, at += stride * bytes) {
    const value = (integers[n]! << left) ^ flip;
    for (let k = 0; k < bytes; k++) out[at + k] = value >> (8 * (littleEndian ? k : bytes - 1 - k));
  }
}

/** Floats to integers of `bits` bits (1 to 32): rounded to nearest, ties to even, clipped with a count. */
export function quantise(
  channel: Float32Array | Float64Array,
  bits: number,
  findings: QuantiseFindings,
  out: Int32Array = new Int32Array(channel.length),
): Int32Array {
  const scale = 2 ** (bits - 1);
  const least = -scale;
  const most = scale - 1;
  for (let n = 0; n < channel.length; n++) {
    let value = channel[n]! * scale + roundToInteger - roundToInteger;
    if (!(value >= least && value <= most)) value = clip(value, least, most, findings);
    out[n] = value;
  }
  return out;
}

function clip(value: number, least: number, most: number, findings: QuantiseFindings): number {
  if (value >= least && value <= most) return value;
  if (Number.isNaN(value)) {
    findings.notANumber++;
    return 0;
  }
  findings.clipped++;
  return value < least ? least : most;
}

function writeFloats(
  channel: Float32Array | Float64Array,
  { bytes, littleEndian }: PcmLayout,
  first: number,
  stride: number,
  out: Uint8Array,
): void {
  const frames = channel.length;
  if (littleEndian === machineIsLittleEndian) {
    const target =
      bytes === 8
        ? new Float64Array(out.buffer, out.byteOffset, frames * stride)
        : new Float32Array(out.buffer, out.byteOffset, frames * stride);
    for (let n = 0, at = first; n < frames; n++, at += stride) target[at] = channel[n]!;
    return;
  }
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  for (let n = 0, at = first * bytes; n < frames; n++, at += stride * bytes) {
    if (bytes === 8) view.setFloat64(at, channel[n]!, littleEndian);
    else view.setFloat32(at, channel[n]!, littleEndian);
  }
}
