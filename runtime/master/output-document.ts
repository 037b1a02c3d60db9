/** What the JSON says of one delivered file. */
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import type { SoundTags } from "../../foundation/sound/audio.ts";
import { type StoreCheck, storeChecks } from "../../production/index.ts";
import { type Delivery, overDb } from "./deliver.ts";

export interface OutputDocument {
  readonly path: string;
  readonly format: string;
  readonly sampleRate: number;
  readonly target: string;
  readonly reached: boolean;
  /** Where it was not: the reason, in a sentence with its figures. */
  readonly why: string | null;
  readonly integratedLufs: number | null;
  readonly truePeakDbtp: number | null;
  readonly loudnessRangeLu: number | null;
  readonly gainDb: number;
  readonly limiting: { readonly mostDb: number; readonly percentile99Db: number };
  readonly ceilingDbtp: number;
  readonly renderings: number;
  readonly store: readonly StoreCheck[];
}

export function outputDocument(delivery: Delivery & { readonly target: string }, tags: SoundTags): OutputDocument {
  const { solution, format, analysis } = delivery;
  const { measurement } = analysis;
  const { gain, reached, mostReductionDb, percentile99Db } = solution;
  return {
    path: delivery.path,
    format: format.name,
    sampleRate: delivery.sampleRate,
    target: delivery.target,
    reached,
    why: reached ? null : whyNot(delivery),
    integratedLufs: measurement.integratedLufs,
    truePeakDbtp: measurement.truePeakDbtp,
    loudnessRangeLu: measurement.loudnessRangeLu,
    gainDb: decibelsFromAmplitude(gain),
    limiting: { mostDb: mostReductionDb, percentile99Db },
    ceilingDbtp: delivery.ceilingDbtp,
    renderings: delivery.renderings,
    store: storeChecks(measurement, {
      container: format.container,
      lossy: format.samples === null,
      bits: format.samples?.bits ?? null,
      float: format.samples?.kind === "float",
      isrc: tags.isrc ?? null,
      ceilingDbtp: delivery.ceilingDbtp,
    }),
  };
}

function whyNot({ why, solution, format, analysis, ceilingDbtp, renderings }: Delivery): string {
  const { integratedLufs, truePeakDbtp } = analysis.measurement;
  if (integratedLufs === null) return "the sound has no loudness (silent, or shorter than 0.4 s)";
  if (truePeakDbtp !== null && overDb(truePeakDbtp, format, ceilingDbtp) > 0) {
    return `after ${renderings} renderings the true peak is still ${truePeakDbtp.toFixed(2)} dBTP; a lower --ceiling leaves more room`;
  }
  if (why !== undefined) return why;
  return `the limiting allowed (${solution.percentile99Db.toFixed(1)} dB) was spent at ${integratedLufs.toFixed(1)} LUFS; --max-limiting allows more`;
}
