/** Words on a clip: title and artist over the wave, what is disclosed below it, wrapped and made smaller until they fit. */
import { type ClipShape, waveBox } from "./clip-picture.ts";

export interface ClipText {
  readonly name: "title" | "artist" | "foot";
  readonly lines: readonly string[];
  /** Height of the letters, pixels. */
  readonly size: number;
  /** Pixels between lines, beside their height. */
  readonly spacing: number;
  readonly left: number;
  /** Top of the first line, or bottom of the last. */
  readonly top: number | null;
  readonly bottom: number | null;
  readonly colour: string;
}

/**
 * Parts of the picture that apps cover with their own buttons and captions, from above and from below: of upright video
 * what Meta asks to be left free (14 % and 35 %), of other shapes a margin.
 */
const COVERED: Readonly<Record<string, readonly [above: number, below: number]>> = { "9x16": [0.14, 0.35] };
const MARGIN: readonly [number, number] = [0.05, 0.05];

/** Sizes of letters are parts of the shorter side. */
const TITLE = { most: 0.055, least: 0.032, lines: 4 };
const ARTIST = { most: 0.036, least: 0.026, lines: 2 };
const FOOT = { most: 0.024, least: 0.018, lines: 3 };
const LEADING = 0.28;

export function clipWords(
  { title, artist, disclosure }: { readonly title: string; readonly artist: string; readonly disclosure: string },
  shape: ClipShape,
): ClipText[] {
  const box = waveBox(shape);
  const unit = Math.min(shape.width, shape.height);
  const [above, below] = COVERED[shape.name] ?? MARGIN;
  const roof = Math.round(above * shape.height);
  const floor = Math.round((1 - below) * shape.height);
  const texts: ClipText[] = [];
  const put = (
    name: ClipText["name"],
    text: string,
    range: typeof TITLE,
    room: number,
    place: Pick<ClipText, "top" | "bottom">,
    colour: string,
  ): number => {
    const clean = text.replace(/\s+/g, " ").trim();
    if (clean === "") return 0;
    const { lines, size } = fitText(clean, box.width, room, {
      ...range,
      most: range.most * unit,
      least: range.least * unit,
    });
    texts.push({ name, lines, size, spacing: Math.round(LEADING * size), left: box.left, ...place, colour });
    return blockHeight(lines.length, size);
  };
  const bottom = box.top - Math.round(0.075 * unit);
  const half = (bottom - roof) / 2;
  const taken = put("artist", artist, ARTIST, half, { top: null, bottom }, "0xb9c2c4");
  const over = bottom - (taken === 0 ? 0 : taken + Math.round(0.022 * unit));
  put("title", title, TITLE, over - roof, { top: null, bottom: over }, "0xf2f0ea");
  const foot = box.top + box.height + Math.round(0.06 * unit);
  put("foot", disclosure, FOOT, floor - foot, { top: foot, bottom: null }, "0x8d9799");
  return texts;
}

const blockHeight = (lines: number, size: number): number => Math.ceil(lines * size + (lines - 1) * LEADING * size);

/**
 * The largest size at which the text stands in so few lines and so much room; at the smallest the rest is cut off, which
 * the last sign says.
 */
function fitText(
  text: string,
  width: number,
  room: number,
  { most, least, lines: allowed }: typeof TITLE,
): { readonly lines: readonly string[]; readonly size: number } {
  for (let size = Math.round(most); ; size = Math.max(Math.round(least), Math.floor(size * 0.93))) {
    const lines = wrapped(text, width / size);
    const fits = Math.max(1, Math.min(allowed, Math.floor((room / size + LEADING) / (1 + LEADING))));
    if (lines.length <= fits) return { lines, size };
    if (size <= Math.round(least)) {
      const kept = lines.slice(0, fits);
      let last = kept[fits - 1] as string;
      while (widthOf(`${last}…`) > width / size) last = last.slice(0, -1);
      return { lines: [...kept.slice(0, -1), `${last.trimEnd()}…`], size };
    }
  }
}

/** @param room across, in heights of letters; a word that is longer alone is broken where it must be */
function wrapped(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (widthOf(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    line = "";
    for (const letter of word) {
      if (line !== "" && widthOf(line + letter) > room) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** In heights of letters, as DejaVu Sans Bold has them, the widest of the fonts that systems draw with. */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) {
    if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(letter)) continue;
    if (
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|\p{Extended_Pictographic}/u.test(
        letter,
      )
    )
      width += 1.05;
    else if (/[mwMW@%—…ЖШЩМЮ]/u.test(letter)) width += 1.1;
    else if (/[\s.,:;'’|!iIljft()[\]-]/u.test(letter)) width += 0.46;
    else if (/\p{Lu}/u.test(letter)) width += 0.86;
    else width += 0.72;
  }
  return width;
}
