/** Hum and noise between the phrases of a stem, and narrow tones that stand throughout: proposals, never done unasked. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import type { EqualiserBand, Hertz } from "../../foundation/sound/index.ts";
import type { FaultKind, SessionFault } from "./faults.ts";
import type { StemFindings } from "./findings.ts";
import { meanSpectrum, peakAt, prominence, type SketchSpectra, sketchSpectra } from "./rest-spectrum.ts";
import type { StemSketch } from "./session-sketch.ts";
import { TRACE_RATE } from "./stem-trace.ts";

/** A spectrum takes a third of a second: rests of a second and more. */
const LEAST_SPECTRA = 3;
const HARMONICS = 8;
const LEAST_HARMONICS = 4;
/** How far a harmonic stands out, dB, and how far it may be from where it belongs, Hz: mains are within 0.2 Hz. */
const HARMONIC_OVER_DB = 12;
const OFF_HZ = 0.8;
/** What stands in so many of the spectra stands throughout. */
const STANDING = 0.85;
const NOTCH_DB = -24;
const NOTCH_Q = 30;

/** Noise: not further under what plays, not quieter, steadier and flatter than this. */
const NOISE_UNDER_DB = 50;
const LEAST_NOISE_DBFS = -75;
const STEADY_DB = 5;
const LEAST_FLATNESS = 190;
const LEAST_REST_FRAMES = 100;

/** Resonances are looked for where sketches are sharp. */
const RESONANCE_FROM_HZ = 180;
const RESONANCE_TO_HZ = 2200;
const RESONANCE_OVER_DB = 18;
const STANDS_OVER_DB = 10;
const LEAST_PLAYING = 8;
/** Pitches of a melody or chords: what plays one note has no resonance but a tone. */
const LEAST_PITCHES = 4;

export function restFaults(findings: StemFindings, sketch: StemSketch, sampleRate: Hertz): SessionFault[] {
  const spectra = sketchSpectra(findings, sketch, sampleRate);
  const hum = humFault(findings.id, spectra);
  const found = [hum, hum === null ? noiseFault(findings) : null, resonanceFault(findings, spectra)];
  return found.filter((each) => each !== null);
}

function proposal(
  kind: FaultKind,
  stem: string,
  facts: SessionFault["reasons"][number]["facts"],
  fix: SessionFault["fix"],
): SessionFault {
  const reasons = [{ code: `fault.${kind}`, facts }];
  return { id: `${kind}@${stem}`, stem, kind, confidence: 0.7, reasons, fix, harmless: false };
}

/** Mains at 50 or 60 Hz with harmonics, in nearly every rest. */
function humFault(id: string, { binHz, resting }: SketchSpectra): SessionFault | null {
  if (resting.length < LEAST_SPECTRA) return null;
  const mean = meanSpectrum(resting);
  const harmonicsOf = (spectrum: Float64Array, mainsHz: number, off: number): number[] =>
    Array.from({ length: HARMONICS }, (_, k) => k + 1).filter((k) => {
      const bin = Math.round((k * mainsHz) / binHz);
      return (
        prominence(spectrum, bin, 8) > HARMONIC_OVER_DB && Math.abs(peakAt(spectrum, bin) * binHz - k * mainsHz) < off
      );
    });
  for (const mainsHz of [50, 60]) {
    const harmonics = harmonicsOf(mean, mainsHz, OFF_HZ);
    if (harmonics.length < LEAST_HARMONICS || (harmonics[0] as number) > 3) continue;
    const steady = resting.filter((each) => harmonicsOf(each, mainsHz, 2 * OFF_HZ).length >= LEAST_HARMONICS - 1);
    if (steady.length < STANDING * resting.length) continue;
    const levelDbfs = Math.max(...harmonics.map((k) => mean[Math.round((k * mainsHz) / binHz)] as number));
    const value = harmonics.map(
      (k): EqualiserBand => ({ kind: "bell", hz: k * mainsHz, gainDb: NOTCH_DB, q: NOTCH_Q }),
    );
    return proposal(
      "hum",
      id,
      { mainsHz, harmonics: harmonics.length, levelDbfs },
      { decision: "repair.bands", value: value.map((band) => ({ ...band })) },
    );
  }
  return null;
}

/** Steady, flat sound where the stem rests. */
function noiseFault({ id, trace, activity }: StemFindings): SessionFault | null {
  const level = activity.levelLufs;
  if (level === null) return null;
  // Rests begin and end half a second away from what plays: tails and breaths are no noise.
  const rests = activity.regions.flatMap(({ to }, r): [number, number][] => {
    const next = activity.regions[r + 1];
    return next ? [[to + 0.5, next.from - 0.2]] : [];
  });
  const levels: number[] = [];
  const flat: number[] = [];
  for (const [from, to] of rests) {
    for (let n = Math.ceil(from * 100); n < to * 100; n++) {
      const power = trace.meanSquare[n] ?? 0;
      if (power > 1e-10) levels.push(decibelsFromPower(power));
    }
    for (let at = Math.ceil(from * TRACE_RATE); at < to * TRACE_RATE; at++) flat.push(trace.flatness[at] ?? 0);
  }
  if (levels.length < LEAST_REST_FRAMES) return null;
  levels.sort((a, b) => a - b);
  flat.sort((a, b) => a - b);
  const at = (share: number): number => levels[Math.floor(share * (levels.length - 1))] as number;
  const noiseDbfs = at(0.5);
  const steady = at(0.9) - at(0.1) < STEADY_DB;
  const flatness = flat[flat.length >> 1] ?? 0;
  if (!steady || flatness < LEAST_FLATNESS || noiseDbfs < LEAST_NOISE_DBFS || noiseDbfs < level - NOISE_UNDER_DB)
    return null;
  const openDbfs = Math.round(noiseDbfs + 12);
  return proposal(
    "noise",
    id,
    { noiseDbfs, levelLufs: level, restSeconds: levels.length / 100 },
    {
      decision: "gate",
      value: { openDbfs, closeDbfs: openDbfs - 6, holdMs: 150, releaseMs: 200, depthDb: 20 },
    },
  );
}

/** A narrow peak that stands while the notes change. */
function resonanceFault({ id, trace, features }: StemFindings, { binHz, playing }: SketchSpectra): SessionFault | null {
  if (features === null || playing.length < LEAST_PLAYING) return null;
  const pitches = new Map<number, number>();
  trace.cents.forEach((cents, at) => {
    if ((trace.clarity[at] as number) > 150)
      pitches.set(Math.round(cents / 100), (pitches.get(Math.round(cents / 100)) ?? 0) + 1);
  });
  const often = [...pitches.values()].filter((count) => count >= 0.05 * trace.cents.length);
  if (often.length < LEAST_PITCHES) return null;
  const mean = meanSpectrum(playing);
  let best: { bin: number; over: number } | null = null;
  for (let bin = Math.ceil(RESONANCE_FROM_HZ / binHz); bin * binHz < RESONANCE_TO_HZ; bin++) {
    if ((mean[bin] as number) < (mean[bin - 1] as number) || (mean[bin] as number) < (mean[bin + 1] as number))
      continue;
    const over = prominence(mean, bin, 20);
    if (over < RESONANCE_OVER_DB || (best !== null && over <= best.over)) continue;
    const stands = playing.filter((each) => prominence(each, bin, 20) > STANDS_OVER_DB).length;
    if (stands >= STANDING * playing.length) best = { bin, over };
  }
  if (best === null) return null;
  const hz = Math.round(peakAt(mean, best.bin) * binHz);
  const gainDb = -Math.round(Math.min(18, best.over - 3));
  return proposal(
    "resonance",
    id,
    { hz, overDb: best.over, cutDb: -gainDb },
    { decision: "repair.bands", value: [{ kind: "bell", hz, gainDb, q: 25 }] },
  );
}
