/** `campaign creatives`: what each creative gets of the next day, from what is known so far. */
import { join } from "node:path";
import { inMinorUnits, moneyText } from "../../foundation/catalogue/currency.ts";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import { type CreativeRate, creativeRates, creativeShares } from "../../marketing/index.ts";
import { type ColumnNames, readVariantRows } from "../marketing/variant-file.ts";
import { markNamed } from "../project/csv-numbers.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { creativesReport } from "../report/variants-report.ts";
import type { Context } from "./verb.ts";

interface Options extends Pick<ColumnNames, "trials" | "successes"> {
  readonly creative: string | null;
  readonly day: number;
  readonly days: number;
  readonly budget: number | null;
  readonly currency: string | null;
  readonly "decimal-mark": string | null;
}

export async function splitCreatives(context: Context): Promise<void> {
  const given = context.options as unknown as Options;
  if (given.day > given.days) throw new InputError("--day", `a day of the ${given.days}`, `${given.day}`);
  const currency = given.currency ?? "";
  if (currency !== "" && !/^[A-Z]{3}$/.test(currency))
    throw new InputError("--currency", "three letters, like EUR", currency);
  const path = context.material[0] as string;
  const columns = { test: null, variant: given.creative, trials: given.trials, successes: given.successes };
  // Rows of one name are days or places of one creative.
  const totals = new Map<string, { trials: number; successes: number }>();
  for (const { name, variant } of await readVariantRows(path, columns, markNamed(given["decimal-mark"]))) {
    const total = totals.get(name) ?? { trials: 0, successes: 0 };
    totals.set(name, {
      trials: total.trials + variant.trials,
      successes: total.successes + variant.successes,
    });
  }
  if (totals.size === 0) throw new FormatError("table of creatives", 0, "a row for each creative", "none");
  const spent = given.days === 1 ? 1 : (given.day - 1) / (given.days - 1);
  const shares = creativeShares([...totals.values()], spent, createRandom(context.seed));
  const money =
    given.budget === null
      ? null
      : inMinorUnits(
          shares.map((share) => share * (given.budget as number)),
          given.budget,
          currency,
        );
  const rates = creativeRates([...totals.values()], createRandom(context.seed).split("rates"));
  const creatives = [...totals].map(([name, total], at) => ({
    name,
    ...total,
    ...(rates[at] as CreativeRate),
    share: shares[at] as number,
    money: money?.[at] ?? null,
  }));
  if (context.out !== null) {
    const rows = creatives.map(({ name, trials, successes, share, money }) => [name, trials, successes, share, money]);
    const header = ["creative", "shown", "successes", "share", "money"];
    const page = join(context.out, "creatives.html");
    for (const path of [page, join(context.out, "creatives.csv")]) await refuseExisting(path, context.force);
    await writeWhole(page, creativesReport(creatives, given.day, given.days, currency), context.force);
    await writeWhole(join(context.out, "creatives.csv"), csvText([header, ...rows]), context.force);
  }
  context.say(`day ${given.day} of ${given.days}:`);
  for (const { name, trials, successes, share, money } of creatives) {
    const rate =
      trials > 0 ? `${((100 * successes) / trials).toFixed(2)} % of ${trials.toLocaleString("en")}` : "not shown yet";
    const amount = money === null ? "" : `, ${moneyText(money, currency)}${currency === "" ? "" : ` ${currency}`}`;
    context.say(`  ${name}: ${(100 * share).toFixed(0)} %${amount} (${rate})`);
  }
  context.say(
    "  as often as each may still be the best one; what gets nothing today can come back when the others disappoint",
  );
  context.write({ day: given.day, days: given.days, creatives });
}
