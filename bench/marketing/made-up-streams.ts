/** Streams of a made-up artist by city and day, with a campaign in some cities whose lift is known. */
import type { Random } from "../../foundation/statistics/random.ts";
import type { GeoPanel } from "../../marketing/index.ts";
import { poisson } from "./poisson.ts";

export interface MadeUpCampaign {
  readonly panel: GeoPanel;
  readonly treated: readonly string[];
  /** Rows, both included. */
  readonly start: number;
  readonly end: number;
  /** Of the expected streams of the treated cities without it, over the campaign. */
  readonly liftPercent: number;
}

/**
 * All cities follow one wave (week, slow drift, a release that fades) with their own strength, and an own noise that
 * hangs together from day to day; counts are Poisson's.
 *
 * @param lift of the treated cities after the first three days, as a share
 */
export function madeUpCampaign(lift: number, random: Random): MadeUpCampaign {
  const length = 120;
  const start = 90;
  const end = start + random.integer(14, 24) - 1;
  const cities = random.integer(12, 20);
  const week = random.uniform(0.05, 0.2);
  const phase = random.uniform(0, 7);
  const release = random.integer(5, 80);
  const jump = random.uniform(0.1, 0.6);
  let drift = 0;
  const wave = Float64Array.from({ length }, (_, day) => {
    drift = 0.97 * drift + 0.03 * random.normal();
    const since = day - release;
    return week * Math.sin((2 * Math.PI * (day + phase)) / 7) + drift + (since >= 0 ? jump * Math.exp(-since / 12) : 0);
  });
  const locations = Array.from({ length: cities }, (_, at) => `city ${String.fromCharCode(97 + at)}`);
  const treated = random.shuffle(locations).slice(0, random.integer(2, 4)).sort();
  let without = 0;
  let added = 0;
  const values = locations.map((location) => {
    const level = Math.log(25) + random.uniform(0, Math.log(14));
    const strength = random.uniform(0.75, 1.25);
    const hangs = random.uniform(0, 0.6);
    const own = random.uniform(0.03, 0.1);
    const under = treated.includes(location);
    let noise = own * random.normal();
    return Float64Array.from({ length }, (_, day) => {
      noise = hangs * noise + Math.sqrt(1 - hangs * hangs) * own * random.normal();
      const mean = Math.exp(level + strength * (wave[day] as number) + noise);
      const during = under && day >= start && day <= end;
      const more = during ? lift * Math.min(1, (day - start + 1) / 3) : 0;
      if (during) {
        without += mean;
        added += more * mean;
      }
      return poisson(mean * (1 + more), random);
    });
  });
  const days = Array.from({ length }, (_, day) => new Date((20_332 + day) * 86_400_000).toISOString().slice(0, 10));
  return { panel: { locations, days, values }, treated, start, end, liftPercent: (100 * added) / without };
}
