/** Looks for what is wrong with a session: each stem for itself, then against the others. */
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import type { Reason } from "../../foundation/plan/index.ts";
import type { Hertz } from "../../foundation/sound/index.ts";
import { restFaults } from "./check-rests.ts";
import { median } from "./decide-balance.ts";
import type { FaultKind, SessionFault } from "./faults.ts";
import type { StemFindings } from "./findings.ts";
import { type Relation, relatedStems } from "./related-stems.ts";
import type { StemSketch } from "./session-sketch.ts";

export interface CheckedStem {
  readonly findings: StemFindings;
  readonly sketch: StemSketch;
  /** Rate that the file says. */
  readonly fileRate: Hertz;
}

/** An offset of less than this, of full scale, is no fault. */
const LEAST_DC = 0.005;
const LEAST_CLIPPED_RUNS = 50;
/** A stem that stops this far before the others, and louder than so, was cut, s and dB under its own level. */
const CUT_BEFORE_SECONDS = 0.5;
const CUT_OVER_DB = -18;
/** Lengths that differ by less are one, s. */
const SAME_LENGTH_SECONDS = 0.15;
/** Correlation from which two stems hold the same sound. */
const SHARED = 0.75;
/** Less than this is the distance between microphones, or none, s. */
const LEAST_DELAY_SECONDS = 0.0015;

export function checkSession(stems: readonly CheckedStem[], sampleRate: Hertz): SessionFault[] {
  const faults = stems.flatMap((stem) => ownFaults(stem, stems, sampleRate));
  const silent = new Set(faults.filter(({ kind }) => kind === "silent").map(({ stem }) => stem));
  const relations = relatedStems(
    stems.map(({ sketch }) => sketch),
    sampleRate,
  ).filter(({ first, second }) => ![first, second].some((at) => silent.has((stems[at] as CheckedStem).findings.id)));
  return [...faults, ...sharedFaults(relations, stems)];
}

function fault(
  kind: FaultKind,
  stem: string,
  confidence: number,
  facts: Reason["facts"],
  fix: SessionFault["fix"],
  harmless = false,
): SessionFault {
  return { id: `${kind}@${stem}`, stem, kind, confidence, reasons: [{ code: `fault.${kind}`, facts }], fix, harmless };
}

function ownFaults(
  { findings, sketch, fileRate }: CheckedStem,
  all: readonly CheckedStem[],
  sampleRate: Hertz,
): SessionFault[] {
  const { id, features, activity, trace } = findings;
  const faults: SessionFault[] = [];
  const offset = Math.max(...sketch.means.map(Math.abs));
  const swing = sketch.peak - offset;
  if (offset > LEAST_DC) {
    const value = sketch.means.map((mean) => Math.round(mean * 1e7) / 1e7);
    faults.push(fault("dc", id, 1, { offset }, { decision: "repair.dc", value }, true));
  }
  if (features === null || swing < 1e-4) {
    faults.push(
      fault("silent", id, 1, { peakDbfs: sketch.peak > 0 ? decibelsFromAmplitude(sketch.peak) : null }, null),
    );
    return faults;
  }
  if (sketch.clippedRuns >= LEAST_CLIPPED_RUNS) {
    faults.push(
      fault("clipping", id, 0.95, { runs: sketch.clippedRuns, peakDbfs: decibelsFromAmplitude(sketch.peak) }, null),
    );
  }
  if (trace.channelCount === 2 && sketch.channelsDiffer < 1e-5) {
    faults.push(fault("mono-as-stereo", id, 1, {}, null));
  }
  const end = endFault(findings, sketch, all, sampleRate, activity.levelLufs ?? -70);
  if (end) faults.push(end);
  faults.push(...restFaults(findings, sketch, sampleRate));
  const rate = rateFault(id, sketch, fileRate, all);
  if (rate) faults.push(rate);
  return faults;
}

/** A stem that stops at once, loud, while others go on. */
function endFault(
  { id }: StemFindings,
  sketch: StemSketch,
  all: readonly CheckedStem[],
  sampleRate: Hertz,
  levelLufs: number,
): SessionFault | null {
  // The middle, not the longest: one stem that is too long does not make the others cut.
  const usual = median(all.map((stem) => stem.sketch.frames));
  const before = (usual - sketch.endFrame) / sampleRate;
  const endDb = sketch.endRms > 0 ? decibelsFromAmplitude(sketch.endRms) : -120;
  const jumpDb = sketch.endJump > 0 ? decibelsFromAmplitude(sketch.endJump) : -120;
  if (before < CUT_BEFORE_SECONDS || endDb < levelLufs + CUT_OVER_DB || jumpDb < endDb - 30) return null;
  return fault("cut", id, 0.8, { atSeconds: sketch.endFrame / sampleRate, endDbfs: endDb, levelLufs }, null);
}

/** A stem that is longer or shorter than the others by exactly the ratio of two usual rates. */
function rateFault(id: string, sketch: StemSketch, fileRate: Hertz, all: readonly CheckedStem[]): SessionFault | null {
  const lengths = all.map((stem) => stem.sketch.frames / (stem.findings.trace.sampleRate || 1));
  const own = sketch.frames / (all.find(({ findings }) => findings.id === id)?.findings.trace.sampleRate ?? 1);
  const usual = median(lengths);
  const like = lengths.filter((length) => Math.abs(length - usual) < SAME_LENGTH_SECONDS).length;
  if (like < Math.max(2, 0.6 * (all.length - 1)) || Math.abs(own - usual) < SAME_LENGTH_SECONDS) return null;
  for (const meant of [44_100, 48_000, 88_200, 96_000, 32_000]) {
    if (meant === fileRate || Math.abs((own * fileRate) / meant - usual) > SAME_LENGTH_SECONDS) continue;
    return fault(
      "wrong-rate",
      id,
      0.9,
      { labelledHz: fileRate, likelyHz: meant, seconds: own, othersSeconds: usual },
      null,
    );
  }
  return null;
}

/** Of a pair that shares a sound, the stem that is at odds: the one that agrees with fewer of the others, else the later. */
function sharedFaults(relations: readonly Relation[], stems: readonly CheckedStem[]): SessionFault[] {
  const shared = relations.filter(({ correlation }) => Math.abs(correlation) >= SHARED);
  const wrong = (relation: Relation): boolean =>
    relation.correlation < 0 || Math.abs(relation.lagSeconds) > LEAST_DELAY_SECONDS;
  const agreeing = stems.map(
    (_, at) => shared.filter((each) => !wrong(each) && (each.first === at || each.second === at)).length,
  );
  const faults: SessionFault[] = [];
  for (const relation of shared) {
    const { first, second, correlation, lagSeconds, together, flipGainDb } = relation;
    const [a, b] = [stems[first] as CheckedStem, stems[second] as CheckedStem];
    if (isDuplicate(a, b, relation)) {
      const facts = { of: a.findings.id, lagSeconds, correlation };
      const exact = Math.abs(lagSeconds) < 1e-9 && nulls(a, b);
      faults.push(fault("duplicate", b.findings.id, exact ? 1 : 0.8, facts, { decision: "mute", value: true }, exact));
      continue;
    }
    if (!wrong(relation)) continue;
    const at = (agreeing[first] as number) < (agreeing[second] as number) ? first : second;
    const id = (stems[at] as CheckedStem).findings.id;
    const other = (stems[at === first ? second : first] as CheckedStem).findings.id;
    if (Math.abs(lagSeconds) > LEAST_DELAY_SECONDS) {
      // Moved back by what it is late, or the other way round where it is early.
      const late = at === second ? lagSeconds : -lagSeconds;
      const frames = -Math.round(late * a.findings.trace.sampleRate);
      faults.push(
        fault(
          "delay",
          id,
          0.8,
          { other, lateMs: late * 1000, correlation },
          { decision: "repair.shift", value: frames },
        ),
      );
      continue;
    }
    const harmless = flipGainDb >= 3 && together < -0.7;
    faults.push(
      fault(
        "polarity",
        id,
        harmless ? 0.95 : 0.7,
        { other, correlation: together, flipGainDb },
        { decision: "repair.polarity", value: true },
        harmless,
      ),
    );
  }
  // One fault of a kind for each stem: the first, which stands with the surest pair.
  return faults.filter((each, at) => faults.findIndex(({ id }) => id === each.id) === at);
}

/** The same sound throughout, whatever its level, at one lag. */
function isDuplicate(a: CheckedStem, b: CheckedStem, { correlation }: Relation): boolean {
  if (correlation < 0.9999) return false;
  const [x, y] = [a.findings.features, b.findings.features];
  return (
    x !== null &&
    y !== null &&
    Math.abs(x.activeShare - y.activeShare) < 0.02 &&
    Math.abs(x.centroidErb - y.centroidErb) < 0.1
  );
}

/** Whether the sketches null under -90 dB. */
function nulls(a: CheckedStem, b: CheckedStem): boolean {
  let [difference, energy] = [0, 1e-20];
  for (const [key, x] of a.sketch.windows) {
    const y = b.sketch.windows.get(key);
    if (!y) return false;
    for (let n = 0; n < x.length; n++) {
      difference += ((x[n] as number) - (y[n] as number)) ** 2;
      energy += (x[n] as number) ** 2;
    }
  }
  return difference / energy < 1e-9 && a.sketch.peak === b.sketch.peak && a.sketch.frames === b.sketch.frames;
}
