import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { type Decision, makeDecision, overrideDecision } from "../../foundation/plan/index.ts";
import { type BandCompressor, windowMeans } from "../../foundation/sound/index.ts";
import { HIGH_HZ, LOW_HZ } from "../measure/analyse.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";
import type { MasterBrief } from "./brief.ts";

/** A band whose loud moments stand this much further out than those of the whole sound asks for a compressor, dB. */
const JUMPS_DB = { low: 4, high: 8 } as const;
/** For a lathe, highs that stand out this much do. */
const VINYL_JUMPS_DB = 3;
const MOST_DB = 4;
const RATIO = 2;
/** A band that is usually this far under the whole comes and goes with the parts: its moments are the music's. */
const FAINT_DB = { low: -12, high: -26 } as const;

/** Dynamics in bands, and soft clipping: off unless the measured dynamics, the target, or a person ask for them. */
export function decideDynamics(analysis: SoundAnalysis, brief: MasterBrief): Decision[] {
  const { samplePeakDbfs } = analysis.measurement;
  const drive = makeDecision({
    id: "saturation.drive",
    what: "Soft clipping of the highest peaks before all else (0: none)",
    value: 0,
    unit: "dB",
    reasons: [{ code: "saturation.on-request", facts: { samplePeakDbfs } }],
    confidence: 1,
  });
  const asked = brief.adjustments.saturation;
  return [
    asked === undefined || asked <= 0 ? drive : overrideDecision(drive, asked),
    makeDecision({
      id: "saturation.peak",
      what: "Highest sample of the song: what soft clipping counts from",
      value: samplePeakDbfs === null ? 0 : Math.round(samplePeakDbfs * 100) / 100,
      unit: "dBFS",
      reasons: [],
      confidence: 1,
    }),
    decideBand("low", analysis, brief),
    decideBand("high", analysis, brief),
  ];
}

/** The compressor of one band, or a threshold of 0 dBFS, which is none. */
function decideBand(end: "low" | "high", analysis: SoundAnalysis, brief: MasterBrief): Decision {
  const power = end === "low" ? analysis.lowPower : analysis.highPower;
  const decision = (thresholdDbfs: number, code: string, facts: Record<string, number | string>): Decision =>
    makeDecision({
      id: `dynamics.${end}`,
      what: `Compressor ${end === "low" ? `below ${LOW_HZ} Hz` : `above ${HIGH_HZ / 1000} kHz`}: threshold (0: off), ratio 2:1, at most ${MOST_DB} dB`,
      value: thresholdDbfs,
      unit: "dBFS",
      reasons: [{ code, facts }],
      confidence: 0.7,
      alternatives: thresholdDbfs < 0 ? [{ value: 0, reasons: [{ code: "dynamics.as-mixed", facts: {} }] }] : [],
    });
  if (!power) return decision(0, "dynamics.not-measured", { band: end });
  if (brief.sound && !brief.target?.vinyl) return decision(0, "dynamics.reference-only-tone", { band: end });
  const band = spread(power);
  const whole = spread(analysis.meanSquare.map((value) => value * analysis.measurement.channels));
  if (!band || !whole || band.medianDb < whole.medianDb + FAINT_DB[end])
    return decision(0, "dynamics.faint", { band: end });
  const jumpDb = band.highDb - band.medianDb - (whole.highDb - whole.medianDb);
  const limitDb = end === "high" && brief.target?.vinyl ? VINYL_JUMPS_DB : JUMPS_DB[end];
  const facts = { band: end, jumpDb, limitDb, bandMedianDb: band.medianDb, bandHighDb: band.highDb };
  if (jumpDb <= limitDb) return decision(0, "dynamics.steady", facts);
  // Per channel, as the compressor measures it; what reaches half way up to the loud moments is let through.
  const perChannel = band.medianDb - (analysis.measurement.channels > 1 ? 3.0103 : 0);
  const thresholdDbfs = perChannel + (band.highDb - band.medianDb) / 2;
  return decision(Math.round(Math.min(-1, thresholdDbfs) * 10) / 10, "dynamics.jumps", facts);
}

export function bandCompressor(end: "low" | "high", thresholdDbfs: number): BandCompressor {
  return {
    end,
    hz: end === "low" ? LOW_HZ : HIGH_HZ,
    thresholdDbfs,
    ratio: RATIO,
    mostDb: MOST_DB,
    attackMs: end === "low" ? 25 : 4,
    releaseMs: end === "low" ? 180 : 60,
  };
}

/** Median and 95th percentile of 400 ms levels that are within 40 dB of the loudest; null for silence. */
function spread(power: Float64Array): { medianDb: number; highDb: number } | null {
  const levels = windowMeans(power, 40, 10);
  const most = levels.reduce((sum, each) => Math.max(sum, each), 0);
  const sounding = levels.filter((level) => level > most * 1e-4).sort();
  if (sounding.length < 10) return null;
  const at = (share: number): number =>
    decibelsFromPower(sounding[Math.floor((sounding.length - 1) * share)] as number);
  return { medianDb: at(0.5), highDb: at(0.95) };
}
