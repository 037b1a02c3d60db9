import type { ReactElement } from "react";
import { numberText } from "../../../foundation/look/figure-text.ts";
import { CannotTell } from "../../parts/cannot-tell.tsx";
import { Table } from "../../parts/shown.tsx";

interface MeasuredCampaign {
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly spend: number | null;
  readonly currency: string | null;
  readonly status: "done" | "not-enough-data";
  readonly missing?: string;
  readonly incremental?: number;
  readonly low?: number;
  readonly high?: number;
  readonly seen?: boolean;
  readonly costOfOne?: { readonly value: number; readonly low: number; readonly high: number | null } | null;
}

export interface MeasuredDocument {
  readonly status: "done" | "not-enough-data";
  readonly missing?: string;
  readonly cheapestNextStep?: string;
  readonly campaigns?: readonly MeasuredCampaign[];
}

/** What campaigns brought, with intervals, and what one more stream cost. */
export function Measured({ measured }: { readonly measured: MeasuredDocument | null }): ReactElement {
  return (
    <section className="section" aria-label="Did it work">
      <h2>Did it work</h2>
      {measured === null && (
        <p className="small quiet">After a campaign, drop streams by city or territory and day, then measure.</p>
      )}
      {measured && !measured.campaigns && (
        <CannotTell missing={measured.missing ?? ""} step={measured.cheapestNextStep ?? ""} />
      )}
      {measured?.campaigns && (
        <Table
          name="campaigns measured"
          columns={[
            { name: "Campaign", of: ({ name }) => name },
            { name: "Days", of: ({ from, until }) => `${from} to ${until}` },
            {
              name: "Spent",
              number: true,
              of: ({ spend }) => spend,
              show: ({ spend, currency }) => (spend === null ? "–" : `${numberText(spend, 0)} ${currency ?? ""}`),
            },
            {
              name: "Extra streams (90 %)",
              number: true,
              of: ({ incremental }) => incremental ?? null,
              show: ({ status, missing, incremental, low, high }) =>
                status === "done"
                  ? `${numberText(incremental ?? null, 0)} (${numberText(low ?? null, 0)} to ${numberText(high ?? null, 0)})`
                  : `cannot tell: ${missing ?? ""}`,
            },
            {
              name: "Did anything",
              of: ({ seen, status }) => (status !== "done" ? "cannot tell" : seen ? "yes" : "not seen"),
            },
            {
              name: "One more stream cost",
              number: true,
              of: ({ costOfOne }) => costOfOne?.value ?? null,
              show: ({ costOfOne, currency }) =>
                costOfOne
                  ? `${numberText(costOfOne.value, 3)} (${numberText(costOfOne.low, 3)} to ${costOfOne.high === null ? "∞" : numberText(costOfOne.high, 3)}) ${currency ?? ""}`
                  : "–",
            },
          ]}
          rows={measured.campaigns}
          keyOf={({ name, from }) => name + from}
        />
      )}
    </section>
  );
}
