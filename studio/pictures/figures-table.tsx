/** The figures behind a picture, for who would rather read them, and to take along. */
import type { ReactElement } from "react";
import { numberText } from "../../foundation/look/figure-text.ts";
import { Button } from "../parts/controls.tsx";
import { type Cell, saveTable } from "../parts/saving.ts";

export interface FiguresTableProps {
  readonly title: string;
  readonly head: readonly string[];
  /** The first cell of each names the row. */
  readonly rows: readonly (readonly Cell[])[];
  /** After the point. */
  readonly digits: number;
}

export function FiguresTable({ title, head, rows, digits }: FiguresTableProps): ReactElement {
  return (
    <details className="small">
      <summary>The figures as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="table-scroll short" tabIndex={0} aria-label={`${title}, figures`}>
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest]) => (
              <tr key={String(first)}>
                <th scope="row" className="number">
                  {typeof first === "number" ? numberText(first, first < 10 ? 1 : 0) : first}
                </th>
                {rest.map((value, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                  <td key={at} className="number">
                    {numberText(typeof value === "number" ? value : null, digits)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Button kind="bare" icon="save" onClick={() => saveTable(title, head, rows)}>
        Save as CSV
      </Button>
    </details>
  );
}
