/**
 * `effect mix`: what each channel brought, from a weekly series and weekly spend. Bayesian, with carry-over and saturation
 * averaged over what the data leave possible (Y. Jin et al. 2017, "Bayesian Methods for Media Mix Modeling with Carryover and
 * Shape Effects"; the sampler is our own: mix-sampler.ts).
 */
import { createRandom } from "../../foundation/statistics/random.ts";
import { splitRHat } from "../../foundation/statistics/split-r-hat.ts";
import { type BaseFinding, baseFinding } from "./mix-base.ts";
import { baseline, type NamedColumn } from "./mix-baseline.ts";
import { type ChannelFinding, channelFinding, channelResponse } from "./mix-channel.ts";
import { channelGrid, type MixChannel } from "./mix-grid.ts";
import { type MixRefusal, mixRefusal } from "./mix-refusal.ts";
import { type MixDraw, mixPriors, mixSampler, weightSpread } from "./mix-sampler.ts";
import { type MixSplit, mixSplit } from "./mix-split.ts";

export interface MixQuestion {
  /** A value a week, all known, of mean over 0. */
  readonly y: Float64Array;
  /** At least one; as long as `y`. */
  readonly channels: readonly MixChannel[];
  readonly controls: readonly NamedColumn[];
  /** Not all 0: 1 in the weeks of the event, or how strong it was. */
  readonly events: readonly NamedColumn[];
  /** Weeks of a season; null for none. */
  readonly season: number | null;
  readonly trend: "smooth" | "linear" | "none";
  /** The last weeks that stand for present spend. */
  readonly presentWeeks: number;
  readonly seed: number;
}

export interface MediaMix {
  readonly status: "done";
  /** Null where a split of money has no meaning: one channel only. */
  readonly split: MixSplit | null;
  readonly channels: readonly ChannelFinding[];
  readonly base: BaseFinding;
  readonly fit: {
    /** A value a week. */
    readonly fitted: Float64Array;
    readonly rSquared: number;
    /** Standard deviation of what is not explained, in the unit of the series. */
    readonly noise: number;
    /** Correlation of a week's noise with that of the next. */
    readonly memory: number;
  };
  readonly sampling: {
    readonly chains: number;
    readonly draws: number;
    /** The largest over the channels' contributions and the noise. */
    readonly rHat: number;
    readonly converged: boolean;
  };
}

const CHAINS = 4;
const DRAWS = 500;
const BURN_IN = 200;
const AGREED = 1.05;
/** Draws are doubled this often where chains do not agree. */
const DOUBLINGS = 2;

export const YEAR_WEEKS: number = 365.25 / 7;

export function mediaMix(question: MixQuestion): MediaMix | MixRefusal {
  const refusal = mixRefusal(question);
  if (refusal !== null) return refusal;
  const { y, channels, seed } = question;
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const grids = channels.map(channelGrid);
  const base = baseline({ ...question, weeks: y.length });
  const scaled = y.map((value) => value / mean);
  const experiments = channels.map((channel) =>
    channel.experiments.map(({ incremental, sd }) => ({ incremental: incremental / mean, sd: sd / mean })),
  );
  const priors = mixPriors(channels.length);
  const sample = mixSampler({ y: scaled, grids, base, experiments }, priors);
  const random = createRandom(seed);
  let chains: MixDraw[][] = [];
  let rHat = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= DOUBLINGS && rHat > AGREED; round++) {
    const draws = DRAWS * 2 ** round;
    chains = Array.from({ length: CHAINS }, (_, chain) => sample(random.split(`chain ${chain}`), draws, BURN_IN));
    rHat = largestRHat(chains);
  }
  const draws = chains.flat();
  const found = channels.map((channel, at) =>
    channelFinding(
      channel,
      grids[at] as (typeof grids)[number],
      draws,
      at,
      mean,
      question.presentWeeks,
      weightSpread(priors),
    ),
  );
  const baseFound = baseFinding(question, base, grids, draws, mean, random.split("base"));
  const fitted = Float64Array.from(baseFound.path);
  for (const { path } of found)
    for (let week = 0; week < fitted.length; week++) fitted[week] = (fitted[week] as number) + (path[week] as number);
  const squares = (of: (week: number) => number): number => y.reduce((sum, _, week) => sum + of(week) ** 2, 0);
  return {
    status: "done",
    split:
      channels.length > 1
        ? mixSplit(
            channels.map((channel, at) =>
              channelResponse(channel, grids[at] as (typeof grids)[number], draws, at, mean, question.presentWeeks),
            ),
          )
        : null,
    channels: found,
    base: baseFound,
    fit: {
      fitted,
      rSquared:
        1 -
        squares((week) => (y[week] as number) - (fitted[week] as number)) /
          squares((week) => (y[week] as number) - mean),
      memory:
        draws.reduce((sum, { setting }) => sum + (base.settings[setting] as (typeof base.settings)[number]).memory, 0) /
        draws.length,
      noise: (mean * draws.reduce((sum, { noise }) => sum + noise, 0)) / draws.length,
    },
    sampling: { chains: CHAINS, draws: draws.length, rHat, converged: rHat <= AGREED },
  };
}

function largestRHat(chains: readonly (readonly MixDraw[])[]): number {
  const channels = chains[0]?.[0]?.weights.length ?? 0;
  const quantities = Array.from(
    { length: channels },
    (_, at) =>
      (draw: MixDraw): number =>
        draw.weights[at] as number,
  );
  return Math.max(
    ...[...quantities, ({ noise }: MixDraw) => noise].map((of) => splitRHat(chains.map((chain) => chain.map(of)))),
  );
}
