/** Audience and markets: where listening is and how it moves, where a push would bring most, and whether something is wrong. */
import { type ReactElement, useState } from "react";
import { territoryName } from "../../../foundation/catalogue/territory.ts";
import { numberText } from "../../../foundation/look/figure-text.ts";
import { CannotTell } from "../../parts/cannot-tell.tsx";
import { Button } from "../../parts/controls.tsx";
import { percentText } from "../../parts/figures.ts";
import { Empty, JobProgress } from "../../parts/shown.tsx";
import { Chart } from "../../pictures/chart.tsx";
import { WorldMap } from "../../pictures/world-map.tsx";
import { go } from "../../state/place.ts";
import { type OpenProject, performJob } from "../../state/project.ts";
import { running, useDocument } from "../../state/results.ts";
import type { AudienceDocument, Growth, IntegrityDocument, MarketsDocument } from "./documents.ts";
import { IntegrityAlerts } from "./integrity-alerts.tsx";
import { MarketList } from "./market-list.tsx";
import { MarketPlan } from "./market-plan.tsx";

export default function Audience({ project }: { readonly project: OpenProject }): ReactElement {
  const audience = useDocument<AudienceDocument>(project, "reports/audience.json");
  const markets = useDocument<MarketsDocument>(project, "reports/markets.json");
  const integrity = useDocument<IntegrityDocument>(project, "reports/integrity.json");
  const [place, setPlace] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const job = running(project, "audience", "markets", "integrity", "import", "make");
  const hasData = project.files.some((file) => file.place === "data");
  const read = async (): Promise<void> => {
    const plain = { material: [], documents: {} };
    const again = { force: true };
    setReading(true);
    for (const verb of ["audience", "markets", "integrity"])
      if ((await performJob({ verb, ...plain, options: again }))?.state !== "done") break;
    setReading(false);
  };
  if (audience === undefined) return <div className="page" aria-busy="true" />;
  if (audience === null)
    return (
      <Empty title="No audience yet">
        <p>
          Drop what streaming services and distributors let you download: statements, dashboards, charts. Then it says
          where listeners are, how that moves, and where a push would bring most.
        </p>
        {job && <JobProgress job={job} />}
        <div className="row">
          <Button kind={hasData ? "plain" : "main"} onClick={() => go({ screen: "data", project: project.id })}>
            To the data
          </Button>
          {hasData && (
            <Button kind="main" disabled={job !== null || reading} onClick={() => void read()}>
              Read what is there
            </Button>
          )}
        </div>
      </Empty>
    );
  if (audience.status !== "done")
    return (
      <div className="page">
        <h1>Audience</h1>
        <CannotTell missing={audience.missing} step={audience.cheapestNextStep} />
      </div>
    );
  const shown = audience.places.find(({ territory }) => territory === place) ?? audience.places[0];
  const values = new Map(
    audience.places.map(({ territory, value, share }) => [
      territory,
      { value, text: `${numberText(value, 0)} ${audience.unit}, ${percentText(share)}` },
    ]),
  );
  return (
    <div className="craft">
      <aside className="material stack" aria-label="Places">
        <h2>Places</h2>
        <ul className="list">
          {audience.places.map(({ territory, value, share, growth }) => (
            <li key={territory}>
              <button
                type="button"
                className="list-button"
                aria-pressed={shown?.territory === territory}
                onClick={() => setPlace(territory)}
              >
                <span className="row wide">
                  <span className="cut">{territoryName(territory)}</span>
                  <span className="small">{percentText(share)}</span>
                </span>
                <span className="tiny quiet">
                  {numberText(value, 0)}, {growthText(growth)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </aside>
      <div className="seen">
        <div className="row wide wrap">
          <h1>Audience</h1>
          <Button disabled={job !== null || reading} onClick={() => void read()}>
            Read the data again
          </Button>
        </div>
        {job && <JobProgress job={job} />}
        <p className="small quiet">
          {audience.unit}, {audience.period.from} to {audience.period.until}; each figure rests on one basis (
          {[...new Set(audience.totals.map(({ basis }) => basis))].join(", ")}).
        </p>
        <WorldMap
          title="Where listeners are"
          says={`${audience.places.length} territories; the stronger the colour, the more ${audience.unit}. ${
            shown ? `Chosen: ${territoryName(shown.territory)}.` : ""
          }`}
          values={values}
          chosen={shown?.territory ?? null}
          choose={setPlace}
        />
        {shown && (
          <Trend title={territoryName(shown.territory)} unit={audience.unit} months={audience.months} {...shown} />
        )}
        {audience.totals.map((total) => (
          <Trend
            key={total.figure}
            title={total.service}
            unit={`${total.unit}, ${total.basis}`}
            months={total.monthly.map(({ month }) => month)}
            monthly={total.monthly.map(({ value }) => value)}
            growth={total.growth}
            expected={total.expected}
          />
        ))}
        {markets?.status === "done" && <MarketList markets={markets} chosen={place} choose={setPlace} />}
        <IntegrityAlerts integrity={integrity} project={project} />
      </div>
      <MarketPlan project={project} markets={markets ?? null} />
    </div>
  );
}

/** "+7 % (1 to 14) in 3 months" */
export function growthText(growth: Growth | null): string {
  if (!growth) return "growth unknown";
  const facts = growth.reasons[0]?.facts ?? {};
  const percent = (ratio: unknown): number => 100 * (Number(ratio) - 1);
  const sign = growth.value >= 1 ? "+" : "";
  const months = Number(facts.months ?? 3);
  return `${sign}${numberText(percent(growth.value), 0)} % (${numberText(percent(facts.low), 0)} to ${numberText(percent(facts.high), 0)}) in ${months} months`;
}

interface TrendProps {
  readonly title: string;
  readonly unit: string;
  readonly months: readonly string[];
  readonly monthly: readonly (number | null)[];
  readonly growth: Growth | null;
  readonly expected: readonly {
    readonly month: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}

const secondsOf = (month: string): number => Date.parse(`${month.slice(0, 7)}-01T00:00:00Z`) / 1000;

/** Months that were counted, and those to come with the interval that holds nine times in ten. */
function Trend({ title, unit, months, monthly, growth, expected }: TrendProps): ReactElement {
  const all = [...new Set([...months, ...expected.map(({ month }) => month)])].sort();
  const known = new Map(months.map((month, at) => [month, monthly[at] ?? null]));
  const coming = new Map(expected.map((each) => [each.month, each]));
  const last = months.findLast((_, at) => (monthly[at] ?? null) !== null);
  return (
    <Chart
      title={title}
      says={`${growthText(growth)}. The band holds the month to come nine times in ten.`}
      unit={unit}
      axis="days"
      x={all.map(secondsOf)}
      lines={[
        { name: "counted", values: all.map((month) => known.get(month) ?? null), ink: "accent" },
        {
          name: "expected",
          values: all.map((month) => coming.get(month)?.value ?? (month === last ? (known.get(month) ?? null) : null)),
          ink: "accent",
          dashed: true,
        },
      ]}
      bands={[
        {
          name: "90 %",
          low: all.map((month) => coming.get(month)?.low ?? null),
          high: all.map((month) => coming.get(month)?.high ?? null),
          ink: "accent",
        },
      ]}
      height={160}
      digits={0}
    />
  );
}
