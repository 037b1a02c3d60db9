import { expect, test } from "vitest";
import { CLIP_SHAPES, type ClipShape, waveBox } from "./clip-picture.ts";
import { clipWords, widthOf } from "./clip-words.ts";

const long =
  "The Long Way Round From The Harbour To The Lighthouse And Back Before The Storm (Live At Home, Acoustic Version)";
const shape = (name: string): ClipShape => CLIP_SHAPES.find((each) => each.name === name) as ClipShape;

test.each(CLIP_SHAPES)("$name: any title stays within the wave's width and free of what apps cover", (each) => {
  const box = waveBox(each);
  for (const title of [
    long,
    "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4),
    "海".repeat(80),
    "W".repeat(60),
    "Sea",
  ]) {
    for (const artist of ["", "Vesna", "Vesna and the Extraordinarily Long Named Orchestra of the Northern Islands"]) {
      const texts = clipWords({ title, artist, disclosure: `Made with AI: ${"lyrics, ".repeat(12)}` }, each);
      for (const { lines, size, spacing, top, bottom, name } of texts) {
        for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(box.width);
        const height = lines.length * size + (lines.length - 1) * spacing;
        const first = top ?? (bottom as number) - height;
        const [roof, floor] = each.name === "9x16" ? [0.14, 0.65] : [0.05, 0.95];
        expect(first, name).toBeGreaterThanOrEqual(roof * each.height - 2);
        expect(first + height, name).toBeLessThanOrEqual(floor * each.height + 2);
      }
      const [over, under] = [texts.find(({ name }) => name === "title"), texts.find(({ name }) => name === "artist")];
      if (over && under) expect(over.bottom).toBeLessThan((under.bottom as number) - under.lines.length * under.size);
    }
  }
});

test("short words keep their size on one line; long ones wrap first and shrink then; the rest is cut off with a sign", () => {
  const title = (text: string) => clipWords({ title: text, artist: "V", disclosure: "" }, shape("9x16"))[1];
  expect(title("Sea")).toMatchObject({ lines: ["Sea"], size: 59 });
  expect(title("The Long Way Round From The Harbour")).toMatchObject({ size: 59 });
  expect(title(long)?.lines.join(" ")).toBe(long);
  expect(title(`${long} ${long} ${long}`)?.lines.at(-1)).toMatch(/…$/);
});
