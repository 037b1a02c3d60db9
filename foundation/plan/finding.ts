/** What an analysis returns: the value, how sure it is, and why. */

/** What JSON can carry. Findings and decisions hold nothing else, so that every plan can be saved and sent. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Where in the material to look and listen. */
export interface Place {
  /** Seconds from the start; `to` is not before `from`. */
  readonly from?: number;
  readonly to?: number;
  /** Hertz, for what concerns a part of the spectrum. */
  readonly fromHz?: number;
  readonly toHz?: number;
  /** 0 is the first channel. */
  readonly channel?: number;
  /** The file, stem or track, where there are several. */
  readonly material?: string;
}

/** One measured ground for a finding or a decision. */
export interface Reason {
  /** Stable: help pages and translations hang on it, for example "loudness.gated-out". */
  readonly code: string;
  /** What was measured; names carry the unit: `{ levelDbfs: -23.1 }`. */
  readonly facts: Readonly<Record<string, number | string | boolean | null>>;
  readonly where?: Place;
}

/** A measured or estimated value. */
export interface Finding<T> {
  readonly value: T;
  /** Of `value` and `uncertainty`: "LUFS", "dB", "Hz", "s"; "" for what has none. */
  readonly unit: string;
  /** Half-width of the interval in the unit of `value` that holds the truth 95 times in 100; null where unknown. */
  readonly uncertainty: number | null;
  readonly reasons: readonly Reason[];
}

/** A finding that has rivals: what can be told is a likelihood. */
export interface Estimate<T> extends Finding<T | null> {
  /** Share of like cases in which `value` is expected to hold, 0 to 1; null where nothing can be told. */
  readonly confidence: number | null;
  /** The likeliest other values, the best first, with their shares; none where nothing can be told. */
  readonly alternatives: readonly { readonly value: T; readonly confidence: number }[];
}
