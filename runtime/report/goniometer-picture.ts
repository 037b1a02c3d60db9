/** How left and right go together: the goniometer and the correlation under it. */

import { numberText } from "../../foundation/look/figure-text.ts";
import { log10 } from "../../foundation/numbers/elementary.ts";
import type { SoundAnalysis } from "../../production/index.ts";
import { coordinate, dot, rectangle, segment, words } from "./svg-marks.ts";
import { picture } from "./svg-plot.ts";

const WIDTH = 260;
const TOP = 22;
const SIZE = 236;
const LEVELS = 5;

/**
 * Mid upwards, left to the left, stronger where the sound is more often (five steps of a logarithm). Zooms in by 6 dB
 * steps on quiet sound. Of one channel there is nothing to be drawn: an empty string.
 */
export function goniometerPicture({ goniometer, measurement }: SoundAnalysis): string {
  if (measurement.channels < 2) return "";
  const size = Math.round(Math.sqrt(goniometer.length));
  const { zoom, label } = zoomOf(goniometer, size);
  // The cells stand for steps of (R - L)/2 and of (L + R)/2: left lies at 45 degrees.
  const across = (SIZE / size) * zoom;
  const down = (SIZE / size) * zoom;
  const centreX = WIDTH / 2;
  const centreY = TOP + SIZE / 2;
  const most = goniometer.reduce((a, b) => Math.max(a, b), 0);
  const runs: string[] = Array.from({ length: LEVELS }, () => "");
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size; ) {
      const level = step(goniometer[row * size + from] as number, most);
      let to = from + 1;
      while (to < size && step(goniometer[row * size + to] as number, most) === level) to++;
      if (level > 0) {
        const left = coordinate(centreX + (from - size / 2) * across);
        const top = coordinate(centreY + (row - size / 2) * down);
        const wide = coordinate((to - from) * across);
        runs[level - 1] += `M${left} ${top}h${wide}v${coordinate(down)}h-${wide}z`;
      }
      from = to;
    }
  }
  const half = SIZE / 2;
  const inner = [
    segment([centreX - half, centreY - half], [centreX + half, centreY + half], "grid"),
    segment([centreX + half, centreY - half], [centreX - half, centreY + half], "grid"),
    segment([centreX, centreY - half], [centreX, centreY + half], "grid"),
    segment([centreX - half, centreY], [centreX + half, centreY], "grid"),
    ...runs.map((data, at) =>
      data === "" ? "" : `<path class="cloud" fill-opacity="${(at + 1) / LEVELS}" d="${data}"/>`,
    ),
  ];
  const view = `${centreX - half} ${TOP} ${SIZE} ${SIZE}`;
  const spoken = `Goniometer; correlation ${numberText(measurement.correlation, 2)}.`;
  return picture(WIDTH, TOP + SIZE + 62, spoken, [
    `<svg x="${centreX - half}" y="${TOP}" width="${SIZE}" height="${SIZE}" viewBox="${view}" overflow="hidden">${inner.join("")}</svg>`,
    rectangle(centreX - half, TOP, SIZE, SIZE, "frame"),
    words([centreX - half, TOP - 8], "L"),
    words([centreX, TOP - 8], `mid (edge ${label})`, "middle"),
    words([centreX + half, TOP - 8], "R", "end"),
    ...correlationBar(measurement.correlation, centreX - half, TOP + SIZE + 26),
  ]);
}

/** 0 for an empty cell, else 1 to LEVELS. */
function step(count: number, most: number): number {
  if (count === 0) return 0;
  return Math.max(1, Math.ceil((LEVELS * log10(1 + count)) / log10(1 + most)));
}

/** How far in one can go without losing more than one sample in a thousand. */
function zoomOf(cells: Uint32Array, size: number): { zoom: number; label: string } {
  const all = cells.reduce((sum, each) => sum + each, 0);
  const half = size / 2;
  for (const [zoom, label] of [
    [8, "\u221218 dBFS"],
    [4, "\u221212 dBFS"],
    [2, "\u22126 dBFS"],
  ] as const) {
    let outside = 0;
    cells.forEach((count, at) => {
      const side = Math.abs((at % size) + 0.5 - half) / half;
      const mid = Math.abs(Math.floor(at / size) + 0.5 - half) / half;
      if (Math.max(side, mid) > 1 / zoom) outside += count;
    });
    if (outside <= all / 1000) return { zoom, label };
  }
  return { zoom: 1, label: "0 dBFS" };
}

function correlationBar(correlation: number | null, left: number, y: number): string[] {
  const at = (value: number): number => left + ((value + 1) / 2) * SIZE;
  return [
    segment([left, y], [left + SIZE, y], "axis"),
    ...[-1, 0, 1].map((value) => segment([at(value), y - 4], [at(value), y + 4], "axis")),
    words([left, y + 20], "\u22121"),
    words(
      [at(0), y + 20],
      correlation === null ? "correlation" : `correlation ${numberText(correlation, 2)}`,
      "middle",
    ),
    words([left + SIZE, y + 20], "+1", "end"),
    ...(correlation === null ? [] : [dot([at(correlation), y], 5, correlation < 0 ? "point warned" : "point")]),
  ];
}
