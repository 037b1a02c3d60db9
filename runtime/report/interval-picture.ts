/** Values with their intervals on a line around zero. */
import { dot, segment, words } from "./svg-marks.ts";
import { picture } from "./svg-plot.ts";

export interface IntervalRow {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Drawn filled. */
  readonly sure: boolean;
  readonly text: string;
}

const ROW = 24;

export function intervalPicture(rows: readonly IntervalRow[], label: string, width: number, room: number): string {
  const reach = Math.max(1e-9, ...rows.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  const side = 110;
  const centre = (room + width - side) / 2;
  const half = (width - side - room) / 2;
  const at = (value: number): number => centre + (half * value) / reach;
  const height = rows.length * ROW + 6;
  const bars = rows.flatMap(({ name, value, low, high, sure, text }, index) => {
    const y = index * ROW + 14;
    return [
      words([room - 8, y + 4], name, "end", "tick strong"),
      segment([at(low), y], [at(high), y], sure ? "moved" : "axis"),
      dot([at(value), y], 4, sure ? "point" : "unsure"),
      words([width - side + 8, y + 4], text, "start", sure ? "tick strong" : "tick"),
    ];
  });
  return picture(width, height, label, [segment([at(0), 0], [at(0), height], "zero"), ...bars]);
}
