/**
 * Tempo from the tempogram: first which pulse there is, then which of its multiples people would tap.
 *
 * The pulse is the lag whose first four multiples repeat best, under a log-normal preference (D. P. W. Ellis, JNMR 36(1), 2007,
 * section 3.2; combs as in G. Percival, G. Tzanetakis, "Streamlined tempo estimation", IEEE/ACM TASLP 22(12), 2014). It is nearly
 * always right up to a factor. The factor is chosen among simple ones from tempo, repetition at neighbouring levels and
 * onsets a beat: the multinomial logit below, as A. Gkiokas et al. and Percival and Tzanetakis choose it by a classifier.
 */
import { exp, log2 } from "../../../foundation/numbers/elementary.ts";
import type { Estimate } from "../../../foundation/plan/index.ts";
import { untold } from "./heard.ts";
import type { OnsetStrength } from "./onset-meter.ts";
import { type Tempogram, tempogramOf } from "./tempogram.ts";

/** Slowest and fastest tempo that is considered, beats a minute. */
const SLOWEST = 40;
const FASTEST = 240;
const FACTORS: readonly number[] = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 1, 3 / 2, 2, 3, 4];
/** Of the pulse alone: the middle of the preference, and its spread in octaves. */
const PULSE_MIDDLE = 100;
const PULSE_SPREAD = 0.9;
/** Mean repetition under which nothing is a beat: speech reaches 0.04, noise 0.01, songs begin at 0.09. */
const LEAST_REPETITION = 0.06;
/** Share of others under which they are not worth naming. */
const LEAST_SHARE = 0.05;

/**
 * What a level is worth. Tempo: Ellis's preference around 120 beats a minute, 0.9 octaves wide, as logarithms of odds. The rest was
 * fitted on songs of which none is reported (`npm run bench -- measure --only music` fits it again; docs/figures.md).
 */
export const TEMPO_WEIGHTS: Pick<LevelTraits, "tempo" | "tempoSquared"> = { tempo: 0.32, tempoSquared: -0.62 };
const LEVEL_WEIGHTS: LevelTraits = {
  ...TEMPO_WEIGHTS,
  beat: 9.25,
  half: 3.04,
  double: 1.15,
  fourfold: 2.83,
  onsets: -0.67,
  onsetsSquared: -2.68,
};

/** What speaks for a level: octaves from 100 beats a minute; repetition after a beat, half, two and four; octaves from two onsets a beat. */
export interface LevelTraits {
  readonly tempo: number;
  readonly tempoSquared: number;
  readonly beat: number;
  readonly half: number;
  readonly double: number;
  readonly fourfold: number;
  readonly onsets: number;
  readonly onsetsSquared: number;
}

export interface TempoLevel {
  readonly bpm: number;
  readonly traits: LevelTraits;
}

/** @param seconds of the sound */
export function findTempo(onsets: OnsetStrength, seconds: number): Estimate<number> {
  const tempogram = tempogramOf(onsets);
  const pulse = findPulse(tempogram);
  if (pulse === null || pulse.repetition < LEAST_REPETITION) {
    return untold("bpm", "tempo.no-beat", { repetition: pulse?.repetition ?? 0, needed: LEAST_REPETITION });
  }
  const levels = tempoLevels(tempogram, pulse.bpm, onsetRate(onsets));
  const worth = levels.map(({ traits }) => worthOf(traits));
  const most = Math.max(...worth);
  const odds = worth.map((value) => exp(value - most));
  const all = odds.reduce((sum, value) => sum + value, 0);
  const ranked = levels
    .map((level, at) => ({ ...level, share: (odds[at] as number) / all }))
    .sort((a, b) => b.share - a.share);
  const [best, ...others] = ranked as [(typeof ranked)[0], ...typeof ranked];
  const { uncertainty, slowest, fastest } = spreadOver(tempogram, best.bpm);
  return {
    value: best.bpm,
    unit: "bpm",
    uncertainty,
    confidence: best.share,
    alternatives: others
      .filter(({ share }) => share >= LEAST_SHARE)
      .map(({ bpm, share }) => ({ value: bpm, confidence: share })),
    reasons: [
      { code: "tempo.repetition", facts: { repetition: pulse.repetition, windows: tempogram.windows.length, seconds } },
      { code: "tempo.level", facts: { onsetsPerBeat: 2 ** (best.traits.onsets + 1) } },
      { code: "tempo.steadiness", facts: { slowestBpm: slowest, fastestBpm: fastest } },
    ],
  };
}

/** The tempo whose multiples repeat best; null where the sound is too short for any. */
export function findPulse({ mean, rate }: Tempogram): { readonly bpm: number; readonly repetition: number } | null {
  let best = { bpm: 0, repetition: 0, score: 0 };
  const steps = 700;
  const span = log2(230 / SLOWEST);
  for (let step = 0; step < steps; step++) {
    const bpm = SLOWEST * exp((Math.LN2 * span * step) / (steps - 1));
    const lag = (60 * rate) / bpm;
    let repetition = 0;
    for (let k = 1; k <= 4; k++) repetition += valueAt(mean, k * lag) / 4;
    const away = log2(bpm / PULSE_MIDDLE) / PULSE_SPREAD;
    const score = repetition * exp(-0.5 * away * away);
    if (score > best.score) best = { bpm, repetition, score };
  }
  return best.score > 0 ? best : null;
}

/** The pulse at its simple factors, each moved to where it repeats best nearby, with what speaks for it. */
export function tempoLevels(tempogram: Tempogram, pulse: number, onsetsPerSecond: number): TempoLevel[] {
  const { mean, rate } = tempogram;
  return FACTORS.map((factor) => factor * pulse)
    .filter((bpm) => bpm >= SLOWEST && bpm <= FASTEST)
    .map((near) => {
      const bpm = sharpened(mean, rate, near, 0.03);
      const lag = (60 * rate) / bpm;
      const tempo = log2(bpm / 100);
      // Two onsets a beat is where it is 0.
      const onsets = log2(Math.max(0.05, (onsetsPerSecond * 60) / bpm)) - 1;
      return {
        bpm,
        traits: {
          tempo,
          tempoSquared: tempo * tempo,
          beat: valueAt(mean, lag),
          half: valueAt(mean, lag / 2),
          double: valueAt(mean, 2 * lag),
          fourfold: valueAt(mean, 4 * lag),
          onsets,
          onsetsSquared: onsets * onsets,
        },
      };
    });
}

/** A metronome: one onset a beat, no more and no fewer, that repeats. Music divides its beats; clicks are counted as they come. */
const isBareBeat = ({ beat, onsets }: LevelTraits): boolean => beat > 0.5 && Math.abs(onsets + 1) < 0.1;
const BARE_BEAT_WORTH = 6;

function worthOf(traits: LevelTraits): number {
  let sum = isBareBeat(traits) ? BARE_BEAT_WORTH : 0;
  for (const [name, weight] of Object.entries(LEVEL_WEIGHTS)) sum += weight * traits[name as keyof LevelTraits];
  return sum;
}

/** Onsets a second: peaks over the root mean square of each group, the mean of the groups. */
export function onsetRate({ groups, rate }: OnsetStrength): number {
  let count = 0;
  let seconds = 0;
  for (const values of groups) {
    const level = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length));
    seconds += values.length / rate;
    for (let at = 1; at + 1 < values.length; at++) {
      const value = values[at] as number;
      if (value > level && value > (values[at - 1] as number) && value >= (values[at + 1] as number)) count++;
    }
  }
  return seconds > 0 ? count / seconds : 0;
}

/** Within `reach` of the tempo, where lags of one to eight beats repeat best. */
function sharpened(curve: Float64Array, rate: number, near: number, reach: number): number {
  let best = { bpm: near, score: Number.NEGATIVE_INFINITY };
  for (let step = -60; step <= 60; step++) {
    const bpm = near * (1 + (reach * step) / 60);
    const lag = (60 * rate) / bpm;
    let score = 0;
    for (const beats of [1, 2, 4, 8]) score += smoothAt(curve, beats * lag);
    if (score > best.score) best = { bpm, score };
  }
  return best.bpm;
}

/** How far the tempo of windows goes apart, and how well their middle is known. */
function spreadOver(
  { windows, rate }: Tempogram,
  bpm: number,
): { readonly uncertainty: number; readonly slowest: number; readonly fastest: number } {
  const own = windows.map((window) => sharpened(window, rate, bpm, 0.06)).sort((a, b) => a - b);
  const at = (share: number): number => own[Math.round(share * (own.length - 1))] ?? bpm;
  // Quartiles to a standard deviation; windows overlap by three quarters.
  const deviation = (at(0.75) - at(0.25)) / 1.349;
  const independent = Math.max(1, own.length / 4);
  return {
    uncertainty: Math.max(LEAST_UNCERTAINTY * bpm, (1.96 * deviation) / Math.sqrt(independent)),
    slowest: at(0.1),
    fastest: at(0.9),
  };
}

/** Of the tempo: what the steps of lag leave open. */
const LEAST_UNCERTAINTY = 0.004;

/** Between two lags on a straight line; 0 beyond the longest. */
function valueAt(curve: Float64Array, lag: number): number {
  const low = Math.floor(lag);
  if (low + 1 >= curve.length) return 0;
  const share = lag - low;
  return (curve[low] as number) * (1 - share) + (curve[low + 1] as number) * share;
}

/** Between lags on a cubic through four neighbours (E. Catmull, R. Rom, 1974): its peaks lie between lags, too. */
function smoothAt(curve: Float64Array, lag: number): number {
  const low = Math.floor(lag);
  if (low < 1 || low + 2 >= curve.length) return 0;
  const [a, b, c, d] = [curve[low - 1], curve[low], curve[low + 1], curve[low + 2]] as [number, number, number, number];
  const t = lag - low;
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
