/** Production: finished sound measured and mastered. */
export { type CueAlbum, type CueTrack, cueSheet, FRAMES_PER_SECTOR } from "./album/cue-sheet.ts";
export { type AlbumLevels, type AlbumPlan, type AlbumSong, planAlbum } from "./album/plan-album.ts";
export { type Adjustments, adjustmentControls, parseAdjustments, toneWords } from "./master/adjustments.ts";
export type { MasterBrief } from "./master/brief.ts";
export { chainIsNeutral, createChain, numberOf, numbersOf } from "./master/chain.ts";
export { correctTone } from "./master/correct-tone.ts";
export { type AskedEdges, decideEdges, type Joints } from "./master/decide-edges.ts";
export { decideLimiter, limiterSettings } from "./master/decide-limiter.ts";
export { ditherOf, dithers, phaseOf, phases } from "./master/decide-rendering.ts";
export { croppedBlocks, type Edges, edgesOf, type Fade } from "./master/edges.ts";
export {
  type BeforeLimiter,
  createLoudnessModel,
  type LoudnessModel,
  type Solution,
  solveLoudness,
} from "./master/loudness-model.ts";
export {
  type Incoming,
  leastOfInterest,
  limitedBlocks,
  type MeterEnvelope,
  renderBeforeLimiter,
  type Scratch,
} from "./master/perform.ts";
export { planMaster } from "./master/plan-master.ts";
export { averageProfile, PROFILE_SCHEMA, profileOf, type SoundProfile } from "./master/sound-profile.ts";
export { type DeliveredFile, type StoreCheck, storeChecks } from "./master/store-check.ts";
export { idForTarget, planFor, targetName } from "./master/target-decisions.ts";
export { type MasterTarget, masterTargets } from "./master/targets.ts";
export {
  type AnalyserOptions,
  createSoundAnalyser,
  createSpectralPart,
  createTemporalPart,
  type SoundAnalyser,
  type SpectralResult,
  spectrumSize,
} from "./measure/analyse.ts";
export { findHook, type Hook } from "./measure/find-hook.ts";
export { findSections, type Section } from "./measure/find-sections.ts";
export { createHookAnalyser, type HookAnalyser, type HookFrames } from "./measure/hook-frames.ts";
export type { ClippedRun, Measurement, SoundAnalysis, ThirdOctaveSpectrum } from "./measure/measurement.ts";
export type { HeardMusic, Mode } from "./measure/music/heard.ts";
export { createMusicAnalyser, type MusicAnalyser } from "./measure/music/music-analyser.ts";
