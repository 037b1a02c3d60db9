/** `audience`: the answer as text, JSON, a page and rows. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Audience, audienceOf, type MoneySummary, moneySummary } from "../../distribution/index.ts";
import { territoryName } from "../../foundation/catalogue/territory.ts";
import { territoryFacts } from "../../foundation/catalogue/world.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import { isoDay, readDate } from "../../foundation/tables/index.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import { audiencePanel } from "../distribution/audience-panel.ts";
import { moneyCells } from "../distribution/money-cells.ts";
import { readRates } from "../distribution/rates-file.ts";
import { writeWhole } from "../project/files.ts";
import { audienceReport } from "../report/audience-report.ts";
import { openStore } from "../store/project-store.ts";
import type { Context } from "./verb.ts";

interface Options {
  readonly project: string;
  readonly unit: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly rates: string | null;
}

export async function showAudience(context: Context): Promise<void> {
  const { project, unit, from, until, rates } = context.options as unknown as Options;
  const store = await openStore(project, { mustExist: true });
  try {
    const first = dayOf(from, "--from")?.from ?? null;
    const last = dayOf(until, "--until")?.until ?? null;
    const table = await readRates(rates);
    const answer = audienceOf(await audiencePanel(store.facts, unit), {
      unit,
      from: first,
      until: last,
      people: (territory) => territoryFacts(territory).people,
    });
    const cells = await moneyCells(
      store.facts,
      first === null ? null : isoDay(first),
      last === null ? null : isoDay(last),
    );
    const money = moneySummary(cells, table);
    if (context.out !== null && answer.status === "done") {
      await mkdir(context.out, { recursive: true });
      await writeWhole(join(context.out, "audience.html"), audienceReport(answer, money), context.force);
      await writeWhole(join(context.out, "audience.csv"), rowsText(answer), context.force);
      await writeWhole(
        join(context.out, "audience.json"),
        `${JSON.stringify({ ...answer, money }, null, 2)}\n`,
        context.force,
      );
    }
    for (const line of answer.status === "done" ? linesOf(answer, money) : [answer.missing, answer.cheapestNextStep])
      context.say(line);
    context.write(answer.status === "done" ? { ...answer, money } : answer);
  } finally {
    store.close();
  }
}

function dayOf(text: string | null, option: string): ReturnType<typeof readDate> {
  if (text === null) return null;
  const span = readDate(text, "day-first");
  if (!span) throw new InputError(option, "a date like 2026-03-01 or a month like 2026-03", text);
  return span;
}

function linesOf(
  { period, unit, totals, places, shifts, concentration }: Audience,
  { sums, lines, withoutRate }: MoneySummary,
): string[] {
  const byRates = new Map<string, number>();
  for (const { basis, converted } of lines) {
    if (converted)
      byRates.set(
        `${converted.currency} ${basis}`,
        (byRates.get(`${converted.currency} ${basis}`) ?? 0) + Number(converted.amount),
      );
  }
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return [
    `${unit}, ${period.from} to ${period.until}`,
    ...totals.map(({ service, basis, value, growth, others }) => {
      const beside = others
        .map((other) => `${other.basis}${other.ratio === null ? "" : ` × ${other.ratio.toFixed(2)}`}`)
        .join(", ");
      return `  ${service || "unknown service"}: ${value} (${basis})${growth ? `, × ${growth.value.toFixed(2)} ± ${growth.uncertainty?.toFixed(2)}` : ""}${beside ? `; beside it ${beside}` : ""}`;
    }),
    ...sums.map(({ amount, currency, basis }) => `  ${amount} ${currency} (${basis})`),
    ...[...byRates].map(([what, amount]) => `  by the rates given: ${amount.toFixed(2)} ${what}`),
    ...withoutRate.map((currency) => `  no rate was given for ${currency}`),
    ...(concentration ? [`  as concentrated as ${concentration.effective.toFixed(1)} places of equal size`] : []),
    ...places
      .slice(0, 12)
      .map(
        ({ territory, value, share, perHead, growth }) =>
          `  ${territoryName(territory)}: ${value}, ${percent(share)}${perHead === null ? "" : `, ${perHead.toFixed(1)} times its people`}${growth ? `, × ${growth.value.toFixed(2)} ± ${growth.uncertainty?.toFixed(2)}` : ""}`,
      ),
    ...shifts.map(
      ({ territory, relative }) =>
        `  ${territoryName(territory)} moves ${relative.value > 1 ? "ahead of" : "behind"} all: × ${relative.value.toFixed(2)} ± ${relative.uncertainty?.toFixed(2)}`,
    ),
  ];
}

function rowsText({ months, places, unit }: Audience): string {
  return csvText([
    ["territory", "name", unit, "share", "per head", "growth", "growth low", "growth high", ...months],
    ...places.map(({ territory, value, share, perHead, growth, monthly }) => [
      territory,
      territoryName(territory),
      value,
      share,
      perHead,
      growth?.value ?? null,
      (growth?.reasons[0]?.facts.low as number | null) ?? null,
      (growth?.reasons[0]?.facts.high as number | null) ?? null,
      ...monthly,
    ]),
  ]);
}
