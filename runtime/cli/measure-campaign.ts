/** `campaign measure`: every campaign of the ads against places without one. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../../foundation/plan/errors.ts";
import { isoDay, readIsoDay } from "../../foundation/tables/index.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import { measureCampaign, quietBefore, quietWindows, type RanCampaign, ranCampaigns } from "../../marketing/index.ts";
import { placeOf } from "../marketing/campaign-material.ts";
import { dailyPanel } from "../marketing/daily-panel.ts";
import {
  checkCampaignPlan,
  keepMeasured,
  type MeasuredRow,
  measuredForMarkets,
  plannedOf,
} from "../marketing/measured-history.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { calibrationReport } from "../report/calibration-report.ts";
import { measuredReport, measuredSentence } from "../report/measured-report.ts";
import { openStore } from "../store/project-store.ts";
import { readAdResults } from "../store/read-ad-results.ts";
import type { Context } from "./verb.ts";

interface Options {
  readonly project: string;
  readonly campaign: readonly string[];
  readonly places: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
  readonly plan: readonly string[];
  readonly spent: number | null;
  readonly "per-euro": number | null;
}

export async function performCampaignMeasure(context: Context): Promise<void> {
  const options = context.options as unknown as Options;
  for (const path of options.plan) checkCampaignPlan(path);
  const store = await openStore(options.project, { mustExist: true });
  try {
    const ads = await readAdResults(store);
    const cities = await dailyPanel(store.facts, "cities");
    const panel = cities ?? (await dailyPanel(store.facts, "territories"));
    const known = (panel?.locations ?? []).map((id) => ({ id }));
    for (const place of options.places)
      if (!panel?.locations.includes(place))
        throw new InputError("--places", `places of the streams: ${panel?.locations.join(", ") ?? "none"}`, place);
    const found = ranCampaigns(ads, (ad) => placeOf(ad, known));
    const campaigns = chosen(found, options);
    if (panel === null || campaigns.length === 0) {
      const missing =
        panel === null
          ? "streams by city or territory and day, of two places at least"
          : "ads that ran, or --places, --from and --until";
      const cheapestNextStep =
        panel === null
          ? "export streams by city and day (docs/tables.md, streams by city) and import them"
          : "import the export of your ads manager, by day and ad set: songwright import FILE";
      context.say(`cannot tell: there are no ${missing}. Next: ${cheapestNextStep}`);
      context.write({ status: "not-enough-data", missing, cheapestNextStep });
      return;
    }
    const rows = campaigns.map((campaign): MeasuredRow => {
      const others = found.filter(({ name, run }) => name !== campaign.name || run !== campaign.run);
      const atOnce = others.filter(({ from, until }) => from <= campaign.until && until >= campaign.from);
      const known = quietBefore(panel, campaign, others, dayNumber);
      const effect = measureCampaign(
        campaign,
        known,
        dayNumber,
        atOnce.flatMap(({ places }) => places),
      );
      const days = campaign.until - campaign.from + 1;
      const quiet = effect.status === "done" ? quietWindows(known, effect.places, effect.daysBefore, days) : null;
      return { campaign, effect, quiet, planned: plannedOf(options.project, campaign, options.plan) };
    });
    if (context.out !== null) await writeMeasured(context.out, rows, options, context.force);
    for (const row of rows) for (const line of measuredSentence(row)) context.say(line);
    const done = rows.some(({ effect }) => effect.status === "done");
    const [first] = rows;
    const refused = !done && first?.effect.status === "not-enough-data" ? first.effect : { status: "done" };
    context.write({
      ...refused,
      basis: panel.basis,
      of: panel.of,
      incomplete: panel.incomplete,
      campaigns: rows.map(documentOf),
    });
  } finally {
    store.close();
  }
}

const NAMES = ["measured.html", "effects.json", "effects.csv", "calibration.html", "measured.json"];

async function writeMeasured(
  out: string,
  rows: readonly MeasuredRow[],
  options: Options,
  force: boolean,
): Promise<void> {
  for (const name of NAMES) await refuseExisting(join(out, name), force);
  const history = keepMeasured(options.project, rows);
  const worked = { schema: "songwright.effects/1", campaigns: rows.map(documentOf) };
  const days = rows.flatMap(({ campaign, effect }) =>
    effect.status === "done"
      ? effect.observed.map((value, at) => [
          campaign.name,
          isoDay(effect.days[at] as number),
          value,
          effect.predicted[at] as number,
        ])
      : [],
  );
  const files: [string, string][] = [
    ["measured.html", measuredReport(rows)],
    ["effects.json", `${JSON.stringify(worked, null, 2)}\n`],
    ["effects.csv", csvText([["campaign", "day", "streams", "without the campaign"], ...days])],
    ["calibration.html", calibrationReport(history, rows)],
  ];
  const markets = measuredForMarkets(rows, options["per-euro"]);
  if (markets.length > 0) files.push(["measured.json", `${JSON.stringify(markets, null, 2)}\n`]);
  await mkdir(out, { recursive: true });
  for (const [name, text] of files) await writeWhole(join(out, name), text, force);
}

/** The ads' campaigns that were asked for; one by hand where there are none. */
function chosen(found: readonly RanCampaign[], { campaign, places, from, until, spent }: Options): RanCampaign[] {
  for (const name of campaign)
    if (!found.some((each) => each.name === name))
      throw new InputError(
        "--campaign",
        `one of ${found.map((each) => JSON.stringify(each.name)).join(", ") || "none: there are no ads"}`,
        name,
      );
  const own = campaign.length > 0 ? found.filter(({ name }) => campaign.includes(name)) : found;
  if (from === null && until === null)
    return own.map((each) => (places.length > 0 ? { ...each, places: [...places] } : each));
  if (from === null || until === null || places.length === 0)
    throw new InputError(
      "--from",
      "--from, --until and --places together",
      `${from ?? "no --from"}, ${until ?? "no --until"}, ${places.length} places`,
    );
  const [first, last] = [dayOf(from, "--from"), dayOf(until, "--until")];
  if (last < first) throw new InputError("--until", `a day not before ${from}`, until);
  return [
    {
      name: "by hand",
      run: 1,
      runs: 1,
      from: first,
      until: last,
      spend: spent,
      currency: null,
      clicks: 0,
      places: [...places],
    },
  ];
}

function dayOf(text: string, option: string): number {
  const day = readIsoDay(text);
  if (day === null) throw new InputError(option, "a day like 2026-12-04", text);
  return day;
}

const dayNumber = (text: string): number => readIsoDay(text) ?? 0;

function documentOf({ campaign, effect, quiet, planned }: MeasuredRow): object {
  const shown =
    effect.status === "done" ? { ...effect, observed: undefined, predicted: undefined, days: undefined } : effect;
  return {
    ...campaign,
    from: isoDay(campaign.from),
    until: isoDay(campaign.until),
    ...shown,
    places: campaign.places,
    quiet,
    planned,
  };
}
