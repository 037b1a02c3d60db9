import { type ReactElement, useState } from "react";
import { getJson } from "../../api/request.ts";
import { Button } from "../../parts/controls.tsx";
import { api, type OpenProject, performJob } from "../../state/project.ts";

interface TraceDocument {
  readonly value?: unknown;
  readonly total?: number;
  readonly lines?: readonly TraceLine[];
  readonly rows?: readonly TraceLine[];
}

interface TraceLine {
  readonly file: string;
  readonly line?: number | string;
  readonly at?: number | string;
  readonly text?: string | null;
  readonly value?: unknown;
  readonly problem?: string | null;
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
  const lines = document?.lines ?? document?.rows ?? [];
  return (
    <div className="stack">
      <div>
        <Button kind="bare" title={figure} onClick={() => void trace()}>
          Show the lines behind it
        </Button>
      </div>
      {document && (
        <ul className="tiny trace">
          {lines.slice(0, 40).map((line) => (
            <li key={`${line.file} ${line.line ?? line.at}`}>
              <span className="quiet">
                {line.file.split(/[\\/]/).at(-1)}, line {line.line ?? line.at}
              </span>{" "}
              <code>{line.text ?? line.problem ?? String(line.value ?? "")}</code>
            </li>
          ))}
          {lines.length === 0 && <li>No line is behind it any more.</li>}
        </ul>
      )}
    </div>
  );
}
