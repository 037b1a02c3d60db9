/** Things that screens show: empty states, tables, progress, figures. */
import type { ReactElement, ReactNode } from "react";
import { clockText } from "../../foundation/look/figure-text.ts";
import type { JobView } from "../api/types.ts";
import { openExample } from "../state/examples.ts";
import { cancelJob } from "../state/project.ts";
import { Button } from "./controls.tsx";
import { type Cell, saveTable } from "./saving.ts";

interface EmptyProps {
  readonly title: string;
  /** The example that has something to show here. */
  readonly example?: "first-light" | "low-tide";
  readonly children: ReactNode;
}

/** An empty state teaches: what to drop, and the example. */
export function Empty({ title, example, children }: EmptyProps): ReactElement {
  return (
    <div className="empty">
      <h1>{title}</h1>
      {children}
      <Button kind="bare" onClick={() => void openExample(example ?? "first-light")}>
        Look at it with the example instead
      </Button>
    </div>
  );
}

interface Column<Row> {
  readonly name: string;
  readonly of: (row: Row) => Cell;
  /** Instead of the plain value. */
  readonly show?: (row: Row) => ReactNode;
  readonly number?: boolean;
  /** Its name is only for those who cannot see what stands in it. */
  readonly hidden?: boolean;
}

interface TableProps<Row> {
  readonly name: string;
  readonly caption?: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly chosen?: string | null;
  readonly choose?: (row: Row) => void;
}

/** Every table can be saved as it stands. */
export function Table<Row>({ name, caption, columns, rows, keyOf, chosen, choose }: TableProps<Row>): ReactElement {
  const saved = columns.filter(({ hidden }) => !hidden);
  const save = (): void =>
    saveTable(
      name,
      saved.map((column) => column.name),
      rows.map((row) => saved.map((column) => column.of(row))),
    );
  return (
    <div className="stack">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={`${caption ?? name}, table`}>
        <table>
          {caption && <caption>{caption}</caption>}
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.name} scope="col" className={column.number ? "number" : undefined}>
                  {column.hidden ? <span className="hidden-label">{column.name}</span> : column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)} className={chosen === keyOf(row) ? "chosen" : undefined}>
                {columns.map((column, at) => {
                  const value = column.show?.(row) ?? column.of(row) ?? "–";
                  if (at > 0)
                    return (
                      <td key={column.name} className={column.number ? "number" : undefined}>
                        {value}
                      </td>
                    );
                  return (
                    <th key={column.name} scope="row">
                      {choose ? (
                        <Button kind="bare" pressed={chosen === keyOf(row)} onClick={() => choose(row)}>
                          {value}
                        </Button>
                      ) : (
                        value
                      )}
                    </th>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div>
        <Button kind="bare" icon="save" onClick={save}>
          Save as CSV
        </Button>
      </div>
    </div>
  );
}

export function leftText(seconds: number | null): string {
  return seconds === null ? "" : `${clockText(Math.max(1, seconds))} left`;
}

/** A job under way: stage, time left, cancel. */
export function JobProgress({ job }: { readonly job: JobView }): ReactElement {
  const { progress, state } = job;
  const share = progress && progress.total > 0 ? progress.done / progress.total : null;
  return (
    <div className="stack" role="status">
      <div className="row wide small">
        <span>
          {job.verb}: {state === "queued" ? "waiting its turn" : (progress?.doing ?? "beginning")}
          {job.interrupted && " (again: it was interrupted)"}
        </span>
        <span className="quiet">{leftText(progress?.secondsLeft ?? null)}</span>
      </div>
      <div className="row">
        <progress className="grow" max={1} value={share ?? undefined} aria-label={`${job.verb}, progress`} />
        <Button kind="bare" onClick={() => void cancelJob(job.id)}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

interface FigureItem {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  readonly note?: string;
}

interface FiguresProps {
  readonly items: readonly FigureItem[];
  /** They are being measured. */
  readonly busy?: boolean;
}

export function Figures({ items, busy = false }: FiguresProps): ReactElement {
  return (
    <ul className={`figures ${busy ? "busy" : ""}`} aria-busy={busy}>
      {busy && (
        <li className="measuring" role="status">
          Measuring…
        </li>
      )}
      {items.map(({ name, value, unit, note }) => (
        <li key={name}>
          {name}
          <b>
            {value}
            {unit && <small> {unit}</small>}
          </b>
          {note}
        </li>
      ))}
    </ul>
  );
}
