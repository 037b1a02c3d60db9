/** When each stem sounds, and how loud it is then in the mix: a lane for each, by group. */

import { clockText, withUnit } from "../../foundation/look/figure-text.ts";
import { powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { loudnessFromPower } from "../../foundation/sound/index.ts";
import { levelChange } from "../../production/mix/stem-level.ts";
import { byGroup, type StemRow, shortened } from "./mix-stem-rows.ts";
import { columnMeans } from "./svg-columns.ts";
import { coordinate, rectangle, segment, words } from "./svg-marks.ts";
import { picture } from "./svg-plot.ts";
import { timeScale } from "./svg-scale.ts";

const WIDTH = 960;
const LEFT = 352;
const RIGHT = WIDTH - 8;
const ROLE = 150;
const COLUMNS = 300;
/** Steps of intensity, each so many LU wide. */
const STEPS = 6;
const STEP_LU = 6;

export interface StemLanes {
  readonly svg: string;
  /** The loudest moment of any stem, LUFS: what full colour stands for. */
  readonly loudestLufs: number;
}

/** Null where nothing sounds. `gainDb`: of the mix bus. */
export function stemLanes(rows: readonly StemRow[], seconds: number, gainDb: number): StemLanes | null {
  const levels = new Map(rows.map((row) => [row.id, laneLevels(row, gainDb)]));
  const loudest = Math.max(-Infinity, ...[...levels.values()].flatMap((each) => [...each]));
  if (!Number.isFinite(loudest)) return null;
  const lane = rows.length > 40 ? 14 : 20;
  const x = timeScale(seconds, LEFT, RIGHT);
  const parts: string[] = [];
  let y = 20;
  for (const [bus, members] of byGroup(rows)) {
    parts.push(rectangle(0, y + 4, 10, 10, `bus-${bus}`), words([16, y + 13], bus, "start", "tick strong"));
    y += 20;
    for (const row of members) {
      const middle = y + lane / 2;
      parts.push(
        words([16, middle + 4], shortened(row.id, 20), "start", "tick strong"),
        words([ROLE, middle + 4], shortened(row.role, 34)),
        segment([LEFT, y + lane], [RIGHT, y + lane], "grid"),
        laneMarks(levels.get(row.id) as Float64Array, loudest, { bus, middle, height: lane - 4 }, x.at, seconds),
      );
      y += lane;
    }
    y += 8;
  }
  const grid = x.ticks.flatMap(({ value, label }) => [
    segment([x.at(value), 20], [x.at(value), y], "grid"),
    words([Math.min(x.at(value), RIGHT - 4), y + 16], label, x.at(value) > RIGHT - 16 ? "end" : "middle"),
  ]);
  const label = `When each of ${rows.length} stems sounds in the ${clockText(seconds)} of the song, by group; the stronger the colour, the louder.`;
  return { svg: picture(WIDTH, y + 22, label, [...grid, ...parts]), loudestLufs: loudest };
}

/** Momentary loudness of the stem in the mix, LUFS, in columns; -Infinity for silence. */
function laneLevels({ findings, settings }: StemRow, gainDb: number): Float64Array {
  const { trace, activity } = findings;
  const change = levelChange(trace, settings) + settings.faderDb + gainDb;
  const gain = settings.muted ? 0 : powerFromDecibels(change);
  return columnMeans(activity.blocks, COLUMNS).map((power) =>
    power * gain > 1e-12 ? loudnessFromPower(power * gain) : -Infinity,
  );
}

interface LanePlace {
  readonly bus: string;
  readonly middle: number;
  readonly height: number;
}

/** One path for each step of intensity: neighbours of one step are one line, as thick as the lane. */
function laneMarks(
  levels: Float64Array,
  loudest: number,
  { bus, middle, height }: LanePlace,
  at: (seconds: number) => number,
  seconds: number,
): string {
  const paths = Array.from({ length: STEPS }, () => "");
  const stepOf = (level: number): number =>
    level > loudest - STEPS * STEP_LU ? Math.min(STEPS - 1, STEPS - 1 - Math.floor((loudest - level) / STEP_LU)) : -1;
  const place = (column: number): number => at((column / levels.length) * seconds);
  for (let from = 0; from < levels.length; ) {
    const step = stepOf(levels[from] as number);
    let to = from + 1;
    while (to < levels.length && stepOf(levels[to] as number) === step) to++;
    if (step >= 0)
      paths[step] += `M${coordinate(place(from))} ${coordinate(middle)}h${coordinate(place(to) - place(from))}`;
    from = to;
  }
  return paths
    .map((data, step) =>
      data === "" ? "" : `<path class="lane of-${bus} step-${step + 1}" stroke-width="${height}" d="${data}"/>`,
    )
    .join("");
}

/** What the strengths of the colour mean. */
export function lanesLegend({ loudestLufs }: StemLanes): string {
  const items = Array.from({ length: STEPS }, (_, n) => {
    const step = STEPS - n;
    const text =
      n === 0
        ? `over ${withUnit(loudestLufs - STEP_LU, "LUFS", 0)}`
        : `over ${withUnit(loudestLufs - (n + 1) * STEP_LU, "", 0)}`;
    return `<li><svg class="swatch" viewBox="0 0 24 12" aria-hidden="true"><path class="lane of-none step-${step}" stroke-width="12" d="M0 6h24"/></svg>${text}</li>`;
  });
  return `<ul class="legend">${items.join("")}</ul>`;
}
