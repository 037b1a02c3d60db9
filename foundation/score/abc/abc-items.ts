import type { Fraction } from "../fraction.ts";
import type { KeySignature, Spelling } from "../score.ts";

/** What the music of a voice consists of, in the order of the text. Times are fractions of a whole note. */
export type AbcItem =
  | AbcNotes
  | { readonly kind: "rest"; readonly length: Fraction }
  | { readonly kind: "bar"; readonly repeatEnd: number; readonly repeatStart: boolean; readonly strong: boolean }
  | { readonly kind: "ending"; readonly passes: readonly number[] }
  | { readonly kind: "metre"; readonly beats: number; readonly beatUnit: number }
  | { readonly kind: "key"; readonly fifths: number; readonly mode: KeySignature["mode"] }
  | { readonly kind: "tempo"; readonly microsecondsPerQuarter: number }
  | { readonly kind: "part"; readonly label: string }
  | { readonly kind: "chord"; readonly text: string };

/** One note, or several at once. */
export interface AbcNotes {
  readonly kind: "notes";
  length: Fraction;
  readonly notes: AbcNote[];
  lyric: string | null;
  readonly fermata: boolean;
}

export interface AbcNote {
  readonly spelling: Spelling;
  length: Fraction;
  tied: boolean;
}

export interface AbcVoice {
  readonly id: string;
  name: string | null;
  program: number | null;
  /** Channel 10 of General MIDI. */
  percussion: boolean;
  readonly items: AbcItem[];
}

export interface AbcTune {
  readonly reference: string;
  readonly title: string | null;
  readonly composer: string | null;
  /** Order in which parts are played ("AABB"), as the header has it. */
  readonly order: string | null;
  readonly voices: readonly AbcVoice[];
  readonly warnings: string[];
}
