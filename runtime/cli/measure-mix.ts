/** `effect mix`: the media mix of a CSV file, as an answer, a page and tables. */
import { join } from "node:path";
import { InputError } from "../../foundation/plan/errors.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import { type MediaMix, mediaMix } from "../../marketing/index.ts";
import { readMixConfig } from "../marketing/mix-config.ts";
import { type MixFile, readMixFile } from "../marketing/mix-file.ts";
import { markNamed } from "../project/csv-numbers.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { mediaMixReport } from "../report/media-mix-report.ts";
import { channelSentence, fitSentence, splitSentence } from "../report/media-mix-sentences.ts";
import type { Context } from "./verb.ts";

export async function measureMix(context: Context): Promise<void> {
  const given = context.options as unknown as {
    readonly config: string | null;
    readonly "decimal-mark": string | null;
  };
  const { config: configPath } = given;
  if (configPath === null) {
    throw new InputError(
      "--config",
      "a JSON file that says what the columns are: `songwright help effect mix`",
      "nothing",
    );
  }
  const { out, force } = context;
  const files =
    out === null ? null : { page: join(out, "mix.html"), figures: join(out, "mix.json"), weeks: join(out, "mix.csv") };
  for (const path of Object.values(files ?? {})) await refuseExisting(path, force);
  const config = await readMixConfig(configPath);
  const mark = markNamed(given["decimal-mark"]);
  const seed = config.seed ?? context.seed;
  const file = await readMixFile(context.material[0] as string, config, configPath, seed, mark);
  if (file.daysLeftOut > 0) context.warn(`the last ${file.daysLeftOut} days make no whole week and are left out`);
  const answer = mediaMix(file.question);
  if (answer.status === "not-enough-data") {
    context.say(`cannot tell: it takes ${answer.missing}`);
    context.say(`  ${answer.cheapestNextStep}`);
    context.write(answer);
    return;
  }
  if (!answer.sampling.converged)
    context.warn(
      `the chains do not agree (R-hat ${answer.sampling.rHat.toFixed(2)}): take the intervals as too narrow`,
    );
  const units = config.channels.map(({ unit }) => unit);
  const sheet = {
    weeks: file.weeks,
    y: file.question.y,
    yName: config.y,
    units,
    mix: { ...answer, split: new Set(units).size === 1 ? answer.split : null },
  };
  const document = mixDocument(sheet.mix, file, units);
  if (files !== null) {
    context.run.signal?.throwIfAborted();
    await writeWhole(files.page, mediaMixReport(sheet), force);
    await writeWhole(files.figures, `${JSON.stringify(document, null, 2)}\n`, force);
    await writeWhole(files.weeks, weeksText(sheet.mix, file, config.y), force);
  }
  context.say(splitSentence(sheet));
  for (const channel of answer.channels) context.say(`  ${channelSentence(channel, sheet)}`);
  context.say(`  ${fitSentence(sheet)}`);
  if (files !== null) context.say(`page: ${files.page}`);
  context.write({ ...document, ...(files === null ? {} : { files }) });
}

/** What the gain of the split is stands first: without it nobody should read on to the split. */
function mixDocument(
  mix: MediaMix,
  { weeks, daysLeftOut, question }: MixFile,
  units: readonly string[],
): Record<string, unknown> {
  const plain = ({ path: _, ...rest }: { readonly path: Float64Array }): Record<string, unknown> => rest;
  return {
    status: mix.status,
    split: mix.split,
    ...(mix.split === null
      ? {
          splitMissing:
            units.length < 2
              ? "there is one channel only"
              : `the channels' units differ: ${units.map((unit) => unit || "none given").join(", ")}`,
        }
      : {}),
    channels: mix.channels.map((channel, at) => ({ unit: units[at], ...plain(channel) })),
    base: plain(mix.base),
    fit: { rSquared: mix.fit.rSquared, noise: mix.fit.noise, memory: mix.fit.memory },
    sampling: mix.sampling,
    weeks: { from: weeks[0], until: weeks.at(-1), count: weeks.length, daysLeftOut },
    season: question.season,
    trend: question.trend,
    seed: question.seed,
  };
}

function weeksText(mix: MediaMix, { weeks, question }: MixFile, yName: string): string {
  const header = ["week", yName, "fitted", "base", ...mix.channels.map(({ name }) => name)];
  const rows = weeks.map((week, at) => [
    week,
    question.y[at] ?? null,
    mix.fit.fitted[at] ?? null,
    mix.base.path[at] ?? null,
    ...mix.channels.map(({ path }) => path[at] ?? null),
  ]);
  return csvText([header, ...rows]);
}
