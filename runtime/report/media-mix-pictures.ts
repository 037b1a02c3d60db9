/** A media mix as pictures: the series in its parts, and what each channel's spend brings. */
import type { ChannelFinding, MixSplit } from "../../marketing/index.ts";
import type { MediaMixSheet } from "./media-mix-sentences.ts";
import { area, dot, line, type Point, segment } from "./svg-marks.ts";
import { frame, plot } from "./svg-plot.ts";
import { linearScale, type Scale } from "./svg-scale.ts";
import { niceStep, shortNumber, valueScale } from "./value-scale.ts";

const FILLS = ["bus-vocals", "bus-bass", "bus-effects", "bus-drums", "bus-music"];

/** The fill of a channel, by its place in the config. */
export function channelFill(at: number): string {
  return FILLS[at % FILLS.length] as string;
}

/** Base below, channels on it, the series itself as a line over both. */
export function partsPicture({ weeks, y, mix }: MediaMixSheet, width: number, height: number): string {
  const f = frame(width, height);
  const x = weekScale(weeks, f.left, f.right);
  const floors = [new Float64Array(y.length), Float64Array.from(mix.base.path)];
  for (const { path } of mix.channels) {
    const below = floors[floors.length - 1] as Float64Array;
    floors.push(below.map((value, week) => value + (path[week] as number)));
  }
  const extremes = [...floors.flatMap((floor) => [...floor]), ...y];
  const scale = valueScale(Math.min(0, ...extremes), Math.max(...extremes), f.bottom, f.top);
  const points = (values: Float64Array): Point[] =>
    [...values].map((value, week): Point => [x.at(week), scale.at(value)]);
  const layers = floors
    .slice(1)
    .map((upper, at) =>
      area(points(upper), points(floors[at] as Float64Array), at === 0 ? "shade-0" : channelFill(at - 1)),
    );
  return plot({
    frame: f,
    x,
    y: scale,
    unit: "",
    label: `${weeks.length} weeks: what would have been without the channels, what each channel added, and the series itself.`,
    marks: [...layers, line(points(mix.fit.fitted), "level"), line(points(y), "main")],
  });
}

/** What a steady weekly spend brings a week; the upright line is present spend, the dot what the split would be. */
export function curvePicture(
  channel: ChannelFinding,
  split: MixSplit | null,
  at: number,
  width: number,
  height: number,
): string {
  const f = frame(width, height);
  const { curve, observed, presentSpend, name } = channel;
  const most = Math.max(...curve.map(({ high }) => high));
  const step = niceStep(observed[1] / 4);
  const x = linearScale(0, observed[1] * 1.02, f.left, f.right, step, (value) => shortNumber(value, step));
  const y = valueScale(0, most > 0 ? most : 1, f.bottom, f.top);
  const points = (of: "response" | "low" | "high"): Point[] =>
    curve.map((each): Point => [x.at(each.spend), y.at(each[of])]);
  const best = split?.channels[at];
  const near = best === undefined ? null : curve.findIndex(({ spend }) => spend >= best.best);
  const upright = (spend: number, className: string): string =>
    segment([x.at(spend), f.top], [x.at(spend), f.bottom], className);
  const marks = [
    area(points("high"), points("low"), "soft"),
    line(points("response"), "main"),
    upright(presentSpend, "level"),
  ];
  if (observed[0] > 0) marks.push(upright(observed[0], "grid"));
  if (best !== undefined && near !== null) {
    const [after, before] = [curve[Math.max(1, near)], curve[Math.max(0, near - 1)]];
    if (after && before) {
      const part = (best.best - before.spend) / (after.spend - before.spend);
      marks.push(
        dot([x.at(best.best), y.at(before.response + part * (after.response - before.response))], 4, "point of-side"),
      );
    }
  }
  return plot({
    frame: f,
    x,
    y,
    unit: "",
    label: `${name}: response to a steady weekly spend up to ${observed[1]}, present ${presentSpend}.`,
    marks,
  });
}

function weekScale(weeks: readonly string[], left: number, right: number): Scale {
  const step = Math.max(1, Math.ceil(weeks.length / Math.max(2, Math.floor((right - left) / 92))));
  return linearScale(0, weeks.length - 1, left, right, step, (week) => weeks[Math.round(week)] ?? "");
}
