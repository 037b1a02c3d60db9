/** Levels, features and masking of mixes made from disturbed stems, against the artist's own. */

import { createEnergyMeter } from "../../foundation/sound/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { activityOf } from "../../production/mix/activity.ts";
import {
  type BalanceMode,
  describeSong,
  ERB_BANDS,
  type MixKnowledge,
  maskingOf,
  plainMixBrief,
  planMix,
} from "../../production/mix/index.ts";
import type { Stereo } from "./disturb.ts";
import { featuresDistance, mixFeatures } from "./features-distance.ts";
import { medianOf } from "./learn.ts";
import { disturbedStem, type Excerpt, traceOf } from "./material.ts";
import { performMix, scaled, sumOf } from "./perform.ts";
import { BENCH_RATE } from "./songs.ts";

export interface Judged {
  /** Difference of each stem's level from the artist's, common offset taken off, dB. */
  readonly errorsDb: readonly number[];
  readonly errorDb: number;
  readonly distance: number;
  readonly maskedShare: number;
  /** Shares of frames in which the lead vocal is free, where there is one. */
  readonly leadErrorDb: number | null;
  readonly leadAudible: number | null;
}

export interface Case {
  readonly plain: Judged;
  readonly equal: Judged;
  readonly ours: Judged;
  readonly mode: BalanceMode;
}

/** `round` 0: the stems as they are. `named`: with their own names, else "track 01" and so on in random order. */
export function judgeCase(
  excerpt: Excerpt,
  excerptAt: number,
  round: number,
  named: boolean,
  knowledge: MixKnowledge,
): Case {
  const order = createRandom(round * 977 + excerptAt).shuffle(excerpt.stems.map((_, at) => at));
  const stems = order.map((at) => excerpt.stems[at] as Excerpt["stems"][number]);
  const sounds = stems.map((stem, s) =>
    round === 0 ? stem.sound : disturbedStem(stem, excerptAt, order[s] as number, round),
  );
  const traces = sounds.map(traceOf);
  const names = stems.map(({ name }, s) => (named ? name : `track ${`${s + 1}`.padStart(2, "0")}.wav`));
  const song = describeSong(
    traces.map((trace, s) => ({ name: names[s] as string, trace })),
    knowledge,
  );
  const decisions = planMix(song, plainMixBrief, knowledge);
  const { printed, mix } = performMix(
    sounds,
    song.stems.map(({ id }) => id),
    decisions,
  );
  const equal = sounds.map((sound, s) => scaled(sound, -23 - (song.stems[s]?.activity.levelLufs ?? -23)));
  const reference = mixFeatures(sumOf(stems.map(({ sound }) => sound)));
  const judge = (of: readonly Stereo[], whole: Stereo): Judged => {
    const levels = of.map(levelOf);
    const differences = levels.map((level, s) => level - (stems[s]?.levelLufs as number));
    const middle = medianOf(differences);
    const errorsDb = differences.map((difference) => difference - middle);
    const masking = maskingOf(
      of.map((sound) => ({ trace: traceOf(sound), gainsDb: new Float64Array(ERB_BANDS) })),
      2,
    );
    const lead = stems.findIndex(({ kind }) => kind === "lead");
    return {
      errorsDb,
      errorDb: medianOf(errorsDb.map(Math.abs)),
      distance: featuresDistance(mixFeatures(whole), reference),
      maskedShare: masking.share,
      leadErrorDb: lead >= 0 ? (errorsDb[lead] as number) : null,
      leadAudible: lead >= 0 ? (masking.audible[lead] as number) / Math.max(1, masking.sounding[lead] as number) : null,
    };
  };
  return {
    plain: judge(sounds, sumOf(sounds)),
    equal: judge(equal, sumOf(equal)),
    ours: judge(printed, mix),
    mode: decisions.find(({ id }) => id === "balance.mode")?.value as BalanceMode,
  };
}

export function levelOf(sound: Stereo): number {
  const meter = createEnergyMeter(BENCH_RATE, 2);
  meter.push(sound);
  return activityOf(meter.finish().weightedPower).levelLufs ?? -70;
}
