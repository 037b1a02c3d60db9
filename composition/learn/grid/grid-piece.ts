/** A piece for four voices on a grid, with what its contexts ask for again and again. */
import { albrechtShanahan } from "../../../foundation/score/index.ts";

/** Rows of a sixteenth: soprano, alto, tenor, bass, as MIDI keys 0 to 127, or -1 for a rest. */
export type GridRows = readonly (readonly [number, number, number, number])[];

export const VOICES = 4;
/** Before the first row. */
export const NOTHING = -2;
/** The order in which a row is told: the outer voices first, as a harmony is taught. */
export const ORDER: readonly number[] = [0, 3, 1, 2];

export interface GridPiece {
  readonly length: number;
  /** [voice][row]. */
  readonly pitch: readonly Int16Array[];
  /** Rows that the pitch of [voice][row] has lasted, this one included. */
  readonly held: readonly Int16Array[];
  /** 1 where [voice][row] has another pitch than the row before. */
  readonly onset: readonly Uint8Array[];
  /** The pitch before the one that sounds at [voice][row]; NOTHING where there is none. */
  readonly before: readonly Int16Array[];
  /** The last row of that pitch; -1 where there is none. */
  readonly beforeRow: readonly Int32Array[];
  /** The key heard so far, anew every four rows: tonic + 12 when minor. */
  readonly key: Int16Array;
}

export function gridPiece(rows: GridRows): GridPiece {
  const length = rows.length;
  const voices = [0, 1, 2, 3];
  const pitch = voices.map((v) => Int16Array.from(rows, (row) => row[v] as number));
  const held = pitch.map((line) => {
    const out = new Int16Array(length);
    for (let t = 0; t < length; t++)
      out[t] = t > 0 && line[t] === line[t - 1] ? Math.min(32_000, (out[t - 1] as number) + 1) : 1;
    return out;
  });
  const onset = pitch.map((line) => Uint8Array.from(line, (x, t) => (t > 0 && x === line[t - 1] ? 0 : 1)));
  const beforeRow = held.map((line) => Int32Array.from(line, (rowsHeld, t) => t - rowsHeld));
  const before = beforeRow.map((line, v) =>
    Int16Array.from(line, (row) => (row >= 0 ? (pitch[v]?.[row] as number) : NOTHING)),
  );
  return { length, pitch, held, onset, before, beforeRow, key: keysSoFar(pitch, length) };
}

/** Shares of the twelve degrees in pieces in major and minor, as square roots, so that both are compared alike. */
const MAJOR: readonly number[] = roots(albrechtShanahan.major);
const MINOR: readonly number[] = roots(albrechtShanahan.minor);

function roots(shares: readonly number[]): number[] {
  return shares.map((share) => Math.sqrt(share));
}

/** Listens to rows and tells the key heard so far. */
export interface KeyEar {
  /** The key at a row (tonic + 12 when minor), from the rows told before it; it changes every four rows. */
  at(row: number): number;
  /** Tells the pitches of a row. */
  tell(row: number, pitches: readonly number[]): void;
  /** An ear that has heard the same. */
  copy(): KeyEar;
}

export function createKeyEar(heard: Float64Array = new Float64Array(12), key = 0): KeyEar {
  return {
    at(row) {
      if (row % 4 === 0 && row > 0) key = likelyKey(heard);
      return key;
    },
    tell(row, pitches) {
      for (const x of pitches) if (x >= 0) heard[x % 12]! += row % 4 === 0 ? 1 : 0.5;
      // What was heard eight bars ago counts for half.
      if (row % 4 === 3) for (let i = 0; i < 12; i++) heard[i]! *= 0.985;
    },
    copy: () => createKeyEar(heard.slice(), key),
  };
}

function keysSoFar(pitch: readonly Int16Array[], length: number): Int16Array {
  const keys = new Int16Array(length);
  const ear = createKeyEar();
  for (let t = 0; t < length; t++) {
    keys[t] = ear.at(t);
    ear.tell(t, [pitch[0]?.[t] as number, pitch[1]?.[t] as number, pitch[2]?.[t] as number, pitch[3]?.[t] as number]);
  }
  return keys;
}

/** The key whose shares overlap most with what was heard (Bhattacharyya's coefficient). */
function likelyKey(heard: Float64Array): number {
  let best = 0;
  let most = -1;
  for (let tonic = 0; tonic < 12; tonic++)
    for (const [mode, profile] of [MAJOR, MINOR].entries()) {
      let sum = 0;
      for (let i = 0; i < 12; i++) sum += Math.sqrt(heard[(i + tonic) % 12] as number) * (profile[i] as number);
      if (sum > most) {
        most = sum;
        best = tonic + 12 * mode;
      }
    }
  return best;
}
