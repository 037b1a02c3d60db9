import { type ReactElement, useState } from "react";
import { numberText } from "../../../foundation/look/figure-text.ts";
import { getJson } from "../../api/request.ts";
import { Button } from "../../parts/controls.tsx";
import { api, type OpenProject, performJob } from "../../state/project.ts";

/** What `songwright trace` answers: the parts that are shown. */
interface TraceDocument {
  readonly sums: readonly TracedSum[];
  readonly files: readonly TracedFile[];
}

interface TracedSum {
  readonly basis: string;
  readonly currency: string | null;
  readonly facts: number;
  readonly quantity: number | null;
  readonly amount: string | null;
}

interface TracedFile {
  readonly path: string;
  readonly member: string | null;
  readonly file: "unchanged" | "changed" | "gone";
  readonly sums: readonly TracedSum[];
  readonly lines: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[];
}

/** The lines of the original files behind a figure. */
export function Trace({ figure, project }: { readonly figure: string; readonly project: OpenProject }): ReactElement {
  const [document, setDocument] = useState<TraceDocument | null>(null);
  const trace = async (): Promise<void> => {
    const job = await performJob({ verb: "trace", material: [figure], options: {}, documents: {} });
    if (job?.state !== "done") return;
    const { document: found } = await getJson<{ document: TraceDocument }>(api(project.id, `/jobs/${job.id}/result`));
    setDocument(found);
  };
  return (
    <div className="stack">
      <div>
        <Button kind="bare" title={figure} onClick={() => void trace()}>
          Show the lines behind it
        </Button>
      </div>
      {document && document.files.length === 0 && <p className="small">No line of any file is behind it.</p>}
      {document?.files.map((file) => (
        <TracedLines key={`${file.path} ${file.member}`} file={file} />
      ))}
    </div>
  );
}

const SHOWN = 40;

/** One file's part of a figure, and the lines that it is the sum of. */
function TracedLines({ file }: { readonly file: TracedFile }): ReactElement {
  const name = [file.path.split(/[\\/]/).at(-1), file.member].filter(Boolean).join(" · ");
  const facts = file.sums.reduce((sum, each) => sum + each.facts, 0);
  return (
    <div className="stack small">
      <p>
        <span className="strong">{name}</span>: {file.sums.map(sumText).join("; ")}, from {numberText(facts, 0)}{" "}
        {facts === 1 ? "line" : "lines"}
        {file.lines.length < facts &&
          file.lines.length > 0 &&
          `, of which the first ${Math.min(SHOWN, file.lines.length)}`}
        .
      </p>
      {file.file !== "unchanged" && (
        <p className="amber">
          The file {file.file === "gone" ? "is not there any more" : "was changed since"}: its lines cannot be shown.
        </p>
      )}
      <ul className="tiny trace">
        {file.lines.slice(0, SHOWN).map(({ line, cells }) => (
          <li key={line}>
            <span className="quiet">Line {line}</span>{" "}
            <code>
              {Object.values(cells)
                .filter((cell) => cell !== "")
                .join(" | ")}
            </code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function sumText({ basis, currency, quantity, amount }: TracedSum): string {
  const parts = [
    quantity === null ? null : numberText(quantity, 0),
    amount && currency ? `${amount} ${currency}` : null,
  ];
  return `${parts.filter(Boolean).join(", ")} (${basis})`;
}
