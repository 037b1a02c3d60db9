/** Bits, most significant first, into bytes that grow. */
export class FlacBitWriter {
  private bytes = new Uint8Array(65_536);
  private view = new DataView(this.bytes.buffer);
  private at = 0;
  /** Bits of the word at hand, right-justified; what is above them is left over and falls out. */
  private word = 0;
  private free = 32;

  /** 0 to 32 bits of `value`. */
  put(value: number, count: number): void {
    if (count > 16) {
      this.putShort(value >>> 16, count - 16);
      this.putShort(value & 0xffff, 16);
    } else if (count > 0) this.putShort(value, count);
  }

  /** Rice codes of residuals[from] to residuals[to - 1] with parameter `k`. RFC 9639, 9.2.7. */
  putRice(residuals: Int32Array, from: number, to: number, k: number): void {
    this.reserve((to - from) * 8);
    let { at, word, free, view } = this;
    const mark = 1 << k;
    const mask = mark - 1;
    for (let n = from; n < to; n++) {
      const residual = residuals[n]!;
      const code = (residual << 1) ^ (residual >> 31);
      const count = (code >>> k) + 1 + k;
      const value = mark | (code & mask);
      if (count < free) {
        word = (word << count) | value;
        free -= count;
      } else if (count < 32) {
        const rest = count - free;
        view.setUint32(at, (word << free) | (value >>> rest));
        at += 4;
        word = value;
        free = 32 - rest;
      } else {
        this.at = at;
        this.word = word;
        this.free = free;
        for (let zeros = code >>> k; zeros > 0; zeros -= 16) this.putShort(0, Math.min(16, zeros));
        this.put(value, k + 1);
        this.reserve((to - n) * 8);
        ({ at, word, free, view } = this);
      }
    }
    this.at = at;
    this.word = word;
    this.free = free;
  }

  /** Zeros up to the next whole byte. */
  align(): void {
    this.put(0, this.free % 8);
  }

  /** The bytes so far, valid until the next put. Only at whole bytes. */
  aligned(): Uint8Array {
    this.reserve(8);
    const used = 32 - this.free;
    if (used > 0) this.view.setUint32(this.at, this.word << this.free);
    return this.bytes.subarray(0, this.at + used / 8);
  }

  /** Begins again with no bytes. */
  clear(): void {
    this.at = 0;
    this.free = 32;
  }

  private putShort(value: number, count: number): void {
    if (count < this.free) {
      this.word = (this.word << count) | (value & ((1 << count) - 1));
      this.free -= count;
      return;
    }
    this.reserve(8);
    const bits = value & ((1 << count) - 1);
    const rest = count - this.free;
    this.view.setUint32(this.at, (this.word << this.free) | (bits >>> rest));
    this.at += 4;
    this.word = bits;
    this.free = 32 - rest;
  }

  private reserve(more: number): void {
    if (this.at + more + 8 <= this.bytes.length) return;
    const grown = new Uint8Array(2 * this.bytes.length + more);
    grown.set(this.bytes);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}
