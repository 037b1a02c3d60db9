/**
 * Room for each other: S. Hafezi, J. D. Reiss, JAES 63(5), 2015. A stem is cut where it covers others, or is itself
 * covered, and does not need the band: there it is heard as mud and not as itself.
 */
import { type Decision, type Json, makeDecision } from "../../foundation/plan/index.ts";
import type { EqualiserBand, Hertz } from "../../foundation/sound/index.ts";
import { ERB_BANDS } from "./erb.ts";
import { createMaskingMeter, type MaskedStem, type Masking } from "./masking.ts";
import { bandGains } from "./stem-level.ts";

/** Bells, by steps; and what may be taken off either end. */
const BELLS: readonly { readonly hz: Hertz; readonly q: number }[] = [
  { hz: 110, q: 1.2 },
  { hz: 200, q: 1.3 },
  { hz: 330, q: 1.4 },
  { hz: 550, q: 1.4 },
  { hz: 900, q: 1.4 },
  { hz: 1500, q: 1.4 },
  { hz: 2500, q: 1.4 },
  { hz: 4000, q: 1.4 },
  { hz: 6500, q: 1.2 },
  { hz: 10_500, q: 1 },
];
const LOW_ENDS: readonly Hertz[] = [60, 90, 130, 190, 270, 380];
const HIGH_ENDS: readonly Hertz[] = [13_000, 9000, 6500, 4800];
const STEP_DB = -3;
const MOST_BANDS = 5;
/** Every so many frames of 50 ms are looked at. */
const STRIDE = 4;
/** A free band that is given up costs as much as this share of one that is freed. */
const FREE_COST = 0.6;
/** Least that a cut has to free: share of all that counts. */
const LEAST_GAIN = 0.0003;

export interface UnmaskedStem extends MaskedStem {
  readonly id: string;
  /** Most that a bell may cut, dB: 0 leaves the stem alone. */
  readonly mostDb: number;
  /** Most of its loudness that all cuts together may take, dB. */
  readonly mostLossDb: number;
  /** How much its being heard counts. */
  readonly weight: number;
  /** What an equaliser does to its loudness, dB. */
  readonly loss: (bands: readonly EqualiserBand[]) => number;
}

/** Bands of one stem while they are being found. */
interface Cuts {
  readonly bells: ReadonlyMap<number, number>;
  readonly low: number;
  readonly high: number;
}

const NO_CUTS: Cuts = { bells: new Map(), low: -1, high: -1 };

/** Takes the most promising cut, keeps it where it frees more than it costs, and so on until none does. */
export function decideUnmasking(stems: readonly UnmaskedStem[], sampleRate: Hertz): Decision[] {
  const meter = createMaskingMeter(
    stems.map(({ trace }) => trace),
    STRIDE,
  );
  const cuts = stems.map(() => NO_CUTS);
  const gains: Float64Array[] = stems.map(({ gainsDb }) => gainsDb);
  const before = meter.measure(gains);
  let masking = before;
  let cost = costOf(stems, masking, before);
  let tried = new Set<string>();
  const most = 8 * stems.length;
  for (let round = 0; round < most; round++) {
    const found = bestCandidate(stems, masking, cuts, tried, sampleRate);
    if (found === null) break;
    const { stem, next, key, gainsDb } = found;
    const kept = gains[stem] as Float64Array;
    gains[stem] = gainsDb;
    const tryMasking = meter.measure(gains);
    const tryCost = costOf(stems, tryMasking, before);
    if (tryCost < cost - LEAST_GAIN) {
      masking = tryMasking;
      cost = tryCost;
      cuts[stem] = next;
      tried = new Set();
    } else {
      gains[stem] = kept;
      tried.add(key);
      if (tried.size > 16) break;
    }
  }
  return stems.map((stem, s) => unmaskDecision(stem.id, bandsOf(cuts[s] as Cuts), s, before, masking));
}

function unmaskDecision(
  id: string,
  bands: readonly EqualiserBand[],
  s: number,
  before: Masking,
  after: Masking,
): Decision {
  const percent = (of: Masking): number => (100 * (of.masked[s] as number)) / Math.max(1, of.counted[s] as number);
  return makeDecision<Json>({
    id: `eq.unmask@${id}`,
    what: `Cuts in ${id} that make room`,
    value: bands.map((band) => ({ ...band })),
    unit: "dB",
    reasons: [
      bands.length > 0
        ? {
            code: "masking.makes-room",
            facts: {
              mixBeforePercent: 100 * before.share,
              mixAfterPercent: 100 * after.share,
              stemBeforePercent: percent(before),
              stemAfterPercent: percent(after),
              cuts: bands.length,
            },
          }
        : { code: "masking.covers-little", facts: { stemPercent: percent(after) } },
    ],
    confidence: 0.6,
  });
}

/** Masked over counted; what was free before and counts no longer was given up, and that costs. */
function costOf(stems: readonly UnmaskedStem[], now: Masking, before: Masking): number {
  let masked = 0;
  let counted = 1;
  let lost = 0;
  stems.forEach(({ weight }, s) => {
    masked += weight * (now.masked[s] as number);
    counted += weight * (now.counted[s] as number);
    const free = (of: Masking): number => (of.counted[s] as number) - (of.masked[s] as number);
    lost += weight * Math.max(0, free(before) - free(now));
  });
  return (masked + FREE_COST * lost) / counted;
}

function bandsOf({ bells, low, high }: Cuts): EqualiserBand[] {
  const bands: EqualiserBand[] = [];
  if (low >= 0) bands.push({ kind: "high-pass", hz: LOW_ENDS[low] as number, gainDb: 0, q: Math.SQRT1_2 });
  for (const [at, gainDb] of [...bells].sort(([a], [b]) => a - b)) {
    const { hz, q } = BELLS[at] as (typeof BELLS)[number];
    bands.push({ kind: "bell", hz, gainDb, q });
  }
  if (high >= 0) bands.push({ kind: "low-pass", hz: HIGH_ENDS[high] as number, gainDb: 0, q: Math.SQRT1_2 });
  return bands;
}

interface Candidate {
  readonly stem: number;
  readonly next: Cuts;
  readonly key: string;
  readonly gainsDb: Float64Array;
}

const shapes = new Map<string, Float64Array>();

/** Gains of a band at the ERB centres, worked out once. */
function shapeOf(band: EqualiserBand, sampleRate: Hertz): Float64Array {
  const key = `${band.kind} ${band.hz} ${band.gainDb} ${band.q} ${sampleRate}`;
  const known = shapes.get(key) ?? bandGains([band], sampleRate);
  shapes.set(key, known);
  return known;
}

/** The cut that promises most by what it covers, what it hides of itself, and what it would give up. */
function bestCandidate(
  stems: readonly UnmaskedStem[],
  masking: Masking,
  cuts: readonly Cuts[],
  tried: ReadonlySet<string>,
  sampleRate: Hertz,
): Candidate | null {
  const promising: { score: number; stem: number; next: Cuts; key: string }[] = [];
  for (const [s, stem] of stems.entries()) {
    if (stem.mostDb <= 0) continue;
    const worth = Float64Array.from({ length: ERB_BANDS }, (_, b) => {
      const masked = (masking.maskedAt[s] as Int32Array)[b] as number;
      const free = ((masking.countedAt[s] as Int32Array)[b] as number) - masked;
      return ((masking.masksAt[s] as Int32Array)[b] as number) + 0.4 * masked - FREE_COST * stem.weight * free;
    });
    const own = cuts[s] as Cuts;
    const count = own.bells.size + (own.low >= 0 ? 1 : 0) + (own.high >= 0 ? 1 : 0);
    const consider = (key: string, next: Cuts, shape: Float64Array): void => {
      if (tried.has(`${s} ${key}`)) return;
      let score = 0;
      for (let b = 0; b < ERB_BANDS; b++) score += (worth[b] as number) * Math.min(1, -(shape[b] as number) / 6);
      if (score > 0) promising.push({ score, stem: s, next, key: `${s} ${key}` });
    };
    BELLS.forEach(({ hz, q }, at) => {
      const gainDb = (own.bells.get(at) ?? 0) + STEP_DB;
      if (-gainDb > stem.mostDb || (count >= MOST_BANDS && !own.bells.has(at))) return;
      const bells = new Map(own.bells).set(at, gainDb);
      consider(`bell ${at}`, { ...own, bells }, shapeOf({ kind: "bell", hz, gainDb: STEP_DB, q }, sampleRate));
    });
    const ends = [
      { name: "low", list: LOW_ENDS, kind: "high-pass" },
      { name: "high", list: HIGH_ENDS, kind: "low-pass" },
    ] as const;
    for (const { name, list, kind } of ends) {
      const at = own[name] + 1;
      const hz = list[at];
      if (hz === undefined || (count >= MOST_BANDS && own[name] < 0)) continue;
      consider(name, { ...own, [name]: at }, shapeOf({ kind, hz, gainDb: 0, q: Math.SQRT1_2 }, sampleRate));
    }
  }
  promising.sort((a, b) => b.score - a.score);
  for (const { stem, next, key } of promising) {
    const of = stems[stem] as UnmaskedStem;
    const bands = bandsOf(next);
    const loss = of.loss(bands);
    if (-loss > of.mostLossDb) continue;
    // The fader gives back what the cuts take of the loudness.
    const gainsDb = of.gainsDb.slice();
    for (const band of bands)
      for (const [b, gain] of shapeOf(band, sampleRate).entries()) gainsDb[b] = (gainsDb[b] as number) + gain;
    for (let b = 0; b < ERB_BANDS; b++) gainsDb[b] = (gainsDb[b] as number) - loss;
    return { stem, next, key, gainsDb };
  }
  return null;
}
