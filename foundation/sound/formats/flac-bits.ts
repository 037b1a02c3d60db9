/** The bits of a frame went on past the bytes at hand. */
export class FlacOverrun extends Error {}

/** Bits, most significant first, from bytes that have at least 8 bytes of padding after `limit`. */
export class FlacBits {
  bytes: Uint8Array = new Uint8Array(8);
  view: DataView = new DataView(new ArrayBuffer(8));
  /** The next bit. */
  bit = 0;
  /** Bits that are there. */
  limit = 0;

  open(bytes: Uint8Array, view: DataView, at: number, end: number): void {
    this.bytes = bytes;
    this.view = view;
    this.bit = at * 8;
    this.limit = end * 8;
  }

  /** 0 to 32 bits as an unsigned number. */
  unsigned(count: number): number {
    if (count === 0) return 0;
    const { bit } = this;
    if (bit + count > this.limit) throw new FlacOverrun();
    this.bit = bit + count;
    const at = bit >>> 3;
    const skip = bit & 7;
    return ((this.view.getInt32(at) << skip) | (this.bytes[at + 4]! >>> (8 - skip))) >>> (32 - count);
  }

  /** 1 to 33 bits as a two's complement number. */
  signed(count: number): number {
    if (count === 33) return (this.unsigned(1) === 1 ? -4294967296 : 0) + this.unsigned(32);
    return count === 0 ? 0 : (this.unsigned(count) << (32 - count)) >> (32 - count);
  }

  /** Zeros before the next one. */
  unary(): number {
    let zeros = 0;
    while (this.unsigned(1) === 0) zeros++;
    return zeros;
  }
}

/**
 * One partition of Rice codes with parameter `k` (0 to 30) into out[from] to out[to - 1]. RFC 9639, 9.2.7.
 * Each code is looked at as one 32-bit word; longer ones are read bit by bit.
 */
export function readRice(bits: FlacBits, k: number, out: Int32Array, from: number, to: number): void {
  const { bytes, view, limit } = bits;
  let bit = bits.bit;
  const low = 31 - k;
  for (let n = from; n < to; n++) {
    const at = bit >>> 3;
    const skip = bit & 7;
    const word = (view.getInt32(at) << skip) | (bytes[at + 4]! >>> (8 - skip));
    const zeros = Math.clz32(word);
    if (zeros < low) {
      bit += zeros + 1 + k;
      const code = (zeros << k) | (((word << (zeros + 1)) >>> 1) >>> low);
      out[n] = (code >>> 1) ^ -(code & 1);
      if (bit > limit) throw new FlacOverrun();
    } else {
      bits.bit = bit;
      const high = bits.unary();
      const code = (high << k) | bits.unsigned(k);
      out[n] = (code >>> 1) ^ -(code & 1);
      bit = bits.bit;
    }
  }
  bits.bit = bit;
}
