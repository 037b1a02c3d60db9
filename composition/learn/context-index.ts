/** Keys of contexts to small numbers, so that counts can lie in plain arrays. Open addressing, linear probing. */
export class ContextIndex {
  #keys: Float64Array;
  #numbers: Int32Array;
  #size = 0;

  constructor(expected = 1024) {
    let capacity = 1024;
    while (capacity < expected * 2) capacity *= 2;
    this.#keys = new Float64Array(capacity).fill(-1);
    this.#numbers = new Int32Array(capacity);
  }

  /** How many contexts have a number. */
  get size(): number {
    return this.#size;
  }

  /** The number of a key (0 and up, in order of arrival); a new key gets the next one. */
  number(key: number): number {
    const at = this.#slot(key);
    if (this.#keys[at] === key) return this.#numbers[at] as number;
    if (this.#size * 2 >= this.#keys.length) {
      this.#grow();
      return this.number(key);
    }
    this.#keys[at] = key;
    this.#numbers[at] = this.#size;
    return this.#size++;
  }

  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    let at = (Math.imul(key % 4_294_967_291, 0x9e3779b1) >>> 7) & mask;
    for (;;) {
      const there = this.#keys[at] as number;
      if (there === key || there === -1) return at;
      at = (at + 1) & mask;
    }
  }

  #grow(): void {
    const keys = this.#keys;
    const numbers = this.#numbers;
    this.#keys = new Float64Array(keys.length * 2).fill(-1);
    this.#numbers = new Int32Array(keys.length * 2);
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] as number;
      if (key < 0) continue;
      const to = this.#slot(key);
      this.#keys[to] = key;
      this.#numbers[to] = numbers[at] as number;
    }
  }
}
