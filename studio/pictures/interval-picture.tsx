import { type ReactElement, useRef } from "react";
import { Button } from "../parts/controls.tsx";
import { saveSvg } from "../parts/saving.ts";

interface IntervalRow {
  readonly name: string;
  readonly note: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface IntervalPictureProps {
  readonly title: string;
  readonly says: string;
  readonly rows: readonly IntervalRow[];
  /** A line to compare with. */
  readonly reference: number;
  text(value: number): string;
}

const WIDTH = 760;
const LEFT = 200;
const RIGHT = WIDTH - 208;
const ROW = 28;

/** A dot and its interval for each row: ratios stand on a scale of equal factors. */
export function IntervalPicture({ title, says, rows, reference, text }: IntervalPictureProps): ReactElement {
  const svg = useRef<SVGSVGElement>(null);
  const log = rows.every(({ low }) => low > 0) && reference > 0;
  const scale = (value: number): number => (log ? Math.log(value) : value);
  const all = rows.flatMap(({ low, high }) => [low, high]).concat(reference);
  const [least, most] = [Math.min(...all.map(scale)), Math.max(...all.map(scale))];
  const x = (value: number): number => LEFT + ((scale(value) - least) / (most - least || 1)) * (RIGHT - LEFT);
  const height = rows.length * ROW + 24;
  return (
    <figure className="stack">
      <figcaption className="row wide">
        <span className="strong small">{title}</span>
        <Button
          icon="save"
          label={`Save the picture: ${title}`}
          onClick={() => svg.current && saveSvg(title, svg.current)}
        />
      </figcaption>
      <p className="tiny quiet">{says}</p>
      <svg
        ref={svg}
        viewBox={`0 0 ${WIDTH} ${height}`}
        className="picture"
        role="img"
        aria-label={`${title}. ${rows.map((row) => `${row.name}: ${text(row.value)}, ${text(row.low)} to ${text(row.high)}`).join("; ")}`}
      >
        <line x1={x(reference)} y1={0} x2={x(reference)} y2={rows.length * ROW} className="reference" />
        <text x={x(reference)} y={height - 6} className="tick" textAnchor="middle">
          {text(reference)}
        </text>
        {rows.map((row, at) => {
          const y = at * ROW + ROW / 2;
          return (
            <g key={row.name}>
              <text x={LEFT - 12} y={y + 4} className="tick strong" textAnchor="end">
                {row.name.length > 28 ? `${row.name.slice(0, 27)}…` : row.name}
              </text>
              <line x1={x(row.low)} y1={y} x2={x(row.high)} y2={y} className="interval" />
              <circle cx={x(row.value)} cy={y} r={5} className="filled" />
              <text x={RIGHT + 12} y={y + 4} className="tick">
                {text(row.value)}, {row.note}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
