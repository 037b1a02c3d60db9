export { quantise } from "./dither";
export { fft } from "./fft";
export { applySpline, limiterControls } from "./limiter";
export { energies } from "./loudness";
export { resample } from "./resample";
export { allFinite, firstAtLeast, onGrid } from "./samples";
export { accumulatePower, filterMidSide, midSideWindowed } from "./spectrum";
export { groupPeaks, interpolate, peakEnvelope, scanPeaks } from "./true-peak";
