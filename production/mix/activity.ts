/** When a stem plays at all, and how loud it then is. */
import { loudnessFromPower, windowMeans } from "../../foundation/sound/index.ts";

/** Loudness over time, and where the stem plays at all. */
export interface Activity {
  /** Power of 400 ms blocks every 100 ms (K-weighted). */
  readonly blocks: Float64Array;
  /** Whether each of them is active: over -70 LUFS and at most 20 dB under the mean of those that are. */
  readonly active: readonly boolean[];
  /** Mean loudness of the active blocks, LUFS; null where there is none. */
  readonly levelLufs: number | null;
  readonly activeSeconds: number;
  /** Stretches of activity, seconds; gaps under half a second do not part them. */
  readonly regions: readonly { readonly from: number; readonly to: number }[];
}

export function activityOf(weightedPower: Float64Array): Activity {
  const blocks = weightedPower.length >= 40 ? windowMeans(weightedPower, 40, 10) : new Float64Array(0);
  const audible = blocks.map((power) => (power > 0 && loudnessFromPower(power) > -70 ? power : 0));
  const mean = (of: Float64Array): number => {
    let sum = 0;
    let count = 0;
    for (const power of of)
      if (power > 0) {
        sum += power;
        count++;
      }
    return count > 0 ? sum / count : 0;
  };
  const gate = mean(audible) * 0.01;
  const active = Array.from(audible, (power) => power > gate && power > 0);
  const level = mean(audible.map((power, at) => (active[at] ? power : 0)));
  return {
    blocks,
    active,
    levelLufs: level > 0 ? loudnessFromPower(level) : null,
    activeSeconds: active.filter(Boolean).length / 10,
    regions: regionsOf(active),
  };
}

function regionsOf(active: readonly boolean[]): { from: number; to: number }[] {
  const regions: { from: number; to: number }[] = [];
  active.forEach((on, at) => {
    if (!on) return;
    const last = regions.at(-1);
    const from = at / 10;
    if (last && from - last.to < 0.5) last.to = from + 0.4;
    else regions.push({ from, to: from + 0.4 });
  });
  return regions;
}
