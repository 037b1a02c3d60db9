import { pow } from "../../foundation/numbers/elementary.ts";
import { type Band, bandPowers } from "../../foundation/sound/index.ts";

/**
 * The highest third octave whose mean power density is over 10 dB above the floor above it (the least density of any
 * band higher up, to half the sample rate). A sound without such a step, as white noise, has the whole bandwidth.
 * Null for silence.
 */
export function effectiveBandwidth(power: Float64Array, sampleRate: number): number | null {
  const nyquist = sampleRate / 2;
  const bands: Band[] = [];
  for (let k = -16; ; k++) {
    const centreHz = 1000 * pow(10, k / 10);
    const fromHz = centreHz * pow(10, -0.05);
    if (fromHz >= nyquist) break;
    const toHz = Math.min(nyquist, centreHz * pow(10, 0.05));
    bands.push({ nominalHz: centreHz, centreHz, fromHz, toHz });
  }
  const powers = bandPowers(power, sampleRate, bands);
  if (!powers.some((value) => value > 0)) return null;
  let floor = Infinity;
  for (let b = bands.length - 1; b >= 0; b--) {
    const { fromHz, toHz } = bands[b] as Band;
    const density = (powers[b] as number) / (toHz - fromHz);
    if (density > 10 * floor) return toHz;
    if (density < floor) floor = density;
  }
  return nyquist;
}
