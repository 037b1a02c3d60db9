import type { FormatError } from "../../plan/errors.ts";
import type { XmlElement } from "./xml-tree.ts";

/** What goes on from measure to measure in one part. */
export interface PartState {
  /** Ticks of one quarter note on the common grid. */
  readonly quarter: number;
  /** Units of the source in a quarter note. */
  divisions: number;
  transpose: { chromatic: number; diatonic: number };
  readonly voices: Map<string, number>;
  /** The numbers given to voices so far. */
  readonly voiceNumbers: Set<number>;
  /** MIDI keys of percussion by instrument. */
  readonly drums: ReadonlyMap<string, number>;
  /** Highest number of ticks a measure may have. */
  readonly mostTicks: number;
  unpitched: boolean;
  warn(text: string): void;
  error(element: XmlElement, expected: string, found: string): FormatError;
}
