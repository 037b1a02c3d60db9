/** Shares as lying bars with their names: what is commonest stands on top. */
import { dot, rectangle, words } from "./svg-marks.ts";
import { picture } from "./svg-plot.ts";

export interface NamedShare {
  readonly name: string;
  /** Length of the bar, 0 or more. */
  readonly value: number;
  /** Stands behind the bar. */
  readonly text: string;
  /** Instead of the name: a place for each sign, filled where it is "x". */
  readonly places?: string;
}

const ROW = 22;
/** Pixels between places. */
const PLACE = 14;

/**
 * @param width of the picture in pixels
 * @param room for the names
 */
export function barListPicture(rows: readonly NamedShare[], label: string, width: number, room: number): string {
  const most = Math.max(...rows.map(({ value }) => value), 1e-9);
  const end = width - 64;
  const marks = rows.flatMap(({ name, value, text, places }, at) => {
    const top = at * ROW + 4;
    const length = Math.max(1, ((end - room) * value) / most);
    return [
      ...(places === undefined
        ? [words([room - 8, top + 12], name, "end", "tick strong")]
        : [...places].map((sign, place) =>
            dot([room - 8 - (places.length - place - 0.5) * PLACE, top + 8], sign === "x" ? 4 : 1, "sure"),
          )),
      rectangle(room, top + 1, length, ROW - 8, "taken"),
      words([room + length + 6, top + 12], text),
    ];
  });
  return picture(width, rows.length * ROW + 6, label, marks);
}
