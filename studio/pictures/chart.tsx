/** Lines and bands over an axis that can be read: with a legend on the lines, the figures as a table, and a button to save. */
import { type ReactElement, useEffect, useId, useRef } from "react";
import type uPlot from "uplot";
import { hertzText, numberText } from "../../foundation/look/figure-text.ts";
import { Button } from "../parts/controls.tsx";
import { type Cell, saveCanvas } from "../parts/saving.ts";
import { theme } from "../state/settings.ts";
import { useStore } from "../state/store.ts";
import { FiguresTable } from "./figures-table.tsx";

export type Ink = "accent" | "quiet" | "person" | "side" | "amber" | "ink" | "music" | "vocals" | "bass" | "drums";

export interface ChartLine {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly ink: Ink;
  readonly dashed?: boolean;
  /** Steps from point to point, no slanted lines. */
  readonly stepped?: boolean;
}

export interface ChartBand {
  readonly name: string;
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  readonly ink: Ink;
}

interface ChartProps {
  readonly title: string;
  /** In a sentence: what is to be seen. */
  readonly says: string;
  /** Hz, seconds, or seconds since 1970 for days. */
  readonly x: readonly number[];
  readonly axis: "hertz" | "seconds" | "days" | "plain";
  readonly unit: string;
  readonly lines: readonly ChartLine[];
  readonly bands?: readonly ChartBand[];
  readonly height?: number;
  readonly range?: readonly [number, number];
  readonly digits?: number;
  /** A place on the x axis that is marked. */
  readonly mark?: number | null;
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "2-digit", timeZone: "UTC" });

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "2-digit", timeZone: "UTC" });
const MONTH_WIDTH = 72;

/** Whether every value is the beginning of a month. */
const months = (x: readonly number[]): boolean =>
  x.length > 1 && x.every((value) => new Date(value * 1000).getUTCDate() === 1);

/** Every so many months that their names fit in. */
function monthMarks(x: readonly number[], width: number): number[] {
  const every = Math.ceil((x.length * MONTH_WIDTH) / Math.max(MONTH_WIDTH, width - 80));
  return x.filter((_, at) => at % every === 0);
}

function xText(axis: ChartProps["axis"], value: number): string {
  if (axis === "hertz") return hertzText(value);
  if (axis === "days") return DAY.format(value * 1000);
  if (axis === "seconds") return `${Math.floor(value / 60)}:${String(Math.floor(value % 60)).padStart(2, "0")}`;
  return numberText(value, 0);
}

export function Chart(props: ChartProps): ReactElement {
  const { title, says, x, axis, unit, lines, bands = [], height = 220, range, digits = 1, mark = null } = props;
  const box = useRef<HTMLDivElement>(null);
  const colours = useStore(theme);
  const id = useId();
  const data = JSON.stringify([x, lines, bands, range, height, mark]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `data` stands for all that is drawn
  useEffect(() => {
    let plot: uPlot | null = null;
    let watcher: ResizeObserver | null = null;
    let gone = false;
    void Promise.all([import("uplot"), import("uplot/dist/uPlot.min.css")]).then(([{ default: Plot }]) => {
      const place = box.current;
      if (gone || place === null) return;
      const style = getComputedStyle(place);
      const colour = (name: string): string => style.getPropertyValue(`--${name}`);
      const font = `12px ${style.fontFamily}`;
      const shared = {
        stroke: colour("quiet"),
        font,
        grid: { stroke: colour("grid"), width: 1 },
        ticks: { show: false },
      };
      const columns: (number | null)[][] = [
        [...x],
        ...bands.flatMap(({ low, high }) => [[...high], [...low]]),
        ...lines.map(({ values }) => [...values]),
      ];
      plot = new Plot(
        {
          width: place.clientWidth,
          height,
          legend: { show: false },
          cursor: { drag: { x: false, y: false }, points: { size: 5 } },
          padding: [8, 28, 0, 0],
          scales: {
            x: { time: false, distr: axis === "hertz" ? 3 : 1 },
            ...(range ? { y: { range: [range[0], range[1]] as [number, number] } } : {}),
          },
          axes: [
            {
              ...shared,
              size: 28,
              values: (_, marks) =>
                marks.map((value) =>
                  value === null ? "" : axis === "days" && months(x) ? MONTH.format(value * 1000) : xText(axis, value),
                ),
              ...(axis === "hertz" ? { splits: () => [31.5, 63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000] } : {}),
              ...(axis === "days" && months(x) ? { splits: (plot: uPlot) => monthMarks(x, plot.width) } : {}),
              ...(axis === "hertz" ? { filter: (_: unknown, splits: number[]) => splits } : {}),
              space: 64,
            },
            {
              ...shared,
              size: 56,
              values: (_, marks) =>
                marks.map((value) => numberText(value, Math.abs((marks[1] ?? 1) - (marks[0] ?? 0)) < 1 ? 1 : 0)),
            },
          ],
          series: [
            {},
            ...bands.flatMap(({ ink }) => [
              { stroke: "transparent", points: { show: false }, width: 0, label: ink },
              { stroke: "transparent", points: { show: false }, width: 0, label: ink },
            ]),
            ...lines.map(({ name, ink, dashed, stepped }) => ({
              label: name,
              stroke: colour(ink),
              width: 2,
              points: { show: x.length < 3 },
              ...(dashed ? { dash: [6, 3] } : {}),
              ...(stepped && Plot.paths.stepped ? { paths: Plot.paths.stepped({ align: 1 }) } : {}),
            })),
          ],
          bands: bands.map(({ ink }, at) => ({
            series: [2 * at + 1, 2 * at + 2] as [number, number],
            fill: `color-mix(in srgb, ${colour(ink)} 22%, transparent)`,
          })),
          hooks: {
            draw: [
              (drawn) => {
                if (mark === null) return;
                const at = drawn.valToPos(mark, "x", true);
                drawn.ctx.strokeStyle = colour("quiet");
                drawn.ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
                drawn.ctx.beginPath();
                drawn.ctx.moveTo(at, drawn.bbox.top);
                drawn.ctx.lineTo(at, drawn.bbox.top + drawn.bbox.height);
                drawn.ctx.stroke();
                drawn.ctx.setLineDash([]);
              },
            ],
          },
        },
        columns as uPlot.AlignedData,
        place,
      );
      watcher = new ResizeObserver(() => plot?.setSize({ width: place.clientWidth, height }));
      watcher.observe(place);
    });
    return () => {
      gone = true;
      watcher?.disconnect();
      plot?.destroy();
    };
  }, [data, colours, axis]);
  const head = [{ hertz: "Hz", seconds: "s", days: "day", plain: "" }[axis], ...lines.map(({ name }) => name)];
  for (const { name } of bands) head.push(`${name}, from`, `${name}, to`);
  const rows = x.map((value, at): Cell[] => [
    axis === "days" ? new Date(value * 1000).toISOString().slice(0, 10) : value,
    ...lines.map(({ values }) => values[at] ?? null),
    ...bands.flatMap(({ low, high }) => [low[at] ?? null, high[at] ?? null]),
  ]);
  return (
    <figure className="stack" aria-labelledby={id}>
      <figcaption className="row wide">
        <span>
          <span className="strong" id={id}>
            {title}
          </span>
          {unit && <span className="quiet small">, {unit}</span>}
        </span>
        <span className="row wrap small">
          {[...lines, ...bands].map(({ name, ink, ...more }) => (
            <span key={name} className="row">
              <svg width="20" height="10" aria-hidden="true">
                <line
                  x1="0"
                  y1="5"
                  x2="20"
                  y2="5"
                  stroke={`var(--${ink})`}
                  strokeWidth={"low" in more ? 9 : 2}
                  strokeOpacity={"low" in more ? 0.3 : 1}
                  strokeDasharray={"dashed" in more && more.dashed ? "6 3" : undefined}
                />
              </svg>
              {name}
            </span>
          ))}
          <Button
            icon="save"
            label={`Save the picture: ${title}`}
            onClick={() => {
              const canvas = box.current?.querySelector("canvas");
              if (canvas) saveCanvas(title, canvas);
            }}
          />
        </span>
      </figcaption>
      <p className="small quiet">{says}</p>
      <div ref={box} className="chart" role="img" aria-label={`${title}. ${says}`} />
      <FiguresTable title={title} head={head} rows={rows} digits={digits} />
    </figure>
  );
}
