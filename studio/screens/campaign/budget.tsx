import type { ReactElement } from "react";
import { territoryName } from "../../../foundation/catalogue/territory.ts";
import { numberText } from "../../../foundation/look/figure-text.ts";
import { findDecision, type Plan } from "../../../foundation/plan/index.ts";
import { oddsText } from "../../parts/figures.ts";
import { Table } from "../../parts/shown.tsx";

interface BudgetProps {
  readonly plan: Plan;
  choose(material: string): void;
}

const placeOf = (id: string): string => (/^[A-Z]{2}$/.test(id) ? territoryName(id) : id);

/** Where the money goes, what is expected of it, and how that compares with the present split. */
export function Budget({ plan, choose }: BudgetProps): ReactElement {
  const budget = findDecision(plan, "campaign.budget");
  const facts = (code: string): Readonly<Record<string, unknown>> | undefined =>
    budget?.reasons.find((reason) => reason.code === code)?.facts;
  const over = facts("campaign.over-present");
  const expected = facts("campaign.expected");
  const sets = plan.decisions
    .filter(({ id }) => id.startsWith("spend."))
    .map((decision) => {
      const [channel = "", place = ""] = decision.id.slice("spend.".length).split("@");
      const next = decision.reasons.find(({ code }) => code === "spend.next")?.facts.unitsForTheNext;
      return {
        ...decision,
        channel,
        place: placeOf(place),
        money: Number(decision.value),
        next: Number(next ?? Number.NaN),
      };
    });
  const most = Math.max(1, ...sets.map(({ money }) => money));
  const percent = (share: unknown): string => numberText(100 * Number(share), 0);
  return (
    <section className="section" aria-label="Budget">
      <h2>
        Where {numberText(Number(budget?.value), 0)} {budget?.unit} go
      </h2>
      {over && (
        <p>
          Against {over.split === "past ads" ? "the split of your past ads" : "the same for each"}:{" "}
          {Number(over.gain) > 0 ? "+" : ""}
          {percent(over.gain)} % streams (90 %: {percent(over.low)} to {percent(over.high)} %), better with odds of{" "}
          {oddsText(Number(over.chance))}.
        </p>
      )}
      {expected && (
        <p className="small quiet">
          {numberText(Number(expected.value), 0)} extra streams expected in three months (90 %:{" "}
          {numberText(Number(expected.low), 0)} to {numberText(Number(expected.high), 0)}).
        </p>
      )}
      <Table
        name="budget"
        columns={[
          { name: "Place", of: ({ place }) => place },
          { name: "Channel", of: ({ channel }) => channel },
          {
            name: budget?.unit ?? "",
            number: true,
            of: ({ money }) => money,
            show: ({ money, by }) => (
              <span className={by === "person" ? "person" : undefined}>{numberText(money, 2)}</span>
            ),
          },
          {
            name: "Share",
            hidden: true,
            of: () => null,
            show: ({ money }) => (
              <svg viewBox="0 0 100 8" className="share" aria-hidden="true">
                <rect width={(100 * money) / most} height="8" className="filled" />
              </svg>
            ),
          },
          {
            name: "Streams for the next one",
            number: true,
            of: ({ next }) => (Number.isFinite(next) ? next : null),
            show: ({ next }) => numberText(Number.isFinite(next) ? next : null, 1),
          },
        ]}
        rows={sets}
        keyOf={({ id }) => id}
        choose={({ place }) => choose(place)}
      />
      <p className="tiny quiet">
        What if: change an amount in the plan beside this, lock it, and plan anew; the rest is split around it.
      </p>
    </section>
  );
}
