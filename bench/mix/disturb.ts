/** What is done to stems whose levels are known, so that a mix has to be found again. */

import { createEqualiser, equaliserBiquad } from "../../foundation/sound/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { panGains } from "../../production/mix/index.ts";
import { BENCH_RATE } from "./songs.ts";

export type Stereo = readonly [Float32Array, Float32Array];

/** Gain within 12 dB, shelves within 9 dB at 150 Hz and 4 kHz, pan anywhere. */
export function disturbed(stem: Stereo, seed: number): Stereo {
  const random = createRandom(seed);
  const between = (most: number): number => random.uniform(-most, most);
  const gainDb = between(12);
  const bands = [
    { kind: "low-shelf", hz: 150, gainDb: between(9), q: Math.SQRT1_2 },
    { kind: "high-shelf", hz: 4000, gainDb: between(9), q: Math.SQRT1_2 },
  ] as const;
  const gains = panGains(between(1));
  const out = stem.map((samples) => samples.slice()) as unknown as [Float32Array, Float32Array];
  createEqualiser(
    bands.map((band) => equaliserBiquad(band, BENCH_RATE)),
    2,
    gainDb,
  ).apply(out);
  for (const [c, samples] of out.entries())
    for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] as number) * (gains[c] as number);
  return out;
}
