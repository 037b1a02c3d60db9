/** Forms of pieces, one lane for each: sections over bars, equal letters in equal strength. */
import type { CorpusPiece } from "../../composition/analyse/index.ts";
import { rectangle, segment, words } from "./svg-marks.ts";
import { picture } from "./svg-plot.ts";

const WIDTH = 960;
const LEFT = 190;
const RIGHT = WIDTH - 8;
const LANE = 26;
const CLASSES: readonly string[] = ["bus-vocals", "bus-music", "bus-bass", "bus-effects", "bus-drums", "soft"];
/** Longer names are cut in the middle, so that endings that tell pieces apart remain. */
const NAME = 28;

/** Null where no piece has sections. */
export function formPicture(pieces: readonly CorpusPiece[]): string | null {
  const longest = Math.max(0, ...pieces.map(({ analysis }) => analysis.sections.value.at(-1)?.to ?? 0));
  if (longest === 0) return null;
  const x = (bar: number): number => LEFT + ((RIGHT - LEFT) * bar) / longest;
  const step = longest > 64 ? 16 : longest > 24 ? 8 : 4;
  const height = pieces.length * LANE + 24;
  const marks: string[] = [];
  for (let bar = 0; bar <= longest; bar += step) {
    marks.push(
      segment([x(bar), 0], [x(bar), height - 20], "grid"),
      words([x(bar), height - 6], `${bar + 1}`, "middle"),
    );
  }
  pieces.forEach(({ name, analysis }, at) => {
    const top = at * LANE + 4;
    marks.push(words([LEFT - 8, top + 14], shortName(name), "end", "tick strong"));
    for (const { label, from, to } of analysis.sections.value) {
      const letter = label.charCodeAt(0) - 65;
      const sung = letter >= 0 && letter < 26;
      const className = sung ? (CLASSES[letter % CLASSES.length] as string) : "was";
      marks.push(
        `<g opacity="${sung ? 0.8 : 0.35}">${rectangle(x(from) + 1, top, Math.max(1, x(to) - x(from) - 2), LANE - 10, className)}</g>`,
      );
      if (x(to) - x(from) > 16) marks.push(words([x(from) + 5, top + 12], label, "start", "tick strong"));
    }
  });
  return picture(WIDTH, height, `Sections of ${pieces.length} pieces over up to ${longest} bars.`, marks);
}

function shortName(name: string): string {
  return name.length <= NAME ? name : `${name.slice(0, NAME / 2 - 1)}\u2026${name.slice(-NAME / 2)}`;
}
