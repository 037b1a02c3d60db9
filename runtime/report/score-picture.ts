/** A score as a picture: pitch over bars, each part in the colour of its group; sections above, chords below. */
import { formatChord, type Score } from "../../foundation/score/index.ts";
import { rectangle, segment, words } from "./svg-marks.ts";
import { picture } from "./svg-plot.ts";

const WIDTH = 960;
const LEFT = 40;
const RIGHT = WIDTH - 8;
const TOP = 34;
/** Pixels of a semitone, and of a line of percussion. */
const STEP = 4;

/** The group of a part, by what plays it: the colours are those of a mix. */
export function groupOfPart({
  percussion,
  program,
}: {
  readonly percussion: boolean;
  readonly program: number | null;
}): string {
  if (percussion) return "drums";
  if (program !== null && program >= 32 && program < 40) return "bass";
  if (program !== null && program >= 80 && program < 88) return "vocals";
  return "music";
}

/** Null for a score without notes. `fromBar` to `toBar`: numbers of bars, the last excluded. */
export function scorePicture(score: Score, fromBar = 0, toBar: number = score.bars.length): string | null {
  const from = score.bars[fromBar]?.tick ?? 0;
  const last = score.bars[toBar - 1];
  const to = last ? last.tick + last.duration : score.lengthTicks;
  const within = score.parts.map((part) => ({
    part,
    notes: part.notes.filter(({ tick }) => tick >= from && tick < to),
  }));
  const pitched = within.flatMap(({ part, notes }) => (part.percussion ? [] : notes));
  const drums = within.flatMap(({ part, notes }) => (part.percussion ? notes : []));
  if (pitched.length + drums.length === 0) return null;
  const low = Math.min(...pitched.map(({ pitch }) => pitch), 60) - 1;
  const high = Math.max(...pitched.map(({ pitch }) => pitch), 61) + 1;
  const keys = [...new Set(drums.map(({ pitch }) => pitch))].sort((a, b) => a - b);
  const x = (tick: number): number => LEFT + ((tick - from) * (RIGHT - LEFT)) / (to - from);
  const floor = TOP + (high - low) * STEP;
  const y = (pitch: number): number => floor - (pitch - low) * STEP;
  const drumTop = floor + 26;
  const height = drumTop + keys.length * 6 + 8;
  const bars = score.bars.slice(fromBar, toBar);
  const every = bars.length > 48 ? 8 : bars.length > 12 ? 4 : 1;
  const marks = [
    ...bars.flatMap(({ tick, number }) => [
      segment([x(tick), TOP], [x(tick), height - 8], "grid"),
      ...((number - 1) % every === 0 ? [words([x(tick) + 2, 12], `${number}`)] : []),
    ]),
    ...score.sections
      .filter((section) => section.from < to && section.to > from)
      .map((section) => words([x(Math.max(section.from, from)) + 2, 28], section.label, "start", "tick strong")),
    ...[36, 48, 60, 72, 84]
      .filter((pitch) => pitch > low && pitch < high)
      .flatMap((pitch) => [
        segment([LEFT, y(pitch)], [RIGHT, y(pitch)], "grid"),
        words([LEFT - 6, y(pitch) + 4], `C${pitch / 12 - 1}`, "end"),
      ]),
    // The melody lies over what accompanies it.
    ...within
      .filter(({ part }) => !part.percussion)
      .sort((a, b) => Number(groupOfPart(a.part) === "vocals") - Number(groupOfPart(b.part) === "vocals"))
      .flatMap(({ part, notes }) =>
        notes.map((note) =>
          rectangle(
            x(note.tick),
            y(note.pitch) - STEP / 2,
            Math.max(1, x(Math.min(to, note.tick + note.duration)) - x(note.tick) - 0.5),
            STEP,
            `bus-${groupOfPart(part)}`,
          ),
        ),
      ),
    ...drums.map((note) =>
      rectangle(x(note.tick), drumTop + (keys.length - 1 - keys.indexOf(note.pitch)) * 6, 1.6, 4, "bus-drums"),
    ),
    ...(bars.length <= 24
      ? score.chords
          .filter(({ tick }) => tick >= from && tick < to)
          .map((chord) => words([x(chord.tick) + 2, floor + 16], formatChord(chord, score.keys[0]?.fifths ?? 0)))
      : []),
  ];
  return picture(WIDTH, height, `Notes of ${score.parts.length} parts over ${bars.length} bars.`, marks);
}
