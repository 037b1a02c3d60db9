import type { ReactElement } from "react";
import { Button } from "../../parts/controls.tsx";
import { saveBlob } from "../../parts/saving.ts";
import { Table } from "../../parts/shown.tsx";
import type { OpenProject } from "../../state/project.ts";
import { useDocument } from "../../state/results.ts";

interface AiUseDocument {
  readonly facets: readonly {
    readonly facet: string;
    readonly decisions: number;
    readonly machine: number;
    readonly person: number;
    readonly overridden: number;
  }[];
  readonly disclosure: string;
  readonly timeSavedWhy: string;
}

/** Which decisions were the machine's and which a person's, by the parts that services ask about. */
export function AiUse({ project }: { readonly project: OpenProject }): ReactElement {
  const record = useDocument<AiUseDocument>(project, "reports/ai-use.json");
  return (
    <section className="section" aria-label="AI-use record">
      <h2>What the machine did, and what you did</h2>
      {!record && <p className="small quiet">“Make everything” on Listen writes this record from all plans.</p>}
      {record && (
        <>
          <Table
            name="ai-use record"
            columns={[
              { name: "Part", of: ({ facet }) => facet },
              { name: "Decisions", number: true, of: ({ decisions }) => decisions },
              { name: "The machine's", number: true, of: ({ machine }) => machine },
              { name: "Yours", number: true, of: ({ person }) => person },
              { name: "Machine's, changed by you", number: true, of: ({ overridden }) => overridden },
            ]}
            rows={record.facets}
            keyOf={({ facet }) => facet}
          />
          <p className="small">{record.disclosure || "No decision was the machine's."}</p>
          <p className="tiny quiet">Time saved is not estimated: {record.timeSavedWhy}.</p>
          <div>
            <Button
              icon="save"
              onClick={() =>
                saveBlob("ai-use.json", new Blob([JSON.stringify(record, null, 2)], { type: "application/json" }))
              }
            >
              Save as JSON for a distributor's form
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
