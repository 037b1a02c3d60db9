import { expect, test } from "vitest";
import { readStyle, styleText } from "../style-document.ts";
import { createGridModel, learnMoves, learnPitches, surpriseOfGrid } from "./grid-model.ts";
import { madeChorales } from "./made-chorales.testing.ts";
import { packGrid, unpackGrid } from "./pack-grid.ts";

const pieces = madeChorales(12);
const weights = { moves: learnMoves(pieces), pitches: learnPitches(pieces) };
const model = createGridModel(pieces, weights);
const [fresh] = madeChorales(14).slice(13);

test("every distribution adds up to 1, and gives what is there more than nothing", () => {
  let tokens = 0;
  surpriseOfGrid(model, fresh as never, (_row, _voice, pitch, probabilities) => {
    tokens++;
    expect(probabilities).toHaveLength(129);
    expect(Math.abs(probabilities.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-9);
    expect(probabilities[pitch]).toBeGreaterThan(0);
    expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0);
  });
  expect(tokens).toBe((fresh?.length ?? 0) * 4);
});

test("what comes later changes nothing: a token is judged from the past and the voices told before it", () => {
  const piece = fresh as readonly (readonly number[])[];
  const heard = (rows: unknown): string[] => {
    const out: string[] = [];
    surpriseOfGrid(model, rows as never, (row, voice, _pitch, p) =>
      out.push(`${row} ${voice} ${p[60]} ${p[64]} ${p[128]}`),
    );
    return out;
  };
  const before = heard(piece);
  for (const cut of [0, 1, 7, 30, 63]) {
    const changed = piece.map((row, t) => (t <= cut ? row : row.map((pitch) => (pitch + 5) % 100)));
    // All of the rows up to the cut, and the first voice of the next.
    expect(heard(changed).slice(0, 4 * (cut + 1) + 1)).toEqual(before.slice(0, 4 * (cut + 1) + 1));
  }
});

test("a new piece in the same manner costs far less than its pitches at random (ln 129 = 4.86)", () => {
  const { nats, tokens } = surpriseOfGrid(model, fresh as never);
  expect(nats / tokens).toBeLessThan(0.6);
});

test("learning twice gives the same bits", () => {
  expect(learnMoves(pieces)).toEqual(weights.moves);
});

test("voices that rest, leave the range or stand still can be read", () => {
  for (const rows of [
    Array.from({ length: 20 }, () => [-1, -1, -1, -1]),
    Array.from({ length: 20 }, (_, t) => [t % 2 ? 127 : 0, -1, 60, t % 3 ? -1 : 10]),
    [[60, 55, 52, 48]],
    [],
  ]) {
    const { nats, tokens } = surpriseOfGrid(model, rows as never);
    expect(tokens).toBe(rows.length * 4);
    expect(Number.isFinite(nats)).toBe(true);
  }
});

test("packing keeps pieces as they are", () => {
  for (const rows of pieces) expect(unpackGrid(packGrid(rows))).toEqual(rows);
});

test("a style survives its document; what is no style is refused with the place", () => {
  const style = {
    songwright: "style" as const,
    version: 1 as const,
    grid: { pieces: pieces.map((rows, at) => ({ name: `${at}`, source: "x", grid: packGrid(rows) })), weights },
    songs: null,
  };
  const text = styleText(style);
  expect(readStyle(text)).toEqual(style);
  expect(() => readStyle("no")).toThrow("$");
  expect(() => readStyle(text.replace('"version":1', '"version":2'))).toThrow("$.version");
  expect(() => readStyle(text.replace('"grid":[[', '"grid":[["a",'))).toThrow("$.grid.pieces[0].grid");
  expect(() => readStyle(text.replace(/"moves":"..../, '"moves":"'))).toThrow("$.grid.weights.moves");
});
