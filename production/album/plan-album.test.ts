import { expect, test } from "vitest";
import { planFor } from "../master/target-decisions.ts";
import { masterTargets } from "../master/targets.ts";
import { createSoundAnalyser } from "../measure/analyse.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";
import { planAlbum } from "./plan-album.ts";

const RATE = 44_100;

/** A chord with silence of `pad` seconds around. */
function analysed(seconds: number, level: number, pad = 0.2): SoundAnalysis {
  const frames = Math.round((seconds + 2 * pad) * RATE);
  const sound = [0, 1].map((c) =>
    Float32Array.from({ length: frames }, (_, n) => {
      const t = n / RATE - pad;
      if (t < 0 || t >= seconds) return 0;
      return [220, 330, 440 + c].reduce((sum, hz) => sum + (level / 3) * Math.sin(2 * Math.PI * hz * t), 0);
    }),
  );
  const analyser = createSoundAnalyser(RATE, 2, { lossless: true, bands: true });
  analyser.push(sound);
  return analyser.finish();
}

const wishes = {
  sound: null,
  soundIsReference: false,
  amount: 1,
  maxLimitingDb: null,
  adjustments: {},
  phase: "minimum",
} as const;
const [spotify, club] = ["spotify", "club"].map((name) => masterTargets.find((each) => each.name === name) ?? null);
const songs = [
  { name: "01 loud", analysis: analysed(3, 0.5) },
  { name: "02 soft", analysis: analysed(3, 0.25) },
  { name: "03 hum", analysis: analysed(3, 0.05) },
];

test("the loudest song is at each target, the others as far below as delivered", () => {
  const { decisions, remarks } = planAlbum(songs, wishes, [spotify ?? null, club ?? null], "keep");
  for (const [target, lufs] of [
    ["spotify", -14],
    ["club", -8],
  ] as const) {
    const aims = songs.map(({ name }) => {
      const own = planFor(decisions, name, target);
      return own.find(({ id }) => id === "loudness.target")?.value as number;
    });
    expect(aims[0]).toBe(lufs);
    expect(aims[1]).toBeCloseTo(lufs + 20 * Math.log10(0.25 / 0.5), 1);
    expect(aims[2]).toBeCloseTo(lufs - 20, 1);
  }
  expect(remarks).toHaveLength(2);
  expect(remarks[1]).toContain("02 soft and 03 hum are 14.0 LU apart");
});

test("evened songs are equally loud, a short and quiet interlude keeps its distance", () => {
  const { decisions, remarks } = planAlbum(songs, wishes, [spotify ?? null], "even");
  const aims = songs.map(
    ({ name }) => planFor(decisions, name, "spotify").find(({ id }) => id === "loudness.target")?.value,
  );
  expect(aims[0]).toBe(-14);
  // 6.02 LU under the loudest and shorter than 100 s: an interlude too.
  expect(aims[1]).toBeCloseTo(-20, 0);
  expect(remarks).toEqual([]);
});

test("one id is one decision; tone is shared, limiter and low end are each target's", () => {
  const { decisions } = planAlbum(songs, wishes, [spotify ?? null, club ?? null], "keep");
  const ids = decisions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(
    expect.arrayContaining(["tone.mid", "limiter.ceiling@spotify", "width.low-mono@club", "repair.dc@03 hum"]),
  );
  const low = (target: string): unknown =>
    planFor(decisions, "01 loud", target).find(({ id }) => id === "width.low-mono")?.value;
  expect([low("spotify"), low("club")]).toEqual([0, 90]);
});

test("a segue is where both songs sound at the edge", () => {
  const joined = [
    { name: "a", analysis: analysed(2, 0.5, 0) },
    { name: "b", analysis: analysed(2, 0.5, 0) },
    { name: "c", analysis: analysed(2, 0.5, 0.3) },
  ];
  const edges = { trim: true, fadeInSeconds: 1, fadeOutSeconds: null };
  const { decisions } = planAlbum(joined, { ...wishes, edges }, [null], "keep");
  const value = (id: string): unknown => decisions.find((decision) => decision.id === id)?.value;
  expect([value("album.segue@a"), value("album.segue@b"), value("album.segue@c")]).toEqual([true, false, undefined]);
  expect([value("fade.in@a"), value("fade.in@b"), value("fade.in@c")]).toEqual([1, 0, 1]);
  expect([value("trim.head@b"), value("trim.head@c")]).toEqual([0, 0.25]);
});
