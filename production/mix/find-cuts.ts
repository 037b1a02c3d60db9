/**
 * Which moments of which zones are cut: dynamic room for each other. Stem after stem and zone after zone, the moments are
 * taken that free most of what others cover, first with soft edges (so that several that cover one together are cut
 * together), then with hard ones.
 */
import { powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Cover, countsFrom, coverOf, type HeardStem, measureCover, SPEECH_BANDS, SPILL } from "./cover.ts";
import { BAND_LOUDNESS } from "./cut-loss.ts";
import { bestMoments } from "./cut-path.ts";
import { type CutZone, cutZones } from "./cut-zones.ts";
import { ERB_BANDS } from "./erb.ts";
import { MASKED_OVER_DB } from "./masking.ts";

/** A zone that reaches within this of the stem's strongest band is essential in that frame: it is not cut, dB. */
const ESSENTIAL_DB = 6;
/** Where a lead is lost, only this near to the strongest is essential, dB. */
const ESSENTIAL_BESIDE_LEAD_DB = 3;
/** What a frame of a cut has to free to be worth it, and coming in besides; in bands. */
const FRAME_COST = 0.05;
const SWITCH_COST = 1;
/** How much bands of leads count, and more where they are lost. */
const LEAD_WEIGHT = 2;
const LOST_WEIGHT = 10;
/** Sharpness of the edge between free and masked, sweep by sweep: exponents of the ratio of powers, powers of 2. */
const SWEEPS: readonly number[] = [1, 2, 4, 8];

export interface FoundCuts {
  /** [stem][zone][frame]: an index of CUT_STEPS. */
  readonly steps: readonly (readonly Uint8Array[])[];
  readonly zones: readonly CutZone[];
  readonly before: ReturnType<typeof measureCover>;
  readonly after: ReturnType<typeof measureCover>;
}

/** `gainDb`: depth of every cut, less than 0. `spared`: stems that are not cut. */
export function findCuts(stems: readonly HeardStem[], gainDb: number, spared: readonly boolean[]): FoundCuts {
  const zones = cutZones(gainDb);
  const cover = coverOf(stems);
  const leads = stems.map(({ lead }) => lead);
  const essential = essentialZones(cover, zones);
  const trials = stems.map(
    (_, s): Trial => ({
      s,
      essential: essential[s] as Uint8Array,
      kept: new Float32Array(cover.frames * ERB_BANDS).fill(1),
    }),
  );
  const steps = stems.map(() => zones.map(() => new Uint8Array(cover.frames)));
  const before = measureCover(cover, leads);
  const loudness = stems.map((_, s) => loudnessOf(cover, s));
  let now = before;
  for (const sharpness of SWEEPS) {
    stems.forEach((_, s) => {
      if (spared[s]) return;
      zones.forEach((zone, z) => {
        const old = (steps[s] as Uint8Array[])[z] as Uint8Array;
        const worth = worthOf(cover, trials[s] as Trial, z, zone, old, leads, now, before.share, sharpness);
        const next = worth.some((each) => each > 0) ? bestMoments(worth, SWITCH_COST) : new Uint8Array(cover.frames);
        change(cover, trials[s] as Trial, zone, old, next);
        (steps[s] as Uint8Array[])[z] = next;
      });
      // What the cuts take of the loudness is given back.
      scale(cover, s, (loudness[s] as number) / loudnessOf(cover, s));
    });
    now = measureCover(cover, leads);
  }
  return { steps, zones, before, after: now };
}

/** [stem][frame * zones + zone]: 0 may be cut, 1 where a lead is lost only, 2 not. */
function essentialZones({ frames, power, most }: Cover, zones: readonly CutZone[]): Uint8Array[] {
  const near = powerFromDecibels(-ESSENTIAL_DB);
  const nearest = powerFromDecibels(-ESSENTIAL_BESIDE_LEAD_DB);
  return power.map((own, s) => {
    const of = new Uint8Array(frames * zones.length);
    for (let at = 0, k = 0; at < frames; at++) {
      const top = (most[s] as Float32Array)[at] as number;
      for (const { first, end } of zones) {
        let highest = 0;
        for (let n = at * ERB_BANDS + first; n < at * ERB_BANDS + end; n++)
          if ((own[n] as number) > highest) highest = own[n] as number;
        of[k++] = highest > top * nearest ? 2 : highest > top * near ? 1 : 0;
      }
    }
    return of;
  });
}

/** One stem while its cuts are found. */
interface Trial {
  readonly s: number;
  /** [frame * zones + zone]. */
  readonly essential: Uint8Array;
  /** Factor of all cuts in each band so far. */
  readonly kept: Float32Array;
}

/** What a band takes in of its own and its neighbours' power, `kept` of it; `n`: of the band, `b`: its number. */
function takenIn(source: Float32Array, kept: Float64Array, n: number, b: number, from: number): number {
  const at = b - from;
  const below = b > 0 ? (source[n - 1] as number) * (kept[at] as number) : 0;
  const above = b < ERB_BANDS - 1 ? (source[n + 1] as number) * (kept[at + 2] as number) : 0;
  return (source[n] as number) * (kept[at + 1] as number) + SPILL * (below + above);
}

/** What each frame of a cut is worth, in bands: those that it frees, less those that it covers or gives up. */
function worthOf(
  cover: Cover,
  { s, essential, kept }: Trial,
  z: number,
  zone: CutZone,
  old: Uint8Array,
  leads: readonly boolean[],
  { lost }: ReturnType<typeof measureCover>,
  share: number,
  sharpness: number,
): Float64Array {
  const { frames, power, sum, most, sounds, present, source } = cover;
  const own = power[s] as Float32Array;
  const sources = source[s] as Float32Array;
  const zoneCount = essential.length / Math.max(1, frames);
  const cut = zone.powers.at(-1) as Float64Array;
  const over = powerFromDecibels(MASKED_OVER_DB);
  const worth = new Float64Array(frames);
  const withOut = new Float64Array(ERB_BANDS + 2);
  const withIn = new Float64Array(ERB_BANDS + 2);
  const masked = (ratio: number): number => {
    let edge = ratio;
    for (let power = 1; power < sharpness; power *= 2) edge *= edge;
    return edge > 1e12 ? 1 : edge / (1 + edge);
  };
  const weight = (k: number, at: number, b: number): number =>
    leads[k] ? LEAD_WEIGHT * ((lost[k] as Uint8Array)[at] && SPEECH_BANDS[b] ? LOST_WEIGHT : 1) : 1;
  for (let at = 0; at < frames; at++) {
    worth[at] = -FRAME_COST;
    if ((most[s] as Float32Array)[at] === 0) continue;
    const stands = essential[at * zoneCount + z] as number;
    const beside = leads.some((lead, k) => lead && k !== s && (lost[k] as Uint8Array)[at] === 1);
    if (stands === 2 || (stands === 1 && (!beside || leads[s] || !SPEECH_BANDS[zone.first + 1]))) {
      worth[at] = -1e9;
      continue;
    }
    const was = zone.powers[old[at] as number] as Float64Array;
    for (let b = zone.from - 1; b <= zone.to; b++) {
      const factor = b < 0 || b >= ERB_BANDS ? 1 : (kept[at * ERB_BANDS + b] as number) / (was[b] as number);
      withOut[b - zone.from + 1] = factor;
      withIn[b - zone.from + 1] = b < 0 || b >= ERB_BANDS ? 1 : factor * (cut[b] as number);
    }
    const least = countsFrom(cover, s, at);
    let sumOfWorth = -FRAME_COST;
    for (let b = zone.from; b < zone.to; b++) {
      const n = at * ERB_BANDS + b;
      const here = own[n] as number;
      if (here === 0) continue;
      const out = takenIn(sources, withOut, n, b, zone.from);
      const inside = takenIn(sources, withIn, n, b, zone.from);
      const others = Math.max(0, (sum[n] as number) - here);
      if ((sounds[s] as Uint8Array)[at]) {
        // A band that no longer counts is neither masked nor free; at the mix's share that is worth nothing.
        const costOut = out < least ? 0 : masked(others / (out * over)) - share;
        const costIn = inside < least ? 0 : masked(others / (inside * over)) - share;
        sumOfWorth += weight(s, at, b) * (costOut - costIn);
      }
      if (out < 0.02 * others) continue;
      for (const k of present[at] as readonly number[]) {
        if (k === s || !(sounds[k] as Uint8Array)[at]) continue;
        const theirs = (power[k] as Float32Array)[n] as number;
        if (theirs < countsFrom(cover, k, at)) continue;
        const rest = Math.max(0, others - theirs);
        const scale = 1 / (theirs * over);
        sumOfWorth += weight(k, at, b) * (masked((rest + out) * scale) - masked((rest + inside) * scale));
      }
    }
    worth[at] = sumOfWorth;
  }
  return worth;
}

function loudnessOf({ power }: Cover, s: number): number {
  const own = power[s] as Float32Array;
  let sum = 1e-30;
  for (let n = 0; n < own.length; )
    for (let b = 0; b < ERB_BANDS; b++, n++) sum += (own[n] as number) * (BAND_LOUDNESS[b] as number);
  return sum;
}

function scale({ power, source, sum, most }: Cover, s: number, factor: number): void {
  if (factor === 1) return;
  const own = power[s] as Float32Array;
  for (let n = 0; n < own.length; n++) {
    const before = own[n] as number;
    own[n] = before * factor;
    sum[n] = (sum[n] as number) + (own[n] as number) - before;
  }
  const sources = source[s] as Float32Array;
  for (let n = 0; n < sources.length; n++) sources[n] = (sources[n] as number) * factor;
  const top = most[s] as Float32Array;
  for (let at = 0; at < top.length; at++) top[at] = (top[at] as number) * factor;
}

/** The stem's power, and the sum, with other moments of one zone. */
function change(cover: Cover, { s, kept }: Trial, zone: CutZone, old: Uint8Array, next: Uint8Array): void {
  const { frames, power, sum, source } = cover;
  const own = power[s] as Float32Array;
  const sources = source[s] as Float32Array;
  const around = new Float64Array(ERB_BANDS + 2);
  for (let at = 0; at < frames; at++) {
    if (old[at] === next[at]) continue;
    const was = zone.powers[old[at] as number] as Float64Array;
    const now = zone.powers[next[at] as number] as Float64Array;
    const first = at * ERB_BANDS;
    for (let b = 0; b < ERB_BANDS; b++) {
      kept[first + b] = ((kept[first + b] as number) / (was[b] as number)) * (now[b] as number);
      around[b + 1] = kept[first + b] as number;
    }
    for (let b = Math.max(0, zone.from - 1); b < Math.min(ERB_BANDS, zone.to + 1); b++) {
      const n = first + b;
      const before = own[n] as number;
      if (before === 0) continue;
      own[n] = takenIn(sources, around, n, b, 0);
      sum[n] = (sum[n] as number) + (own[n] as number) - before;
    }
  }
}
