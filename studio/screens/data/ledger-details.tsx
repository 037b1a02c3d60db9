import type { ReactElement } from "react";
import { numberText } from "../../../foundation/look/figure-text.ts";
import { Table } from "../../parts/shown.tsx";
import type { ImportedTable } from "./ledger.ts";

/** One table's totals, and each line that was refused or left out, with the reason. */
export function LedgerDetails({ table }: { readonly table: ImportedTable }): ReactElement {
  const { totals, rejected, ignored, rejectedCount, ignoredCount, doubts } = table;
  return (
    <div className="stack loose" role="status">
      <p className="small">
        {[
          ...totals.units.map(({ basis, unit, quantity }) => `${numberText(quantity, 0)} ${unit} (${basis})`),
          ...totals.money.map(({ currency, amount }) => `${amount} ${currency}`),
        ].join("; ") || "no totals"}
      </p>
      {doubts.length > 0 && (
        <ul className="small amber">
          {doubts.map((doubt) => {
            const text = typeof doubt === "string" ? doubt : (doubt.what ?? JSON.stringify(doubt));
            return <li key={text}>{text}</li>;
          })}
        </ul>
      )}
      {rejected.length > 0 && (
        <Table
          name="refused lines"
          caption={`Refused: ${numberText(rejectedCount, 0)}${rejected.length < rejectedCount ? `, the first ${rejected.length}` : ""}`}
          columns={[
            { name: "Line", of: ({ at }) => at },
            { name: "Column", of: ({ column }) => column },
            { name: "Expected", of: ({ expected }) => expected },
            { name: "Found", of: ({ found }) => found },
          ]}
          rows={rejected}
          keyOf={({ at, column }) => `${at} ${column}`}
        />
      )}
      {ignored.length > 0 && (
        <Table
          name="left out"
          caption={`Left out: ${numberText(ignoredCount, 0)}${ignored.length < ignoredCount ? `, the first ${ignored.length}` : ""}`}
          columns={[
            { name: "Line", of: ({ at }) => at },
            { name: "Why", of: ({ why }) => why },
          ]}
          rows={ignored}
          keyOf={({ at }) => String(at)}
        />
      )}
    </div>
  );
}
