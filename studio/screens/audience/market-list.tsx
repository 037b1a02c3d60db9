import type { ReactElement } from "react";
import { territoryName } from "../../../foundation/catalogue/territory.ts";
import { numberText } from "../../../foundation/look/figure-text.ts";
import type { Reason } from "../../../foundation/plan/index.ts";
import { oddsText } from "../../parts/figures.ts";
import { Table } from "../../parts/shown.tsx";
import type { Market, MarketsDocument } from "./documents.ts";

interface MarketListProps {
  readonly markets: Extract<MarketsDocument, { status: "done" }>;
  readonly chosen: string | null;
  choose(territory: string): void;
}

/** Markets by what a euro is expected to bring, with what speaks for each. */
export function MarketList({ markets, chosen, choose }: MarketListProps): ReactElement {
  const row = markets.markets.find(({ territory }) => territory === chosen) ?? null;
  return (
    <section className="section" aria-label="Markets">
      <h2>Markets</h2>
      <p className="small quiet">
        What a euro is expected to bring, nine times in ten within the interval: with so much uncertainty the order is a
        bet, and the odds say how good a one.
      </p>
      <Table
        name="markets"
        columns={[
          { name: "Market", of: ({ territory }) => territoryName(territory) },
          {
            name: "Streams for a euro",
            number: true,
            of: ({ streamsPerEuro }) => streamsPerEuro.value,
            show: (each) => gainText(each),
          },
          { name: "Among the best ten", of: ({ bestTen }) => bestTen, show: ({ bestTen }) => oddsText(bestTen) },
          { name: "Money, €", number: true, of: ({ euro }) => euro, show: ({ euro }) => numberText(euro, 0) },
          { name: "Rests on", of: ({ rests }) => rests },
        ]}
        rows={markets.markets}
        keyOf={({ territory }) => territory}
        chosen={chosen}
        choose={({ territory }) => choose(territory)}
      />
      {row && (
        <div className="stack small" role="status">
          <h3>Why {territoryName(row.territory)} stands where it stands</h3>
          <ul>
            {row.streamsPerEuro.reasons.flatMap((reason) => {
              const said = reasonText(reason);
              return said === null ? [] : [<li key={reason.code}>{said}</li>];
            })}
          </ul>
        </div>
      )}
    </section>
  );
}

function gainText({ streamsPerEuro: { value, reasons } }: Market): string {
  const gain = reasons.find(({ code }) => code === "markets.gain")?.facts;
  return `${numberText(value, 1)} (${numberText(Number(gain?.low), 1)} to ${numberText(Number(gain?.high), 1)})`;
}

const times = (value: unknown): string => `×${numberText(Number(value), 2)}`;

function reasonText({ code, facts }: Reason): string | null {
  switch (code) {
    case "markets.cost":
      return `${times(facts.times)}: a thousand showings cost about ${numberText(Number(facts.perThousand), 2)} €.`;
    case "markets.streaming":
      return `${times(facts.times)}: how much people there stream (${numberText(100 * Number(facts.share), 0)} % of them).`;
    case "markets.growth":
      return `${times(facts.times)}: how your streams grow there.`;
    case "markets.above":
      return `${times(facts.times)}: you stand above what like markets would suggest.`;
    case "markets.language":
      return `${times(facts.times)}: language.`;
    case "markets.gain":
      return null;
    default:
      return `${facts.times === undefined ? "" : `${times(facts.times)}: `}${code.split(".").at(-1)?.replaceAll("-", " ")}.`;
  }
}
