/** Tempo and key of a song from the traces of its stems, and how wet a stem is. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
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

/** C. L. Krumhansl, Cognitive Foundations of Musical Pitch, 1990: how well each step fits a major and a minor key. */
const MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];
const NAMES = ["C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B"];

/** The key whose profile correlates best with the pitch classes of everything that is tuned. */
export function findKey(stems: readonly StemFindings[]): SongFindings["key"] {
  const chroma = new Float64Array(12);
  for (const { trace, features } of stems) {
    if (features === null || features.flatness > 0.6) continue;
    const sum = trace.chroma.reduce((total, value) => total + value, 1e-12);
    trace.chroma.forEach((value, k) => {
      chroma[k] = (chroma[k] as number) + value / sum;
    });
  }
  if (chroma.every((value) => value === 0)) return null;
  const scores: { tonic: number; mode: "major" | "minor"; score: number }[] = [];
  for (let tonic = 0; tonic < 12; tonic++) {
    for (const [mode, profile] of [
      ["major", MAJOR],
      ["minor", MINOR],
    ] as const) {
      scores.push({
        tonic,
        mode,
        score: correlation(
          chroma,
          profile.map((_, k) => profile[(k - tonic + 12) % 12] as number),
        ),
      });
    }
  }
  scores.sort((a, b) => b.score - a.score);
  const [best, second] = scores as [(typeof scores)[0], (typeof scores)[0]];
  return {
    tonic: NAMES[best.tonic] as string,
    mode: best.mode,
    confidence: Math.max(0, Math.min(1, best.score * 0.5 + (best.score - second.score) * 3)),
  };
}

function correlation(a: ArrayLike<number>, b: readonly number[]): number {
  const mean = (of: ArrayLike<number>): number => Array.from(of).reduce((sum, value) => sum + value, 0) / of.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let k = 0; k < b.length; k++) {
    const [x, y] = [(a[k] as number) - ma, (b[k] as number) - mb];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
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
