import { amplitudeFromDecibels, decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import {
  integratedLoudness,
  type LimiterCurve,
  type LimiterSettings,
  type Limiting,
  limiterCurve,
  limiterDefaults,
  type PeakEnvelope,
  takeLevels,
  walkCurve,
  windowMeans,
} from "../../foundation/sound/index.ts";

/** The sound in front of the limiter, as far as loudness and peaks go. */
export interface BeforeLimiter {
  /** K-weighted power per 10 ms. */
  readonly weightedPower: Float64Array;
  readonly envelope: PeakEnvelope;
  readonly frames: number;
}

/** A gain and what it leads to. */
export interface Drive extends Limiting {
  readonly gain: number;
  readonly ceiling: number;
  readonly integratedLufs: number;
}

export interface LoudnessModel {
  /** Integrated loudness without gain; null for silence. */
  readonly ownLufs: number | null;
  readonly peak: number;
  /** What gain and ceiling (amplitudes) would give. Loudness is right to about 0.05 LU. */
  drive(gain: number, ceiling: number): Drive;
  /** The gain curve for one of them. */
  curve(drive: Pick<Drive, "gain" | "ceiling">): LimiterCurve;
  /** The same sound in front of a limiter that moves otherwise; this one moves as is usual. */
  limitedBy(settings: LimiterSettings): LoudnessModel;
}

/** Predicts loudness behind the limiter from energies and the gain curve alone. Takes the envelope over (takeLevels). */
export function createLoudnessModel({ weightedPower, envelope, frames }: BeforeLimiter): LoudnessModel {
  const levels = takeLevels(envelope);
  const slices = weightedPower.length;
  const slicesPerBin = (envelope.binFrames * 100) / envelope.sampleRate;
  const squares = new Float64Array(slices);
  const counts = new Uint16Array(slices);
  const limitedBy = (settings: LimiterSettings): LoudnessModel => ({
    limitedBy,
    ownLufs: frames > 0 ? integratedLoudness(windowMeans(weightedPower, 40, 10)) : null,
    peak: levels.highestPeak,
    drive: (gain, ceiling) => {
      squares.fill(0);
      counts.fill(0);
      const limiting = walkCurve(limiterCurve(levels, gain, ceiling, settings), (controls, at) => {
        for (let i = 0; i < controls.length; i++) {
          const slice = Math.floor((at + i) * slicesPerBin);
          if (slice >= slices) break;
          squares[slice] = (squares[slice] as number) + (controls[i] as number) ** 2;
          counts[slice] = (counts[slice] as number) + 1;
        }
      });
      const driven = weightedPower.map(
        (power, s) => (power * (squares[s] as number)) / Math.max(1, counts[s] as number),
      );
      return {
        ...limiting,
        gain,
        ceiling,
        integratedLufs: integratedLoudness(windowMeans(driven, 40, 10)) ?? -Infinity,
      };
    },
    curve: ({ gain, ceiling }) => limiterCurve(levels, gain, ceiling, settings),
  });
  return limitedBy(limiterDefaults);
}

export interface Solution extends Drive {
  /** False where the limiting allowed ran out first, or the sound has no loudness. */
  readonly reached: boolean;
  /** Whether any limiting takes place. */
  readonly limited: boolean;
}

/**
 * The gain at which the sound behind the limiter has `targetLufs`, or the most gain that keeps the 99th percentile of
 * gain reduction at `maxLimitingDb`. `correctionLu` is what an earlier rendering measured over the prediction.
 */
export function solveLoudness(
  model: LoudnessModel,
  targetLufs: number,
  ceilingDbtp: number,
  maxLimitingDb: number,
  correctionLu = 0,
): Solution {
  const ceiling = amplitudeFromDecibels(ceilingDbtp);
  if (model.ownLufs === null) {
    const gain = model.peak > ceiling ? ceiling / model.peak : 1;
    return { ...model.drive(gain, ceiling), integratedLufs: -Infinity, reached: false, limited: false };
  }
  const wanted = targetLufs - correctionLu;
  const plain = wanted - model.ownLufs;
  if (decibelsFromAmplitude(model.peak) + plain <= ceilingDbtp) {
    // A step that nobody hears is no reason to touch the samples.
    const gain = Math.abs(plain) < 0.005 ? 1 : amplitudeFromDecibels(plain);
    return { ...model.drive(gain, ceiling), reached: true, limited: false };
  }
  const attempt = (gainDb: number): Drive => model.drive(amplitudeFromDecibels(gainDb), ceiling);
  let low = { db: plain, drive: attempt(plain) };
  if (low.drive.percentile99Db > maxLimitingDb) return mostAllowed(model, plain, ceilingDbtp, maxLimitingDb);
  let high = low;
  // More gain gives more loudness, ever less of it: secant steps, kept within a bracket.
  for (let round = 0; round < 24; round++) {
    const current = round === 0 ? low : high;
    const missing = wanted - current.drive.integratedLufs;
    if (Math.abs(missing) < 0.004) break;
    const slope =
      low.db !== high.db
        ? Math.max(0.05, Math.min(1, (high.drive.integratedLufs - low.drive.integratedLufs) / (high.db - low.db)))
        : 0.7;
    const next = current.db + Math.max(-6, Math.min(6, missing / slope));
    const drive = attempt(next);
    if (drive.percentile99Db > maxLimitingDb && missing > 0) {
      const most = mostAllowed(model, next, ceilingDbtp, maxLimitingDb);
      if (most.integratedLufs < wanted) return { ...most, reached: wanted - most.integratedLufs < 0.05 };
    }
    low = high;
    high = { db: next, drive };
    if (next > plain + 40) break;
  }
  const { drive } = high;
  const within = drive.percentile99Db <= maxLimitingDb + 0.02;
  if (!within) return mostAllowed(model, high.db, ceilingDbtp, maxLimitingDb);
  return { ...drive, reached: Math.abs(drive.integratedLufs - wanted) < 0.05, limited: true };
}

/** The largest gain up to `highDb` whose limiting stays allowed: regula falsi, halving the side that stays (Illinois). */
function mostAllowed(model: LoudnessModel, highDb: number, ceilingDbtp: number, maxLimitingDb: number): Solution {
  const ceiling = amplitudeFromDecibels(ceilingDbtp);
  const attempt = (db: number): Drive => model.drive(amplitudeFromDecibels(db), ceiling);
  const over = (drive: Drive): number => drive.percentile99Db - maxLimitingDb;
  let low = ceilingDbtp - decibelsFromAmplitude(model.peak);
  let high = highDb;
  let best = attempt(low);
  let below = over(best);
  let above = over(attempt(high));
  for (let round = 0; round < 12 && high - low > 0.01 && below < -0.01; round++) {
    const share = Math.max(0.02, Math.min(0.98, below / (below - above)));
    const middle = low + (high - low) * share;
    const drive = attempt(middle);
    const excess = over(drive);
    if (excess <= 0) {
      low = middle;
      best = drive;
      below = excess;
      above /= 2;
    } else {
      high = middle;
      above = excess;
      below /= 2;
    }
  }
  return { ...best, reached: false, limited: best.mostReductionDb > 0.01 };
}
