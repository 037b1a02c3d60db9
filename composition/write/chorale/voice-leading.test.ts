import { expect, test } from "vitest";
import { createGridModel, learnMoves, learnPitches } from "../../learn/grid/grid-model.ts";
import { madeChorales } from "../../learn/grid/made-chorales.testing.ts";
import { isParallel, voiceLeadingFaults } from "./voice-leading.ts";
import { writeChorale } from "./write-chorale.ts";

test("parallels are what harmony books call so", () => {
  // C-G to D-A: fifths. C-G to D-G: oblique. C-G up to F below: contrary. C-C to D-D: octaves.
  expect(isParallel(67, 60, 69, 62, 7)).toBe(true);
  expect(isParallel(67, 60, 67, 62, 7)).toBe(false);
  expect(isParallel(67, 60, 72, 53, 7)).toBe(false);
  expect(isParallel(72, 60, 74, 62, 0)).toBe(true);
  // A fifth to a twelfth in the same direction counts too.
  expect(isParallel(67, 60, 81, 62, 7)).toBe(true);
});

test("a progression with one of each fault", () => {
  const faults = voiceLeadingFaults([
    [72, 67, 64, 48],
    [74, 69, 65, 50],
    [62, 69, 65, 50],
    [90, 69, 65, 50],
  ]);
  // C5 to D5 over G4 to A4 are fourths; soprano and bass, C to D, are octaves; alto and bass, G to A over C to D, fifths.
  expect(faults).toEqual({ changes: 3, parallelFifths: 1, parallelOctaves: 1, crossings: 1, outOfRange: 1 });
});

test("a written piece has the key asked for at both ends, its voices in order, and is the same twice", () => {
  const pieces = madeChorales(12);
  const weights = { moves: learnMoves(pieces), pitches: learnPitches(pieces) };
  const request = (seed: number) => ({
    model: createGridModel(pieces, weights),
    key: { tonic: 7, mode: "major" as const },
    bars: 4,
    seed,
  });
  const rows = writeChorale(request(5));
  expect(writeChorale(request(5))).toEqual(rows);
  expect(rows).toHaveLength(64);
  expect((rows[0]?.[3] as number) % 12).toBe(7);
  expect((rows[63]?.[3] as number) % 12).toBe(7);
  const { crossings, parallelFifths, parallelOctaves, changes } = voiceLeadingFaults(rows);
  expect(crossings + parallelFifths + parallelOctaves).toBeLessThanOrEqual(0.05 * changes);
}, 30_000);
