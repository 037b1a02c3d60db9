/** Tempo and key of a song from the traces of its stems, and how wet a stem is. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { exp } from "../../foundation/numbers/elementary.ts";
import { albrechtShanahan, bestKey, profileCorrelations } from "../../foundation/score/key-profiles.ts";
import { median } from "./decide-balance.ts";
import type { SongFindings, StemFindings } from "./findings.ts";

/** A rise in 10 ms that nobody takes for a wavering, dB; with fewer of them there is no beat. */
const CLEAR_ONSET_DB = 4;
const LEAST_ONSETS = 8;

/**
 * Tempo from the autocorrelation of the onsets (rises of level in steps of 10 ms, all stems together), favouring what
 * is near 120 beats a minute: D. P. W. Ellis, Beat tracking by dynamic programming, JNMR 36(1), 2007. Null where
 * nothing repeats.
 */
export function findTempo(stems: readonly StemFindings[]): SongFindings["tempo"] {
  const length = Math.max(0, ...stems.map(({ trace }) => trace.weightedPower.length));
  const onsets = new Float64Array(length);
  for (const { trace, features } of stems) {
    if (features === null) continue;
    let before = -70;
    trace.weightedPower.forEach((power, n) => {
      const level = power > 1e-8 ? Math.max(-70, decibelsFromPower(power)) : -70;
      onsets[n] = (onsets[n] as number) + Math.max(0, Math.min(20, level - before) - 1.5);
      before = level;
    });
  }
  if (length < 800 || onsets.filter((onset) => onset > CLEAR_ONSET_DB).length < LEAST_ONSETS) return null;
  const mean = onsets.reduce((sum, value) => sum + value, 0) / length;
  const flat = onsets.map((value) => value - mean);
  const correlate = (lag: number): number => {
    let sum = 0;
    for (let n = lag; n < length; n++) sum += (flat[n] as number) * (flat[n - lag] as number);
    return sum / (length - lag);
  };
  const zero = correlate(0);
  if (!(zero > 0)) return null;
  const curve = Float64Array.from({ length: 402 }, (_, lag) => (lag < 20 ? 0 : correlate(lag) / zero));
  const at = (lag: number): number => {
    const low = Math.floor(lag);
    if (low + 1 >= curve.length) return 0;
    return (curve[low] as number) * (1 - lag + low) + (curve[low + 1] as number) * (lag - low);
  };
  let best = { bpm: 0, score: 0, strength: 0 };
  for (let bpm = 60; bpm <= 190; bpm += 0.25) {
    const lag = 6000 / bpm;
    // A beat, two and four of them: the bar decides between neighbours.
    const strength = (at(lag) + at(2 * lag) + at(4 * lag)) / 3;
    const away = Math.abs(bpm - 120) / 120;
    const score = strength * (1 - 0.5 * away * away);
    if (score > best.score) best = { bpm, score, strength };
  }
  if (best.strength < 0.02) return null;
  return {
    bpm: best.bpm,
    confidence: Math.min(1, best.strength * 3),
    firstBeat: firstBeat(onsets, 6000 / best.bpm) / 100,
  };
}

/** The phase at which the onsets fall on beats. */
function firstBeat(onsets: Float64Array, lag: number): number {
  let best = 0;
  let most = -1;
  for (let phase = 0; phase < lag; phase++) {
    let sum = 0;
    for (let at = phase; at < onsets.length; at += lag) sum += onsets[Math.floor(at)] as number;
    if (sum > most) {
      most = sum;
      best = phase;
    }
  }
  return best;
}

const NAMES = ["C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B"];

/** How much likelier a key is than another whose profile correlates less, as in `measure --music` (docs/figures.md). */
const SURENESS = 20;

/** The key whose profile correlates best with the pitch classes of everything that is tuned, the louder stems more. */
export function findKey(stems: readonly StemFindings[]): SongFindings["key"] {
  const chroma = new Float64Array(12);
  for (const { trace, features } of stems) {
    if (features === null || features.flatness > 0.6) continue;
    const sum = trace.chroma.reduce((total, value) => total + value, 1e-12);
    const amplitude = Math.sqrt(trace.weightedPower.reduce((total, value) => total + value, 0));
    for (const [k, value] of trace.chroma.entries()) chroma[k] = (chroma[k] as number) + (amplitude * value) / sum;
  }
  if (chroma.every((value) => value === 0)) return null;
  const correlations = profileCorrelations(chroma, albrechtShanahan);
  const code = bestKey(correlations);
  const odds = correlations.map((value) => exp(SURENESS * (value - (correlations[code] as number))));
  return {
    tonic: NAMES[code % 12] as string,
    mode: code < 12 ? "major" : "minor",
    confidence: 1 / odds.reduce((sum, value) => sum + value, 0),
  };
}

/**
 * Time to fall by 60 dB, from the stretches in which the sound falls by 20 dB or more without rising: the middle of
 * them, s. Null where there are fewer than three.
 */
export function tailSeconds(weightedPower: Float64Array): number | null {
  const levels = Float64Array.from(weightedPower, (power) => (power > 1e-11 ? decibelsFromPower(power) : -110));
  const loud = levels.reduce((most, level) => Math.max(most, level), -110);
  const times: number[] = [];
  for (let n = 0; n < levels.length; ) {
    let end = n;
    let low = levels[n] as number;
    while (end + 1 < levels.length && (levels[end + 1] as number) < low + 1) {
      end++;
      low = Math.min(low, levels[end] as number);
    }
    const top = levels[n] as number;
    // From 5 dB under the top, so that the sound itself has ended.
    if (top > loud - 25 && top - low >= 20) {
      let from = n;
      while ((levels[from] as number) > top - 5) from++;
      let to = from;
      while (to < end && (levels[to] as number) > Math.max(top - 30, loud - 60)) to++;
      const fallen = (levels[from] as number) - (levels[to] as number);
      if (fallen > 8 && to > from) times.push((60 * (to - from)) / 100 / fallen);
    }
    n = Math.max(end, n + 1);
  }
  return times.length >= 3 ? median(times) : null;
}
