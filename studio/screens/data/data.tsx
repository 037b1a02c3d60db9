/** Data: what was dropped, read with every line accounted for; questions answered; figures traced to their lines. */
import { type ReactElement, useState } from "react";
import { numberText } from "../../../foundation/look/figure-text.ts";
import { Button, TextField } from "../../parts/controls.tsx";
import { DropZone } from "../../parts/drop-zone.tsx";
import { DroppedList } from "../../parts/dropped-list.tsx";
import { JobProgress, Table } from "../../parts/shown.tsx";
import { type OpenProject, performJob } from "../../state/project.ts";
import { running, useResult } from "../../state/results.ts";
import { useStore } from "../../state/store.ts";
import { drop, dropped } from "../../state/uploads.ts";
import { Trace } from "../audience/trace.tsx";
import type { ImportDocument, ImportedTable } from "./ledger.ts";
import { LedgerDetails } from "./ledger-details.tsx";
import { Questions } from "./questions.tsx";

export default function Data({ project }: { readonly project: OpenProject }): ReactElement {
  const waiting = useStore(dropped).filter((item) => item.project === project.id);
  const files = project.files.filter(({ place }) => place === "data");
  const own = useResult<ImportDocument>(project, "import");
  const made = useResult<{ data?: { imported?: ImportDocument } }>(project, "make");
  const document = own ?? made?.data?.imported ?? null;
  const [chosen, setChosen] = useState<string | null>(null);
  const [figure, setFigure] = useState("");
  const job = running(project, "import", "make");
  // Questions of the newest reading, as long as nothing newer answered them.
  const asking = project.jobs.find(({ verb }) => verb === "import");
  const questions = asking?.state === "failed" ? asking.questions : null;
  const read = (documents: Record<string, Record<string, string>> = {}, options = {}): Promise<unknown> =>
    performJob(
      { verb: "import", material: files.map(({ id }) => id), options, documents },
      "Every line is accounted for.",
    );
  const tables = document?.files.flatMap((file) => file.tables) ?? [];
  const table = tables.find((each) => keyOf(each) === chosen);
  return (
    <div className="page">
      <header>
        <h1>Data</h1>
        <p>Statements, dashboards, charts, posts, ads: each line is read, or it is said why not.</p>
      </header>
      <DropZone take={(dropping) => void drop(project.id, dropping)}>
        <p className="small">
          Drop exports as they came: CSV, TSV, XLSX, ZIP. Names and addresses of people never enter the project.
        </p>
      </DropZone>
      <DroppedList items={waiting} />
      {files.length > 0 && (
        <div className="row wrap">
          <Button kind="main" disabled={job !== null} onClick={() => void read()}>
            Read {files.length === 1 ? "the file" : `all ${files.length} files`}
          </Button>
          <span className="small quiet">
            The same file again changes nothing; a newer version takes the place of the older one.
          </span>
        </div>
      )}
      {job && <JobProgress job={job} />}
      {questions !== null && (
        <Questions
          questions={questions as never}
          busy={job !== null}
          answer={(answers) => void read({ answers })}
          accept={() => void read({}, { "accept-proposals": true })}
        />
      )}
      {tables.length > 0 && (
        <section className="section" aria-label="Ledger">
          <h2>Ledger</h2>
          <Table
            name="ledger"
            columns={[
              {
                name: "File",
                of: ({ path, member }) => [path.split(/[\\/]/).at(-1), member].filter(Boolean).join(" · "),
              },
              { name: "What it is", of: ({ layoutTitle }) => layoutTitle ?? "not known" },
              { name: "State", of: ({ status }) => status },
              {
                name: "Records",
                number: true,
                of: ({ records }) => records,
                show: ({ records }) => numberText(records, 0),
              },
              {
                name: "Taken",
                number: true,
                of: ({ accepted }) => accepted,
                show: ({ accepted }) => numberText(accepted, 0),
              },
              {
                name: "Refused",
                number: true,
                of: ({ rejectedCount }) => rejectedCount,
                show: ({ rejectedCount }) => (
                  <span className={rejectedCount > 0 ? "amber" : undefined}>{numberText(rejectedCount, 0)}</span>
                ),
              },
              {
                name: "Left out",
                number: true,
                of: ({ ignoredCount }) => ignoredCount,
                show: ({ ignoredCount }) => numberText(ignoredCount, 0),
              },
              { name: "Period", of: ({ period }) => (period ? `${period.from} to ${period.until}` : null) },
            ]}
            rows={tables}
            keyOf={keyOf}
            chosen={chosen}
            choose={(each) => setChosen(keyOf(each) === chosen ? null : keyOf(each))}
          />
          {table && <LedgerDetails table={table} />}
        </section>
      )}
      {files.length > 0 && (
        <section className="section" aria-label="Trace">
          <h2>Where a figure comes from</h2>
          <TextField
            label="Figure"
            placeholder="streams?basis=paid&territory=BR&from=2026-01"
            hint="Every figure of audience and integrity has such a name; the lines of your files behind it are shown."
            value={figure}
            onChange={setFigure}
          />
          {figure && <Trace key={figure} figure={figure} project={project} />}
        </section>
      )}
    </div>
  );
}

const keyOf = ({ path, member }: ImportedTable): string => `${path} ${member ?? ""}`;
