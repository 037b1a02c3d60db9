import type { FormatError } from "../../plan/errors.ts";
import type { Fraction } from "../fraction.ts";
import type { Step } from "../score.ts";
import type { AbcKey, AbcMetre } from "./abc-fields.ts";
import type { AbcItem, AbcNotes } from "./abc-items.ts";

/** What goes on from line to line in one voice. */
export interface MusicState {
  readonly items: AbcItem[];
  /** Notes that the next line of lyrics is sung to, with null where a bar ends. */
  singable: (AbcNotes | null)[];
  key: AbcKey;
  metre: AbcMetre | "none";
  unit: Fraction;
  /** Accidentals of this bar, for all octaves (%%propagate-accidentals pitch, the default of 2.1). */
  accidentals: Map<Step, number>;
  tuplet: { factor: Fraction; left: number } | null;
  /** What > and < do to the next note. */
  nextFactor: Fraction | null;
  lastNotes: AbcNotes | null;
  fermata: boolean;
}

export interface MusicContext {
  readonly state: MusicState;
  /** An inline field: "M:3/4". Gives the state that goes on (another one after V:). */
  field(letter: string, value: string, column: number): MusicState;
  warn(text: string): void;
  error(column: number, expected: string, found: string): FormatError;
}
