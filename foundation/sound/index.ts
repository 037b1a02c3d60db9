/** Sound: planar samples, streams of blocks, transforms, loudness, filters, dynamics. */
export type {
  Block,
  ByteReader,
  ByteWriter,
  Decibels,
  ExactBlock,
  Hertz,
  SampleFormat,
  Seconds,
  Sound,
  SoundFormat,
  SoundSink,
  SoundSource,
  SoundTags,
  SoundWarning,
} from "./audio.ts";
export { createQuantiser, type DitherKind, type Quantiser } from "./dither.ts";
export { type BandCompressor, createBandDynamics } from "./dynamics/band-dynamics.ts";
export {
  type CompressorSettings,
  createGainFollower,
  GAIN_HOP,
  type GainFollower,
} from "./dynamics/compressor.ts";
export { createGate, type GateSettings } from "./dynamics/gate.ts";
export {
  type CurveApplier,
  createCurveApplier,
  type LimiterCurve,
  type LimiterSettings,
  type Limiting,
  limiterCurve,
  limiterDefaults,
  type PeakLevels,
  takeLevels,
  walkCurve,
} from "./dynamics/limiter.ts";
export {
  createPeakEnvelopeMeter,
  cutEnvelope,
  type PeakEnvelope,
  type PeakEnvelopeMeter,
} from "./dynamics/peak-envelope.ts";
export { createSoftClip } from "./dynamics/soft-clip.ts";
export { createEcho, type EchoSettings } from "./effects/echo.ts";
export { createReverb, type Reverb, type ReverbSettings } from "./effects/reverb.ts";
export { type Biquad, type BiquadState, biquad, butterworth } from "./filters/biquad.ts";
export {
  createEqualiser,
  type Equaliser,
  type EqualiserBand,
  equaliserBiquad,
  equaliserPower,
} from "./filters/equaliser.ts";
export { createMidSideFilter } from "./filters/mid-side-filter.ts";
export { createMovingBell, type MovingBell, movingBellPower } from "./filters/moving-bell.ts";
export { chained, join, type Processor } from "./filters/processor.ts";
export { createResampler } from "./filters/resample.ts";
export { createKernels, type KernelMemory, type Kernels, type Region } from "./kernels/instance.ts";
export { channelWeights, createEnergyMeter, type Energies, type EnergyMeter } from "./loudness/energy-meter.ts";
export {
  integratedLoudness,
  loudnessFromPower,
  loudnessRange,
  powerFromLoudness,
  windowMeans,
} from "./loudness/gating.ts";
export { kWeighting } from "./loudness/k-weighting.ts";
export { createTruePeakMeter, type Peaks, type TruePeakMeter } from "./loudness/true-peak-meter.ts";
export { isSilent } from "./silence.ts";
export { createFft, type Fft } from "./transforms/fft.ts";
export { impulseResponse, type Phase } from "./transforms/impulse-response.ts";
export { type Band, bandPowers, THIRD_OCTAVES_HZ, thirdOctaves } from "./transforms/third-octaves.ts";
export { createMidSideAnalyser, type MidSideAnalyser, type MidSideSpectrum } from "./transforms/welch.ts";
export { hann } from "./transforms/window.ts";
