/** `effect geo` and `effect geo-plan`: the instruments on their own, on CSV files. */
import { join } from "node:path";
import { InputError } from "../../foundation/plan/errors.ts";
import { isoDay, readDate } from "../../foundation/tables/index.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import { type GeoMethod, type GeoPanel, geoEffect, geoPlan } from "../../marketing/index.ts";
import { readGeoFile } from "../marketing/geo-file.ts";
import { markNamed } from "../project/csv-numbers.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { type GeoSheet, geoReport, geoSentences } from "../report/geo-report.ts";
import { nearest } from "./nearest.ts";
import type { Context } from "./verb.ts";

interface EffectOptions {
  readonly treated: readonly string[];
  readonly start: string | null;
  readonly end: string | null;
  readonly method: GeoMethod | null;
  readonly "cost-per-unit": number | null;
  readonly spent: number | null;
  readonly "decimal-mark": string | null;
}

/** Days before a test, and donors, below which nothing can be said. */
const FEWEST_DAYS = 14;
const FEWEST_DONORS = 3;

export async function measureGeo(context: Context): Promise<void> {
  const given = context.options as unknown as EffectOptions;
  const panel = await readGeoFile(context.material[0] as string, markNamed(given["decimal-mark"]));
  if (given.treated.length === 0) throw new InputError("--treated", "the places of the campaign", "none");
  const treated = given.treated.map((name) => placeOf(panel, name));
  const start = dayAt(panel, given.start, "--start");
  const end = given.end === null ? panel.days.length - 1 : dayAt(panel, given.end, "--end");
  if (end < start) throw new InputError("--end", "a day not before --start", given.end ?? "");
  const donors = panel.locations.length - new Set(treated).size;
  if (start < FEWEST_DAYS || donors < FEWEST_DONORS) {
    const missing =
      start < FEWEST_DAYS
        ? `${FEWEST_DAYS} days before the test; there are ${start}`
        : `${FEWEST_DONORS} places without the campaign; there are ${donors}`;
    const answer = {
      status: "not-enough-data",
      missing,
      cheapestNextStep: "add earlier days or other places to the file",
    };
    context.say(`cannot tell: ${missing}`);
    context.write(answer);
    return;
  }
  const question = {
    treated,
    start,
    end,
    method: given.method,
    cost: given["cost-per-unit"],
    spent: given.spent,
    seed: context.seed,
  };
  const effect = geoEffect(panel, question);
  const sheet = { effect, treated, days: panel.days, start, end };
  const files = await writeGeo(sheet, context);
  const [answer = "", ...more] = geoSentences(sheet);
  context.say(answer);
  for (const line of more) context.say(`  ${line}`);
  if (files !== null) context.say(`page: ${files.page}`);
  const document = { status: "done", treated, start: panel.days[start], end: panel.days[end], ...effect };
  context.write({ ...document, ...(files === null ? {} : { files }) });
}

async function writeGeo(
  sheet: GeoSheet,
  { out, force }: Context,
): Promise<Record<"page" | "days" | "figures", string> | null> {
  if (out === null) return null;
  const { effect, days } = sheet;
  const files = { page: join(out, "effect.html"), days: join(out, "effect.csv"), figures: join(out, "effect.json") };
  for (const path of Object.values(files)) await refuseExisting(path, force);
  const rows = days.map((day, at) => [day, effect.observed[at] ?? null, effect.predicted[at] ?? null]);
  await writeWhole(files.page, geoReport(sheet), force);
  await writeWhole(files.days, csvText([["date", "observed", "without the campaign"], ...rows]), force);
  await writeWhole(files.figures, `${JSON.stringify({ status: "done", ...effect }, null, 2)}\n`, force);
  return files;
}

export async function planGeo(context: Context): Promise<void> {
  const given = context.options as unknown as {
    readonly treated: readonly string[];
    readonly among: readonly string[];
    readonly size: readonly string[];
    readonly days: readonly string[];
    readonly effect: number;
    readonly "cost-per-unit": number | null;
    readonly "decimal-mark": string | null;
  };
  const panel = await readGeoFile(context.material[0] as string, markNamed(given["decimal-mark"]));
  const lengths = wholeNumbers(given.days, [10, 15, 21], "--days");
  const longest = Math.max(...lengths);
  if (panel.days.length < longest + 20 || panel.locations.length < FEWEST_DONORS + 1) {
    const missing = `${longest + 20} days of at least ${FEWEST_DONORS + 1} places; there are ${panel.days.length} of ${panel.locations.length}`;
    context.say(`cannot tell: it takes ${missing}`);
    context.write({
      status: "not-enough-data",
      missing,
      cheapestNextStep: "add earlier days or other places, or plan a shorter test",
    });
    return;
  }
  const rows = geoPlan(panel, {
    among: given.among.length > 0 ? given.among.map((name) => placeOf(panel, name)) : null,
    sets: given.treated.length > 0 ? [given.treated.map((name) => placeOf(panel, name))] : null,
    sizes: wholeNumbers(given.size, [1, 2, 3], "--size"),
    lengths,
    cost: given["cost-per-unit"],
    effect: given.effect / 100,
  });
  for (const { treated, days, detectable, falseAlarms, error, investment, share } of rows.slice(0, 12)) {
    const sees =
      falseAlarms > 1
        ? "sees effects where there are none"
        : detectable === null
          ? "sees no effect up to 50 %"
          : `sees effects from ${(100 * detectable).toFixed(1)} %`;
    context.say(
      `${treated.join(", ")}, ${days} days: ${sees}; errs by ${(100 * error).toFixed(1)} %; ${(100 * share).toFixed(1)} % of all${investment === null ? "" : `; ${given.effect} % costs ${investment.toFixed(2)}`}`,
    );
  }
  context.write({ status: "done", rows });
}

function placeOf({ locations }: GeoPanel, name: string): string {
  const found = locations.find((location) => location.toLowerCase() === name.trim().toLowerCase());
  if (found) return found;
  const meant = nearest(name, locations);
  throw new InputError("--treated", meant === null ? `one of ${locations.join(", ")}` : `${meant}, perhaps`, name);
}

function dayAt({ days }: GeoPanel, text: string | null, option: string): number {
  const day = text === null ? null : readDate(text, "day-first");
  if (!day) throw new InputError(option, "a day like 2026-03-01", text ?? "nothing");
  const at = days.indexOf(isoDay(day.from));
  if (at < 0) throw new InputError(option, `a day from ${days[0]} to ${days.at(-1)}`, text ?? "");
  return at;
}

function wholeNumbers(texts: readonly string[], usual: readonly number[], option: string): number[] {
  if (texts.length === 0) return [...usual];
  return texts.map((text) => {
    if (!/^[1-9]\d{0,2}$/.test(text)) throw new InputError(option, "whole numbers from 1", text);
    return Number(text);
  });
}
