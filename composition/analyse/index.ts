/** Scores listened to: key, metre, chords, melody, bass, form, and figures that describe them. */
export { analyseScore } from "./analyse-score.ts";
export { type CalibratedFinding, confidenceCurves, confidenceOf, type LogisticCurve } from "./confidence.ts";
export { type Contour, contourOf } from "./corpus/contour.ts";
export {
  type CorpusPatterns,
  type CorpusPiece,
  corpusPatterns,
  type Pattern,
  type Spread,
  spreadOf,
} from "./corpus/corpus-patterns.ts";
export type {
  BarSpan,
  Descriptors,
  HeardChord,
  HeardFinding,
  HeardKey,
  HeardMetre,
  HeardMotif,
  HeardPhrase,
  HeardRanges,
  HeardRepeat,
  HeardRhythm,
  HeardSection,
  Key,
  KeyRegion,
  Mode,
  NoteReference,
  PitchRange,
  ScoreAnalysis,
} from "./score-analysis.ts";
export { sketchOfAnalysis } from "./sketch-of-analysis.ts";
