/**
 * Music as a row of choices: does this voice hold its note, which pitch comes next, which chord follows. A choice has
 * candidates, each with a symbol (what is counted: an interval, say) and features (what is weighed: its scale degree),
 * and contexts (what stood before, folded into keys) in which earlier choices of the same symbol are looked up.
 */

/** A choice as it stands, written into memory that its reader owns. */
export interface Choice {
  /** Candidates in use. */
  count: number;
  /** Of each candidate: 0 to `symbols - 1`; no two the same. */
  readonly symbols: Uint16Array;
  /** `featuresEach` for each candidate, numbers from 0 to `features - 1`; -1 for none. */
  readonly features: Int32Array;
  /** Whose base rates apply: 0 to `groups - 1` (a voice, say). */
  group: number;
  /** The candidate that was chosen; -1 where it is unknown or not among them. */
  chosen: number;
}

/** The choices of one piece in order. What a choice is told about must have been known before it. */
export interface ChoiceStream {
  readonly length: number;
  /** Writes the key of each context of choice `at`. */
  contexts(at: number, keys: Float64Array): void;
  /** Writes candidates, features, group and what was chosen. */
  describe(at: number, choice: Choice): void;
}

/** Sizes that the choices of one kind have in common. */
export interface ChoiceShape {
  readonly contexts: number;
  readonly symbols: number;
  readonly groups: number;
  readonly features: number;
  readonly featuresEach: number;
  readonly candidates: number;
}

export function createChoice(shape: ChoiceShape): Choice {
  return {
    count: 0,
    symbols: new Uint16Array(shape.candidates),
    features: new Int32Array(shape.candidates * shape.featuresEach).fill(-1),
    group: 0,
    chosen: -1,
  };
}
