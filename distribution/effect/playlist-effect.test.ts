/** What a playlist brought, where it is known. */
import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { playlistEffect } from "./playlist-effect.ts";

const random = createRandom(9);
/** 200 days; everything rises by a third on the day on which the playlist begins. */
const series = (level: number, lift: number): Float64Array =>
  Float64Array.from({ length: 200 }, (_, day) => {
    const week = day % 7 >= 4 ? 1.2 : 0.85;
    const common = day >= 150 ? 4 / 3 : 1;
    return Math.round(level * week * common * (day >= 150 ? 1 + lift : 1) * (1 + 0.05 * random.normal()));
  });
const siblings = [300, 500, 800, 200, 900, 400].map((level) => series(level, 0));

test("what all recordings do is not the playlist's doing", () => {
  const effect = playlistEffect({ first: 19_723, target: series(500, 0.6), siblings, from: 150, days: 28 });
  expect(effect.status).toBe("done");
  if (effect.status !== "done") return;
  expect(effect.lift).toBeGreaterThan(0.5);
  expect(effect.lift).toBeLessThan(0.7);
  expect(effect.found).toBe(true);
  expect(effect.basis.followed).toBeGreaterThan(0);
});

test("none is not said to be one", () => {
  const effect = playlistEffect({ first: 19_723, target: series(500, 0), siblings, from: 150, days: 28 });
  expect(effect).toMatchObject({ status: "done", found: false });
});

test("too few days before or after are an answer", () => {
  expect(playlistEffect({ first: 19_723, target: series(500, 0), siblings, from: 30, days: 28 }).status).toBe(
    "not-enough-data",
  );
  expect(playlistEffect({ first: 19_723, target: series(500, 0), siblings, from: 197, days: 28 }).status).toBe(
    "not-enough-data",
  );
});
