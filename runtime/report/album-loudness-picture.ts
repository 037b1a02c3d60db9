/** Loudness over a whole album, song after song: mixes and masters, and what each song was aimed at. */
import type { SoundAnalysis } from "../../production/index.ts";
import { axes, type Curve, curveOf, drawn, MOMENTARY, SHORT_TERM, span } from "./loudness-picture.ts";
import { segment, words } from "./svg-marks.ts";
import { frame, type LegendEntry, legend, plot } from "./svg-plot.ts";

const COLUMNS = 700;
const LEAST_COLUMNS = 12;
/** A number needs so much room, in units of the picture. */
const LEAST_LABEL = 16;

export interface AlbumStretch {
  readonly name: string;
  readonly before: SoundAnalysis;
  readonly after: SoundAnalysis;
  readonly targetLufs: number;
  /** What was trimmed off the start of the mix. */
  readonly headSeconds: number;
}

/** Time is that of the masters; what was trimmed off the mixes is not drawn. */
export function albumLoudnessPicture(songs: readonly AlbumStretch[]): string {
  const f = frame(960, 300);
  const total = songs.reduce((sum, { after }) => sum + after.measurement.seconds, 0);
  let start = 0;
  const stretches = songs.map((song) => {
    const { seconds } = song.after.measurement;
    const window = Math.min(seconds, song.before.measurement.seconds) >= 4 ? SHORT_TERM : MOMENTARY;
    const columns = Math.max(LEAST_COLUMNS, Math.round((COLUMNS * seconds) / total));
    const made = {
      start,
      end: start + seconds,
      targetLufs: song.targetLufs,
      mix: moved(curveOf(song.before.weightedPower, window, columns), start - song.headSeconds, start, start + seconds),
      master: moved(curveOf(song.after.weightedPower, window, columns), start, start, start + seconds),
    };
    start += seconds;
    return made;
  });
  const ends = span(
    stretches.flatMap(({ mix, master }) => [mix, master]),
    stretches.map(({ targetLufs }) => targetLufs),
    15,
  );
  const { x, y } = axes(f, total, ends);
  const over: string[] = [];
  const marks = stretches.flatMap(({ start: from, end, targetLufs, mix, master }, at) => {
    const [left, right] = [x.at(from), x.at(end)];
    if (right - left >= LEAST_LABEL) over.push(words([(left + right) / 2, f.top - 10], `${at + 1}`, "middle"));
    return [
      ...(at > 0 ? [segment([left, f.top], [left, f.bottom], "zero")] : []),
      drawn(mix, x, y, "before"),
      drawn(master, x, y, "main"),
      segment([left, y.at(targetLufs)], [right, y.at(targetLufs)], "level"),
    ];
  });
  const entries: LegendEntry[] = [
    { text: "mixes (short-term, 3 s)", className: "before" },
    { text: "masters (short-term, 3 s)", className: "main" },
    { text: "aim of each song, integrated", className: "level" },
  ];
  const label = `Loudness over time of the ${songs.length} songs of the album, mixes and masters, with the integrated loudness aimed at for each.`;
  return legend(entries) + plot({ frame: f, x, y, unit: "LUFS", label, marks, over });
}

/** The curve `by` seconds later, what lies outside of the song left out. */
function moved(curve: Curve, by: number, from: number, to: number): Curve {
  const inside = curve.seconds.map((seconds) => seconds + by >= from && seconds + by <= to);
  const kept = (values: readonly number[]): number[] => values.filter((_, at) => inside[at]);
  return {
    low: kept(curve.low),
    high: kept(curve.high),
    mean: kept(curve.mean),
    seconds: kept(curve.seconds).map((seconds) => seconds + by),
  };
}
