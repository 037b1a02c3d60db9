/** Equaliser, compressor and de-esser of one stem, each from what was measured of it. */
import { decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Decision, makeDecision, type Reason } from "../../foundation/plan/index.ts";
import { type CompressorSettings, THIRD_OCTAVES_HZ } from "../../foundation/sound/index.ts";
import { ERB_BANDS, ERB_CENTRES_HZ } from "./erb.ts";
import type { StemFindings } from "./findings.ts";
import { type Role, type RoleKind, roleFacts } from "./roles.ts";
import { compression, excitationDb } from "./stem-level.ts";

/** Nothing under this belongs to a stem of the kind, Hz; 0: no high-pass by role. */
const LOWEST_HZ: Readonly<Record<RoleKind, number>> = {
  kick: 25,
  drums: 120,
  bass: 30,
  lead: 100,
  backing: 150,
  plucked: 120,
  sustained: 120,
  effect: 100,
};
/** What lies under the cut may be at most this share of the stem's power, dB. */
const CUT_SHARE_DB = -24;

export function decideHighPass({ id, trace, features }: StemFindings, role: Role): Decision {
  const { kind, label } = roleFacts[role];
  let under = 0;
  let cut = 0;
  const total = THIRD_OCTAVES_HZ.reduce((sum, _, b) => sum + powerAt(trace, b), 1e-30);
  for (const [b, hz] of THIRD_OCTAVES_HZ.entries()) {
    under += powerAt(trace, b);
    if (hz > LOWEST_HZ[kind] || decibelsFromPower(under / total) > CUT_SHARE_DB) break;
    cut = hz;
  }
  const hz = features === null ? 0 : cut;
  return makeDecision({
    id: `eq.high-pass@${id}`,
    what: `High-pass of ${id}, 12 dB an octave (0: none)`,
    value: hz,
    unit: "Hz",
    reasons: [
      hz > 0
        ? { code: "eq.little-below", facts: { role: label, hz, shareDb: CUT_SHARE_DB } }
        : { code: "eq.low-end-is-its-own", facts: { role: label } },
    ],
    confidence: 0.9,
  });
}

function powerAt({ leftPower, rightPower }: StemFindings["trace"], b: number): number {
  return (leftPower[b] as number) + (rightPower[b] as number);
}

/** How far the loudness of a stem may vary before it is held, LU (standard deviation over 400 ms). */
const STEADY_LU: Readonly<Partial<Record<RoleKind, number>>> = { lead: 4.5, backing: 5, bass: 4, plucked: 6.5 };

/**
 * Attack and release from the crest factor, knee from the threshold: D. Giannoulis, M. Massberg, J. D. Reiss,
 * JAES 61(10), 2013; ratio from how far the loudness varies over what is usual of the kind.
 */
export function decideCompressor(stem: StemFindings, role: Role, allowed: boolean): Decision[] {
  const { id, trace, features, activity } = stem;
  const { kind, label } = roleFacts[role];
  const steady = STEADY_LU[kind];
  const spread = features?.loudnessSpreadDb ?? 0;
  const wanted = allowed && features !== null && steady !== undefined && spread > steady;
  const level = soundingLevel(trace.meanSquare);
  const crestDb = decibelsFromPower(trace.peak * trace.peak + 1e-20) - level;
  const crest2 = Math.max(4, Math.min(400, (trace.peak * trace.peak) / Math.max(1e-12, powerFromDecibels(level))));
  const attackMs = Math.max(2, Math.min(60, (2 * 80) / crest2));
  const releaseMs = Math.max(60, Math.min(400, (2 * 1000) / crest2 - attackMs));
  const settings: CompressorSettings = {
    thresholdDbfs: Math.round((level + 1) * 10) / 10,
    ratio: wanted ? Math.round(Math.min(3, 1.5 + (spread - (steady as number)) / 3) * 10) / 10 : 1,
    kneeDb: Math.round(Math.min(10, Math.abs(level + 1) / 2) * 10) / 10,
    attackMs: Math.round(attackMs * 10) / 10,
    releaseMs: Math.round(releaseMs),
    mostDb: 12,
  };
  const { meanDb, mostDb } = wanted ? compression(trace, settings) : { meanDb: 0, mostDb: 0 };
  const reasons: Reason[] = [
    wanted
      ? { code: "dynamics.varies", facts: { role: label, spreadDb: spread, usualDb: steady as number, mostDb } }
      : {
          code: "dynamics.steady-enough",
          facts: { role: label, spreadDb: spread, activeSeconds: activity.activeSeconds },
        },
  ];
  const decision = (name: string, what: string, value: number, unit: string, why: readonly Reason[] = []): Decision =>
    makeDecision({
      id: `dynamics.${name}@${id}`,
      what: `${what} of ${id}`,
      value,
      unit,
      reasons: why,
      confidence: 0.7,
    });
  return [
    decision("ratio", "Compression ratio (1: none)", settings.ratio, ":1", reasons),
    decision("threshold", "Compressor threshold", settings.thresholdDbfs, "dBFS", [
      { code: "dynamics.around-level", facts: { levelDbfs: level } },
    ]),
    decision("knee", "Compressor knee", settings.kneeDb, "dB"),
    decision("attack", "Compressor attack", settings.attackMs, "ms", [
      { code: "dynamics.from-crest", facts: { crestDb } },
    ]),
    decision("release", "Compressor release", settings.releaseMs, "ms", [
      { code: "dynamics.from-crest", facts: { crestDb } },
    ]),
    decision("make-up", "Gain that makes up for the compressor", Math.round(meanDb * 100) / 100, "dB"),
  ];
}

/** Mean power (dBFS) of the slices within 20 dB of the mean of those that are not silent. */
function soundingLevel(meanSquare: Float64Array): number {
  const mean = (least: number): number => {
    let sum = 0;
    let count = 0;
    for (const power of meanSquare)
      if (power > least) {
        sum += power;
        count++;
      }
    return count > 0 ? sum / count : 0;
  };
  const audible = mean(1e-9);
  return audible > 0 ? decibelsFromPower(mean(audible / 100)) : -100;
}

const SIBILANCE_HZ = 5500;
/** Loud moments of the highs over the voice's own middle, dB: more is sharp. */
const SHARP_DB = -6;

export function decideDeEsser({ id, trace, features }: StemFindings, role: Role, allowed: boolean): Decision[] {
  const voice = ["lead", "backing"].includes(roleFacts[role].kind);
  const [from, to] = [5500, 10_000].map((hz) => ERB_CENTRES_HZ.findIndex((centre) => centre >= hz)) as [number, number];
  const highs: number[] = [];
  const middles: number[] = [];
  for (let frame = 0; frame < trace.cents.length; frame++) {
    let high = 0;
    let middle = 0;
    for (let b = 0; b < ERB_BANDS; b++) {
      const power = powerFromDecibels(excitationDb(trace, frame, b));
      if (b >= from && b <= to) high += power;
      else if ((ERB_CENTRES_HZ[b] as number) > 300 && (ERB_CENTRES_HZ[b] as number) < 3000) middle += power;
    }
    if (middle > 1e-9) middles.push(decibelsFromPower(middle));
    if (high > 1e-9) highs.push(decibelsFromPower(high));
  }
  const at = (values: number[], share: number): number =>
    values.sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? -100;
  const sharpDb = at(highs, 0.97) - at(middles, 0.7);
  const wanted = allowed && voice && features !== null && sharpDb > SHARP_DB;
  const most = wanted ? Math.round(Math.min(6, 1 + sharpDb - SHARP_DB) * 10) / 10 : 0;
  const decision = (
    name: string,
    what: string,
    value: number,
    unit: string,
    reasons: readonly Reason[] = [],
  ): Decision =>
    makeDecision({ id: `de-ess.${name}@${id}`, what: `${what} of ${id}`, value, unit, reasons, confidence: 0.7 });
  return [
    decision("most", "Most that the de-esser takes (0: none)", most, "dB", [
      { code: wanted ? "de-ess.sharp" : "de-ess.not-needed", facts: { overDb: sharpDb, voice } },
    ]),
    decision("hz", "De-esser from", SIBILANCE_HZ, "Hz"),
    decision("threshold", "De-esser threshold", Math.round((at(highs, 0.9) - 6) * 10) / 10, "dBFS"),
  ];
}
