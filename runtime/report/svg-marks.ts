/** Lines, areas and words as SVG. Colours come from classes, so that light, dark and paper need no other picture. */
import { escapeHtml } from "./html.ts";

export type Point = readonly [x: number, y: number];

/** A tenth of a pixel is as fine as anyone sees. */
export function coordinate(value: number): string {
  const text = value.toFixed(1);
  return text.endsWith(".0") ? (text === "-0.0" ? "0" : text.slice(0, -2)) : text;
}

/** Path data through the points; a null lifts the pen. A point between two gaps becomes a short dash. */
export function pathThrough(points: readonly (Point | null)[]): string {
  let data = "";
  let down = false;
  points.forEach((point, at) => {
    if (point === null) {
      down = false;
      return;
    }
    const [x, y] = point;
    data += `${down ? "L" : "M"}${coordinate(x)} ${coordinate(y)}`;
    if (!down && (points[at + 1] ?? null) === null) data += "h1";
    down = true;
  });
  return data;
}

export function line(points: readonly (Point | null)[], className: string): string {
  const data = pathThrough(points);
  return data === "" ? "" : `<path class="${className}" d="${data}"/>`;
}

/** The surface between two lines over the same x: `upper` from left to right, `lower` back. */
export function area(upper: readonly Point[], lower: readonly Point[], className: string): string {
  if (upper.length === 0) return "";
  return `<path class="${className}" d="${pathThrough([...upper, ...[...lower].reverse()])}z"/>`;
}

export function rectangle(x: number, y: number, width: number, height: number, className: string): string {
  const [left, top, across, down] = [x, y, width, height].map(coordinate);
  return `<rect class="${className}" x="${left}" y="${top}" width="${across}" height="${down}"/>`;
}

export function segment(from: Point, to: Point, className: string): string {
  const [x1, y1, x2, y2] = [...from, ...to].map(coordinate);
  return `<line class="${className}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

export function dot([x, y]: Point, radius: number, className: string): string {
  return `<circle class="${className}" cx="${coordinate(x)}" cy="${coordinate(y)}" r="${radius}"/>`;
}

export function words(
  [x, y]: Point,
  text: string,
  anchor: "start" | "middle" | "end" = "start",
  className = "tick",
): string {
  return `<text class="${className}" x="${coordinate(x)}" y="${coordinate(y)}" text-anchor="${anchor}">${escapeHtml(text)}</text>`;
}
