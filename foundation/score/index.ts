/** Notes: one event model, and readers and writers of MIDI, MusicXML, ABC and JSON. */
export { type ChordQuality, chordIntervals, chordPitchClasses, chordQualities, qualityMask } from "./chord-quality.ts";
export type {
  Bar,
  ChordSymbol,
  KeySignature,
  MetreChange,
  Note,
  Part,
  PedalChange,
  Score,
  Section,
  Span,
  Spelling,
  Step,
  TempoChange,
} from "./score.ts";
