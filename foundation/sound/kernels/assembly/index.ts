export { fft } from "./fft";
export { energies } from "./loudness";
export { allFinite, firstAtLeast, onGrid } from "./samples";
export { accumulatePower, midSideWindowed } from "./spectrum";
export { groupPeaks, interpolate, peakEnvelope, scanPeaks } from "./true-peak";
