/** A picture with two axes: grid, labels, and marks that cannot leave the frame. */
import { escapeHtml } from "./html.ts";
import { coordinate, rectangle, segment, words } from "./svg-marks.ts";
import type { Scale } from "./svg-scale.ts";

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Room for the labels around a plot of this size (pixels). */
export function frame(width: number, height: number): Frame {
  return { width, height, left: 46, right: width - 14, top: 26, bottom: height - 24 };
}

export interface Plot {
  readonly frame: Frame;
  readonly x: Scale;
  readonly y: Scale;
  /** Stands over the upright axis: "LUFS". */
  readonly unit: string;
  /** In one sentence what is to be seen, for those who do not see it. */
  readonly label: string;
  /** Drawn inside the frame and cut off at its edges. */
  readonly marks: readonly string[];
  /** Drawn over everything, not cut off. */
  readonly over?: readonly string[];
}

export function plot({ frame: f, x, y, unit, label, marks, over = [] }: Plot): string {
  const grid = [
    ...y.ticks.map(({ value }) => segment([f.left, y.at(value)], [f.right, y.at(value)], "grid")),
    ...x.ticks.map(({ value }) => segment([x.at(value), f.top], [x.at(value), f.bottom], "grid")),
  ];
  const spacing = Math.abs(y.at(y.ticks[1]?.value ?? y.high) - y.at(y.ticks[0]?.value ?? y.low));
  const every = spacing < 15 ? 2 : 1;
  const labels = [
    ...y.ticks
      .filter((_, at) => (y.ticks.length - 1 - at) % every === 0)
      .map((tick) => words([f.left - 8, y.at(tick.value) + 4], tick.label, "end")),
    ...x.ticks.flatMap((tick) => {
      if (tick.label === "") return [];
      const at = x.at(tick.value);
      const nearEnd = f.width - at < 4 * tick.label.length;
      return words([nearEnd ? f.width - 1 : at, f.bottom + 18], tick.label, nearEnd ? "end" : "middle");
    }),
    words([f.left - 8, f.top - 12], unit, "end", "tick unit"),
    ...(x.unit === undefined ? [] : [words([f.left - 16, f.bottom + 18], x.unit, "end", "tick unit")]),
  ];
  const size = `width="${coordinate(f.right - f.left)}" height="${coordinate(f.bottom - f.top)}"`;
  const origin = `x="${f.left}" y="${f.top}"`;
  // An inner svg cuts off what leaves it, without an id that would have to be unique in the page.
  const inner = `<svg ${origin} ${size} viewBox="${f.left} ${f.top} ${f.right - f.left} ${f.bottom - f.top}" overflow="hidden">${marks.join("")}</svg>`;
  return picture(f.width, f.height, label, [
    ...grid,
    inner,
    rectangle(f.left, f.top, f.right - f.left, f.bottom - f.top, "frame"),
    ...labels,
    ...over,
  ]);
}

/** An SVG as wide as its place, of `width` by `height` units, with `label` for screen readers. */
export function picture(width: number, height: number, label: string, parts: readonly string[]): string {
  return `<svg class="picture" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(label)}">${parts.join("")}</svg>`;
}

export interface LegendEntry {
  readonly text: string;
  /** Classes of the line as it is in the picture. */
  readonly className: string;
  readonly kind?: "line" | "area" | "dot";
}

/** What the lines are, above the picture, in its own colours and dashes. */
export function legend(entries: readonly LegendEntry[]): string {
  const items = entries.map(({ text, className, kind = "line" }) => {
    const swatch =
      kind === "area"
        ? `<rect class="${className}" x="0" y="2" width="24" height="8"/>`
        : kind === "dot"
          ? `<circle class="${className}" cx="12" cy="6" r="3"/>`
          : `<line class="${className}" x1="0" y1="6" x2="24" y2="6"/>`;
    return `<li><svg class="swatch" viewBox="0 0 24 12" aria-hidden="true">${swatch}</svg>${escapeHtml(text)}</li>`;
  });
  return `<ul class="legend">${items.join("")}</ul>`;
}
