/** Ratios with their intervals on a line of powers of two: left of 1 is less, right of it more. */
import { log2 } from "../../foundation/numbers/elementary.ts";
import { dot, segment, words } from "./svg-marks.ts";
import { picture } from "./svg-plot.ts";

export interface RatioRow {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const ROW = 24;

export function ratioPicture(rows: readonly RatioRow[], label: string, width: number, room: number): string {
  const reach = Math.min(
    4,
    Math.max(0.5, ...rows.flatMap(({ low, high }) => [Math.abs(log2(low)), Math.abs(log2(high))])),
  );
  const centre = (room + width - 60) / 2;
  const half = (width - 60 - room) / 2;
  const at = (ratio: number): number => centre + (half * Math.max(-reach, Math.min(reach, log2(ratio)))) / reach;
  const height = rows.length * ROW + 28;
  const marks = [0.25, 0.5, 0.75, 1, 1.33, 2, 4]
    .filter((ratio) => Math.abs(log2(ratio)) <= reach)
    .flatMap((ratio) => [
      segment([at(ratio), 0], [at(ratio), height - 24], ratio === 1 ? "zero" : "grid"),
      words([at(ratio), height - 8], `× ${ratio}`, "middle"),
    ]);
  const bars = rows.flatMap(({ name, value, low, high }, index) => {
    const y = index * ROW + 12;
    const certain = low > 1 || high < 1;
    return [
      words([room - 8, y + 4], name, "end", "tick strong"),
      segment([at(low), y], [at(high), y], certain ? "moved" : "axis"),
      dot([at(value), y], 4, certain ? "point" : "unsure"),
      words([width - 52, y + 4], `× ${value.toFixed(2)}`, "start", certain ? "tick strong" : "tick"),
    ];
  });
  return picture(width, height, label, [...marks, ...bars]);
}
