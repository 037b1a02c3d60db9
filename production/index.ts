/** Production: finished sound measured and mastered. */
export { createSoundAnalyser, type SoundAnalyser } from "./measure/analyse.ts";
export type { ClippedRun, Measurement, SoundAnalysis, ThirdOctaveSpectrum } from "./measure/measurement.ts";
