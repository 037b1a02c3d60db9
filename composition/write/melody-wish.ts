/** What a passage of melody is to be like, and what came of it. */
import type { SketchNote } from "../learn/song/song-sketch.ts";
import type { Joins } from "./joins.ts";

export interface MelodyWish {
  /** Lowest and highest pitch. */
  readonly range: readonly [number, number];
  /** -1 to 1: fewer or more notes than the style has. */
  readonly density: number;
  /** Notes of a bar in the song that is the model; null where there is none. */
  readonly notesPerBar: number | null;
  /** The last note of the passage: on the tonic, on a note of its chord, or free. */
  readonly ending: "tonic" | "chord" | "free";
  /** Bits of a note that the passage should come to. */
  readonly bits: number;
  readonly tries: number;
  /** Log of how much likelier than in the style a note outside the scale is. */
  readonly foreign?: number;
  /** Whether the note before may be held into the passage. */
  readonly mayHold?: boolean;
  /** What stands around a passage that is written between others. */
  readonly joins?: Joins;
  /** Passages from elsewhere that keep range, key and bars: judged beside those that are drawn. */
  readonly proposals?: readonly (readonly SketchNote[])[];
}

export interface Passage {
  /** Steps at the beginning in which the note before is held on. */
  readonly tail: number;
  readonly notes: readonly SketchNote[];
  readonly bitsPerNote: number;
  readonly score: number;
  /** Where there were proposals: whether the best of them was taken, its score, and that of the best of our own. */
  readonly proposed?: { readonly taken: boolean; readonly score: number; readonly ownScore: number };
}
