/** `markets`: the list as text, JSON, a page and rows. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Markets, marketsOf } from "../../distribution/index.ts";
import { readTerritory, territoryName } from "../../foundation/catalogue/territory.ts";
import { territoryFacts } from "../../foundation/catalogue/world.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import { audiencePanel } from "../distribution/audience-panel.ts";
import { readCosts, readMeasured } from "../distribution/market-files.ts";
import { payoutCells } from "../distribution/payout-cells.ts";
import { readRates } from "../distribution/rates-file.ts";
import { writeWhole } from "../project/files.ts";
import { countLabel } from "../report/count-label.ts";
import { marketsReport } from "../report/markets-report.ts";
import { openStore } from "../store/project-store.ts";
import type { Context } from "./verb.ts";

interface Options {
  readonly project: string;
  readonly budget: number;
  readonly by: "streams" | "money";
  readonly language: string | null;
  readonly only: readonly string[];
  readonly exclude: readonly string[];
  readonly weight: readonly string[];
  readonly costs: string | null;
  readonly measured: string | null;
  readonly rates: string | null;
}

export async function showMarkets(context: Context): Promise<void> {
  const options = context.options as unknown as Options;
  const only = options.only.map((text) => territoryOf(text, "--only"));
  const exclude = options.exclude.map((text) => territoryOf(text, "--exclude"));
  const weights = new Map(options.weight.map(weightOf));
  const language = languageOf(options.language);
  const costs = options.costs === null ? new Map<string, number>() : await readCosts(options.costs);
  const measured = options.measured === null ? [] : await readMeasured(options.measured);
  const rates = await readRates(options.rates);
  const store = await openStore(options.project, { mustExist: true });
  try {
    const panel = await audiencePanel(store.facts, "streams");
    const { budget, by } = options;
    const answer = marketsOf(panel, await payoutCells(store.facts, "streams"), {
      unit: "streams",
      facts: territoryFacts,
      language,
      costs,
      measured,
      budget,
      by,
      rates,
      only,
      exclude,
      weights,
      seed: context.seed,
    });
    if (context.out !== null && answer.status === "done") {
      await mkdir(context.out, { recursive: true });
      await writeWhole(join(context.out, "markets.html"), marketsReport(answer), context.force);
      await writeWhole(join(context.out, "markets.csv"), rowsText(answer), context.force);
      await writeWhole(join(context.out, "markets.json"), `${JSON.stringify(answer, null, 2)}\n`, context.force);
    }
    for (const line of answer.status === "done" ? linesOf(answer) : [answer.missing, answer.cheapestNextStep])
      context.say(line);
    context.write(answer);
  } finally {
    store.close();
  }
}

function territoryOf(text: string, option: string): string {
  const code = readTerritory(text);
  if (code === null) throw new InputError(option, "a territory like JP or Japan", text);
  return code;
}

function weightOf(text: string): [string, number] {
  const [place = "", value = ""] = text.split("=");
  const weight = Number(value);
  if (value === "" || !(weight >= 0 && weight <= 1000))
    throw new InputError("--weight", "a territory and a number from 0, like JP=2", text);
  return [territoryOf(place, "--weight"), weight];
}

/** "German" of "de" and of "german". */
function languageOf(text: string | null): string | null {
  if (text === null) return null;
  const name = /^[a-z]{2,3}$/i.test(text)
    ? new Intl.DisplayNames(["en"], { type: "language", fallback: "none" }).of(text.toLowerCase())
    : `${text[0]?.toUpperCase()}${text.slice(1).toLowerCase()}`;
  if (!name) throw new InputError("--language", "a language like en or English", text);
  return name;
}

function linesOf({ markets, decisions, budget, period, by, leftOutMoney }: Markets): string[] {
  const taken = markets.filter(({ euro }) => euro > 0);
  const leftOut = new Set(
    decisions.flatMap(({ id, by: who, value }) => (who === "person" && value === false ? [id.split("@")[1]] : [])),
  );
  const sum = taken.reduce((all, { expected }) => all + expected.streams, 0);
  return [
    `markets by expected ${by} for a euro, from ${period.from} to ${period.until}; ${budget} € would bring about ${countLabel(Math.round(sum))} streams in three months`,
    ...markets.slice(0, 15).map(({ rank, territory, streamsPerEuro, bestTen, euro, rests, cost }) => {
      const [low, high] = [Number(streamsPerEuro.reasons[0]?.facts.low), Number(streamsPerEuro.reasons[0]?.facts.high)];
      return `  ${rank}. ${territoryName(territory)}: ${streamsPerEuro.value.toFixed(1)} streams/€ (${low.toFixed(1)} to ${high.toFixed(1)}), among the best ten ${Math.round(100 * bestTen)} %, ${leftOut.has(territory) ? "left out by you" : `${euro.toFixed(budget < 100 ? 2 : 0)} €`}; ${rests}, price ${cost.from}`;
    }),
    ...leftOutMoney.map(
      ({ currency, amount, streams, why }) => `  not counted: ${amount} ${currency} for ${streams} streams; ${why}`,
    ),
  ];
}

function rowsText({ markets }: Markets): string {
  return csvText([
    [
      "rank",
      "territory",
      "name",
      "streams per euro",
      "low",
      "high",
      "money per euro",
      "currency",
      "among best ten",
      "euro",
      "expected streams",
      "cost per thousand",
      "cost from",
      "rests on",
    ],
    ...markets.map((each) => [
      each.rank,
      each.territory,
      territoryName(each.territory),
      each.streamsPerEuro.value,
      each.streamsPerEuro.reasons[0]?.facts.low as number,
      each.streamsPerEuro.reasons[0]?.facts.high as number,
      each.moneyPerEuro,
      each.payout?.currency ?? null,
      each.bestTen,
      each.euro,
      each.expected.streams,
      each.cost.perThousand,
      each.cost.from,
      each.rests,
    ]),
  ]);
}
