/** `effect counterfactual`: the instrument on its own, on a CSV file. */
import { join } from "node:path";
import { InputError } from "../../foundation/plan/errors.ts";
import { isoDay, readDate } from "../../foundation/tables/index.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import { counterfactualEffect } from "../../marketing/index.ts";
import { readSeriesColumns, type SeriesColumns } from "../marketing/series-columns.ts";
import { markNamed } from "../project/csv-numbers.ts";
import { writeWhole } from "../project/files.ts";
import type { Context } from "./verb.ts";

interface Options {
  readonly pre: readonly string[];
  readonly post: readonly string[];
  readonly date: string | null;
  readonly y: string | null;
  readonly controls: readonly string[];
  readonly "level-deviation": number;
  readonly "decimal-mark": string | null;
}

/** Rows before, below which there is nothing to learn from. */
const FEWEST = 10;

export async function measureCounterfactual(context: Context): Promise<void> {
  const given = context.options as unknown as Options;
  const table = await readSeriesColumns(context.material[0] as string, given, markNamed(given["decimal-mark"]));
  const pre = rowsOf(table, given.pre, "--pre");
  const post = rowsOf(table, given.post, "--post");
  if (post[0] <= pre[1]) throw new InputError("--post", "days after --pre", given.post.join(","));
  if (pre[1] - pre[0] + 1 < FEWEST) {
    const missing = `${FEWEST} rows before; there are ${pre[1] - pre[0] + 1}`;
    context.say(`cannot tell: it takes ${missing}`);
    context.write({
      status: "not-enough-data",
      missing,
      cheapestNextStep: "let --pre begin earlier, or add earlier rows",
    });
    return;
  }
  const effect = counterfactualEffect(table.y, table.controls, {
    pre,
    post,
    levelDeviation: given["level-deviation"],
    seed: context.seed,
  });
  const { predicted, low, high, inclusion, ...figures } = effect;
  const controls = table.controlNames.map((name, at) => ({ name, inclusion: inclusion[at] ?? 0 }));
  if (context.out !== null) {
    const rows = predicted.map((value, at) => [
      table.days?.[post[0] + at] ?? post[0] + at,
      table.y[post[0] + at] ?? null,
      value,
      low[at] ?? null,
      high[at] ?? null,
    ]);
    await writeWhole(
      join(context.out, "effect.csv"),
      csvText([["date", table.yName, "without it", "low", "high"], ...rows]),
      context.force,
    );
    await writeWhole(
      join(context.out, "effect.json"),
      `${JSON.stringify({ status: "done", ...figures, controls }, null, 2)}\n`,
      context.force,
    );
  }
  const { average, cumulative, p } = effect;
  const [from, to] = effect.relativePercent.interval95;
  const seen = from > 0 || to < 0;
  context.say(
    seen
      ? `${effect.relativePercent.effect.toFixed(2)} % (95 %: ${from.toFixed(2)} to ${to.toFixed(2)} %), p ${p.toFixed(4)}`
      : `cannot tell: ${effect.relativePercent.effect.toFixed(2)} % was found, and anything from ${from.toFixed(2)} to ${to.toFixed(2)} % fits (p ${p.toFixed(3)})`,
  );
  context.say(
    `  a row: ${average.actual.toFixed(2)}, without it ${average.predicted.toFixed(2)} ± ${average.sd.toFixed(2)}; effect ${average.effect.toFixed(2)}`,
  );
  context.say(
    `  in all: ${cumulative.effect.toFixed(1)} (95 %: ${cumulative.interval95.map((value) => value.toFixed(1)).join(" to ")})`,
  );
  context.say(
    `  controls used: ${controls.map(({ name, inclusion: share }) => `${name} ${(100 * share).toFixed(0)} %`).join(", ") || "none; only the level of the series"}`,
  );
  context.write({ status: "done", ...figures, controls });
}

function rowsOf({ y, days }: SeriesColumns, range: readonly string[], option: string): [number, number] {
  const [first, last] = range;
  if (first === undefined || last === undefined || range.length !== 2) {
    throw new InputError(option, "two ends: FROM,TO", range.join(",") || "nothing");
  }
  const at = (text: string): number => {
    if (days === null) {
      if (/^\d+$/.test(text) && Number(text) < y.length) return Number(text);
      throw new InputError(option, `rows from 0 to ${y.length - 1} (there is no column of dates)`, text);
    }
    const day = readDate(text, "day-first");
    const row = day ? days.indexOf(isoDay(day.from)) : -1;
    if (row < 0) throw new InputError(option, `a day of the file, from ${days[0]} to ${days.at(-1)}`, text);
    return row;
  };
  const rows: [number, number] = [at(first), at(last)];
  if (rows[1] < rows[0]) throw new InputError(option, "FROM not after TO", range.join(","));
  return rows;
}
