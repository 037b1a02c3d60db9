/**
 * How often each symbol followed each context. Contexts are numbers from 0 (of a `ContextIndex`), symbols from 0 to 65,535.
 * Most contexts saw one or two symbols, so each has a short chain of cells rather than a row.
 */
export class SymbolCounts {
  #head: Int32Array;
  #totals: Uint32Array;
  #next: Int32Array;
  #symbols: Uint16Array;
  #counts: Uint32Array;
  #used = 0;

  constructor(contexts = 1024) {
    this.#head = new Int32Array(contexts).fill(-1);
    this.#totals = new Uint32Array(contexts);
    this.#next = new Int32Array(1024);
    this.#symbols = new Uint16Array(1024);
    this.#counts = new Uint32Array(1024);
  }

  /** How often this context was seen. */
  total(context: number): number {
    return context < this.#totals.length ? (this.#totals[context] as number) : 0;
  }

  /** Writes the counts of all symbols seen after the context into `row` (by symbol; the rest is left as it is). */
  fill(context: number, row: Float32Array): void {
    for (let cell = this.#head[context] as number; cell >= 0; cell = this.#next[cell] as number)
      row[this.#symbols[cell] as number] = this.#counts[cell] as number;
  }

  /** Sets the same places of `row` to 0 again. */
  clear(context: number, row: Float32Array): void {
    for (let cell = this.#head[context] as number; cell >= 0; cell = this.#next[cell] as number)
      row[this.#symbols[cell] as number] = 0;
  }

  /** Adds `times` (negative: takes back what was added). */
  add(context: number, symbol: number, times: number): void {
    if (context >= this.#head.length) this.#widen(context + 1);
    this.#totals[context] = (this.#totals[context] as number) + times;
    for (let cell = this.#head[context] as number; cell >= 0; cell = this.#next[cell] as number) {
      if (this.#symbols[cell] !== symbol) continue;
      this.#counts[cell] = (this.#counts[cell] as number) + times;
      return;
    }
    if (this.#used === this.#next.length) this.#lengthen();
    const cell = this.#used++;
    this.#symbols[cell] = symbol;
    this.#counts[cell] = times;
    this.#next[cell] = this.#head[context] as number;
    this.#head[context] = cell;
  }

  /** Forgets these contexts; meant for forgetting all of them, after which the cells are free again. */
  forget(contexts: Int32Array): void {
    for (const context of contexts) {
      if (context >= this.#head.length) continue;
      this.#head[context] = -1;
      this.#totals[context] = 0;
    }
    this.#used = 0;
  }

  /** Forgets everything. */
  reset(): void {
    this.#head.fill(-1);
    this.#totals.fill(0);
    this.#used = 0;
  }

  #widen(contexts: number): void {
    const size = Math.max(contexts, this.#head.length * 2);
    const head = new Int32Array(size).fill(-1);
    head.set(this.#head);
    const totals = new Uint32Array(size);
    totals.set(this.#totals);
    this.#head = head;
    this.#totals = totals;
  }

  #lengthen(): void {
    const longer = <T extends Int32Array | Uint16Array | Uint32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const size = this.#next.length * 2;
    this.#next = longer(this.#next, new Int32Array(size));
    this.#symbols = longer(this.#symbols, new Uint16Array(size));
    this.#counts = longer(this.#counts, new Uint32Array(size));
  }
}
