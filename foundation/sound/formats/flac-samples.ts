/** The first `frames` integers of `bits` bits as floats of full scale 1; rounded above 24 bits. */
export function integersToFloat32(integers: Int32Array, frames: number, bits: number): Float32Array<ArrayBuffer> {
  const scale = 2 ** (1 - bits);
  const out = new Float32Array(frames);
  for (let n = 0; n < frames; n++) out[n] = integers[n]! * scale;
  return out;
}

export function integersToFloat64(integers: Int32Array, frames: number, bits: number): Float64Array<ArrayBuffer> {
  const scale = 2 ** (1 - bits);
  const out = new Float64Array(frames);
  for (let n = 0; n < frames; n++) out[n] = integers[n]! * scale;
  return out;
}

let packed = new Uint8Array(0);

/**
 * The bytes that FLAC's MD5 is made over: interleaved, little-endian, in as few whole bytes as `bits` need. RFC 9639,
 * 8.2. The bytes are used again by the next call.
 */
export function packForMd5(channels: readonly Int32Array[], count: number, frames: number, bits: number): Uint8Array {
  const width = Math.ceil(bits / 8);
  const length = frames * count * width;
  if (packed.length < length) packed = new Uint8Array(Math.max(length, 65_536));
  const bytes = packed;
  const stride = count * width;
  for (let c = 0; c < count; c++) {
    const integers = channels[c]!;
    if (width === 2) {
      for (let n = 0, at = c * 2; n < frames; n++, at += stride) {
        const value = integers[n]!;
        bytes[at] = value;
        bytes[at + 1] = value >> 8;
      }
    } else if (width === 3) {
      for (let n = 0, at = c * 3; n < frames; n++, at += stride) {
        const value = integers[n]!;
        bytes[at] = value;
        bytes[at + 1] = value >> 8;
        bytes[at + 2] = value >> 16;
      }
    } else {
      for (let n = 0, at = c * width; n < frames; n++, at += stride) {
        const value = integers[n]!;
        for (let k = 0; k < width; k++) bytes[at + k] = value >> (8 * k);
      }
    }
  }
  return bytes.subarray(0, length);
}
