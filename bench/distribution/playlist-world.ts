/** Recordings of one artist, one of which comes onto a playlist, or does not. Assumptions: decisions/0019. */
import { exp, log1p } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { poisson, walk } from "./counts.ts";
import { FIRST_DAY } from "./fake-world.ts";

export interface PlaylistCase {
  readonly first: number;
  readonly target: Float64Array;
  readonly siblings: readonly Float64Array[];
  readonly from: number;
  readonly days: number;
  /** Streams that the playlist brought over those there would have been, in the days judged; 0 at a placebo date. */
  readonly lift: number;
}

const JUDGED = 28;
const WEEK = [-0.05, -0.04, -0.03, 0, 0.1, 0.08, -0.06];

/** @param lift what is planted: 0.1 to 2, or 0 */
export function playlistCase(random: Random, lift: number): PlaylistCase {
  const length = random.integer(150, 420);
  const first = FIRST_DAY + random.integer(0, 364);
  const from = random.integer(110, length - JUDGED);
  const common = walk(random, length, 0.15, 25);
  const count = random.integer(8, 25);
  const series = Array.from({ length: count + 1 }, () => levelsOf(random, length, first, common));
  const [own, ...others] = series as [Float64Array, ...Float64Array[]];
  // One sibling in eight has a playlist of its own, which nobody told.
  for (const sibling of others) {
    if (random.uniform() >= 0.12) continue;
    const begin = random.integer(0, length - 1);
    const more = random.uniform(0.2, 1.5);
    const end = begin + random.integer(14, 120);
    for (let day = begin; day < Math.min(length, end); day++) sibling[day] = sibling[day]! * (1 + more);
  }
  const ramp = random.integer(1, 3);
  const fade = random.uniform() < 0.4 ? random.uniform(60, 200) : Infinity;
  let added = 0;
  let base = 0;
  const target = own.map((level, day) => {
    const since = day - from;
    const more = since < 0 ? 0 : lift * Math.min(1, (since + 1) / ramp) * exp(-since / fade);
    if (since >= 0 && since < JUDGED) {
      added += level * more;
      base += level;
    }
    return poisson(random, level * (1 + more));
  });
  return {
    first,
    target,
    siblings: others.map((levels) => levels.map((level) => poisson(random, level))),
    from,
    days: JUDGED,
    lift: added / base,
  };
}

function levelsOf(random: Random, length: number, first: number, common: Float64Array): Float64Array {
  const level = Math.min(20_000, Math.max(40, 150 * exp(1.3 * random.normal())));
  const follows = random.uniform(0.5, 1.5);
  const own = walk(random, length, random.uniform(0.03, 0.1), 30);
  const slope = random.normal(0, 0.3) / 365;
  const weekly = random.uniform(0.5, 1.6);
  // A recent release still falls.
  const fresh = random.uniform() < 0.2 ? random.uniform(0.2, 1.5) : 0;
  return Float64Array.from({ length }, (_, day) => {
    const monday = (first + day + 3) % 7;
    const rest = follows * common[day]! + own[day]! + slope * day + weekly * WEEK[monday]! + random.normal(0, 0.05);
    return level * exp(rest + log1p(fresh * exp(-day / 60)));
  });
}
