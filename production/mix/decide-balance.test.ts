import { expect, test } from "vitest";
import { balanceStems, median } from "./decide-balance.ts";
import { mixKnowledge } from "./knowledge.ts";
import { band, gained, songOf } from "./sounds.testing.ts";

const { levels } = mixKnowledge;

/** The band at the levels that are expected of it, moved by these. */
function atExpected(moves: readonly number[]) {
  const song = songOf(band());
  const start = balanceStems(
    song.stems.map((stem) => ({ stem, kinds: null })),
    levels,
    null,
  );
  const sounds = Object.fromEntries(
    Object.entries(band()).map(([name, sound], s) => [
      name,
      gained(sound, -(start.differenceDb[s] ?? 0) + (moves[s] ?? 0)),
    ]),
  );
  return songOf(sounds).stems.map((stem) => ({ stem, kinds: null }));
}

test("levels as people have them are refined only, and hardly", () => {
  const { mode, plausibility, movesDb } = balanceStems(atExpected([0, 1, -1, 0.5, -0.5]), levels, null);
  expect(mode).toBe("refine");
  expect(plausibility).toBeGreaterThan(0.8);
  for (const move of movesDb) expect(Math.abs(move)).toBeLessThanOrEqual(1.5);
});

test("levels as no mix has them are set anew: most of the difference goes, and a part stays", () => {
  const moved = [14, -15, 12, -14, 15];
  const { mode, trust, movesDb, differenceDb } = balanceStems(atExpected(moved), levels, null);
  expect(mode).toBe("new");
  expect(trust).toBeGreaterThan(0.1);
  expect(trust).toBeLessThan(0.5);
  for (const [s, move] of movesDb.entries()) {
    const wanted = -(1 - trust) * differenceDb[s]!;
    expect(move).toBeCloseTo(Math.max(-18, Math.min(18, wanted)), 6);
  }
});

test("a person's word stands: keep moves nothing, new and refine are done", () => {
  const stems = atExpected([14, -15, 12, -14, 15]);
  expect(balanceStems(stems, levels, "keep").movesDb.every((move) => move === 0)).toBe(true);
  expect(Math.max(...balanceStems(stems, levels, "refine").movesDb.map(Math.abs))).toBeLessThanOrEqual(1.5);
  expect(balanceStems(atExpected([0, 0, 0, 0, 0]), levels, "new").mode).toBe("new");
});

test("stems whose peaks were all brought to full scale say nothing by their levels", () => {
  const song = Object.fromEntries(
    Object.entries(band()).map(([name, sound]) => {
      const peak = sound[0].reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      return [name, gained(sound, -20 * Math.log10(peak))];
    }),
  );
  const balance = balanceStems(
    songOf(song).stems.map((stem) => ({ stem, kinds: null })),
    levels,
    null,
  );
  expect(balance.reasons[0]?.code).toBe("balance.peaks-normalised");
  expect(balance.mode).toBe("new");
});

test("one stem, two stems, and the median of an even number", () => {
  const [first] = atExpected([0]);
  expect(balanceStems([first!], levels, null).movesDb).toEqual([0]);
  expect(balanceStems([], levels, null).movesDb).toEqual([]);
  expect(median([3, 1, 2, 10])).toBe(2.5);
});
