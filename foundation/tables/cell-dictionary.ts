/** Distinct cells of a column, numbered in the order in which they come; looked up by their bytes. */
import type { Records } from "./records.ts";
import { cellText } from "./records.ts";

export interface CellDictionary {
  /** Number of a cell, from 0. */
  idOf(records: Records, cell: number): number;
  /** Texts by number. */
  readonly texts: readonly string[];
}

/** Open addressing with linear probing; FNV-1a over the bytes (draft-eastlake-fnv). */
export function createCellDictionary(): CellDictionary {
  let slots = new Int32Array(1 << 10).fill(-1);
  let hashes = new Int32Array(1 << 9);
  let ends = new Int32Array(1 << 9);
  let arena = new Uint8Array(1 << 14);
  let used = 0;
  let last = -1;
  const texts: string[] = [];

  const same = (id: number, bytes: Uint8Array, from: number, length: number): boolean => {
    const begin = id === 0 ? 0 : (ends[id - 1] as number);
    if ((ends[id] as number) - begin !== length) return false;
    for (let i = 0; i < length; i++) if (arena[begin + i] !== bytes[from + i]) return false;
    return true;
  };

  const insert = (records: Records, cell: number, hash: number): number => {
    const id = texts.length;
    const from = records.from[cell] as number;
    const length = (records.to[cell] as number) - from;
    if (used + length > arena.length) arena = resized(arena, Math.max(2 * arena.length, used + length));
    arena.set(records.bytes.subarray(from, from + length), used);
    used += length;
    if (id === ends.length) {
      ends = resized(ends, 2 * id);
      hashes = resized(hashes, 2 * id);
    }
    ends[id] = used;
    hashes[id] = hash;
    texts.push(cellText(records, cell));
    if (2 * texts.length > slots.length) {
      slots = new Int32Array(2 * slots.length).fill(-1);
      for (let each = 0; each <= id; each++) place(each);
    } else place(id);
    return id;
  };

  const place = (id: number): void => {
    const mask = slots.length - 1;
    let slot = (hashes[id] as number) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = id;
  };

  return {
    texts,
    idOf(records, cell) {
      const { bytes, from, to } = records;
      const start = from[cell] as number;
      const end = to[cell] as number;
      // Exports are sorted more often than not.
      if (last >= 0 && same(last, bytes, start, end - start)) return last;
      let hash = 0x811c9dc5;
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
      hash ^= hash >>> 15;
      const mask = slots.length - 1;
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const id = slots[slot] as number;
        if (id < 0) {
          last = insert(records, cell, hash);
          return last;
        }
        if (hashes[id] === hash && same(id, bytes, start, end - start)) {
          last = id;
          return id;
        }
      }
    },
  };
}

function resized<T extends Int32Array | Uint8Array>(old: T, length: number): T {
  const next = new (old.constructor as new (length: number) => T)(length);
  next.set(old);
  return next;
}

export interface TupleDictionary {
  /** Number of a row of `width` ids that stands in `row`. */
  idOf(row: Int32Array): number;
  readonly count: number;
  /** Ids of the tuple with this number: `tuples[number × width …]`. */
  readonly tuples: Int32Array;
}

/** Distinct rows of ids, numbered in the order in which they come. */
export function createTupleDictionary(width: number): TupleDictionary {
  let slots = new Int32Array(1 << 10).fill(-1);
  let tuples = new Int32Array(width << 9);
  let count = 0;
  let last = -1;
  const same = (id: number, row: Int32Array): boolean => {
    for (let i = 0; i < width; i++) if (tuples[id * width + i] !== row[i]) return false;
    return true;
  };
  const hashOf = (of: Int32Array, at: number): number => {
    let hash = 0x811c9dc5;
    for (let i = 0; i < width; i++) hash = Math.imul(hash ^ (of[at + i] as number), 0x9e3779b1) + 0x85ebca6b;
    return hash ^ (hash >>> 15);
  };
  const place = (id: number): void => {
    const mask = slots.length - 1;
    let slot = hashOf(tuples, id * width) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = id;
  };
  return {
    get count() {
      return count;
    },
    get tuples() {
      return tuples;
    },
    idOf(row) {
      if (last >= 0 && same(last, row)) return last;
      const mask = slots.length - 1;
      for (let slot = hashOf(row, 0) & mask; ; slot = (slot + 1) & mask) {
        const id = slots[slot] as number;
        if (id >= 0 && !same(id, row)) continue;
        if (id >= 0) {
          last = id;
          return id;
        }
        last = count++;
        if (count * width > tuples.length) tuples = resized(tuples, 2 * tuples.length);
        tuples.set(row.subarray(0, width), last * width);
        if (2 * count > slots.length) {
          slots = new Int32Array(2 * slots.length).fill(-1);
          for (let each = 0; each < count; each++) place(each);
        } else slots[slot] = last;
        return last;
      }
    },
  };
}
