/** The plan of markets: money, language, and which are taken; what-if is asking again with other values. */
import { type ReactElement, useEffect, useState } from "react";
import { territoryName } from "../../../foundation/catalogue/territory.ts";
import { numberText } from "../../../foundation/look/figure-text.ts";
import { Button, Check, Choice, NumberField, TextField } from "../../parts/controls.tsx";
import { oddsText } from "../../parts/figures.ts";
import { go } from "../../state/place.ts";
import { type OpenProject, performJob } from "../../state/project.ts";
import { running } from "../../state/results.ts";
import type { MarketsDocument } from "./documents.ts";

interface MarketPlanProps {
  readonly project: OpenProject;
  readonly markets: MarketsDocument | null;
}

export function MarketPlan({ project, markets }: MarketPlanProps): ReactElement {
  const done = markets?.status === "done" ? markets : null;
  const [budget, setBudget] = useState<number | null>(null);
  const [language, setLanguage] = useState("");
  const [by, setBy] = useState("streams");
  const [left, setLeft] = useState<readonly string[]>([]);
  const [weights, setWeights] = useState<Readonly<Record<string, number>>>({});
  const job = running(project, "markets");
  useEffect(() => {
    if (done) setBudget((now) => now ?? done.budget);
  }, [done]);
  const known = [...(done?.markets.map(({ territory }) => territory) ?? []), ...left].filter(
    (each, at, all) => all.indexOf(each) === at,
  );
  const ask = (): void => {
    const weight = Object.entries(weights).map(([territory, value]) => `${territory}=${value}`);
    void performJob(
      {
        verb: "markets",
        material: [],
        options: {
          by,
          force: true,
          ...(budget === null ? {} : { budget }),
          ...(language ? { language } : {}),
          ...(left.length > 0 ? { exclude: [...left] } : {}),
          ...(weight.length > 0 ? { weight } : {}),
        },
        documents: {},
      },
      "Markets ranked anew.",
    );
  };
  return (
    <aside className="plan" aria-label="Plan">
      <div className="plan-head">
        <h2>Markets to take</h2>
        <div className="form">
          <NumberField label="Money" unit="€" min={1} max={1e9} value={budget} onChange={setBudget} />
          <TextField label="Language of the songs" placeholder="en" value={language} onChange={setLanguage} />
          <Choice
            label="What counts"
            value={by}
            choices={[
              ["streams", "streams"],
              ["money", "money"],
            ]}
            onChange={setBy}
          />
        </div>
        <div className="row wrap">
          <Button kind="main" disabled={job !== null} onClick={ask}>
            What if
          </Button>
          <Button onClick={() => go({ screen: "campaign", project: project.id })}>Plan a campaign</Button>
        </div>
      </div>
      {known.map((territory) => {
        const market = done?.markets.find((each) => each.territory === territory);
        return (
          <div key={territory} className="decision market">
            <Check
              label={territoryName(territory)}
              value={!left.includes(territory)}
              onChange={(on) => setLeft((now) => (on ? now.filter((each) => each !== territory) : [...now, territory]))}
            />
            <span className="small quiet">
              {market
                ? `${numberText(market.euro, 0)}\u202f€; among the best ten ${oddsText(market.bestTen)}`
                : "left out by you"}
            </span>
            <NumberField
              bare
              label={`Weight of ${territoryName(territory)}`}
              unit=""
              min={0}
              max={100}
              value={weights[territory] ?? null}
              placeholder="weight 1"
              onChange={(value) =>
                setWeights((now) => {
                  const { [territory]: _, ...others } = now;
                  return value === null || value === 1 ? others : { ...others, [territory]: value };
                })
              }
            />
          </div>
        );
      })}
    </aside>
  );
}
