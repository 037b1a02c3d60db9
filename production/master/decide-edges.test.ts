import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { createSoundAnalyser } from "../measure/analyse.ts";
import { decideEdges } from "./decide-edges.ts";

const RATE = 44_100;
const asked = { trim: true, fadeInSeconds: null, fadeOutSeconds: null };

/** A stretch of noise: seconds, and its level in dBFS RMS at start and end. */
type Stretch = readonly [seconds: number, from: number, to: number];

function sound(...parts: readonly Stretch[]): Float32Array[] {
  const random = createRandom(4);
  const frames = parts.flatMap(([seconds, from, to]) =>
    Array.from({ length: Math.round(seconds * RATE) }, (_, n) =>
      from === -Infinity
        ? 0
        : 10 ** ((from + ((to - from) * n) / (seconds * RATE)) / 20) * Math.sqrt(3) * random.uniform(-1, 1),
    ),
  );
  return [Float32Array.from(frames), Float32Array.from(frames)];
}

function trimmed(...parts: readonly Stretch[]): [head: number, tail: number, codes: string[]] {
  const analyser = createSoundAnalyser(RATE, 2, { lossless: true });
  analyser.push(sound(...parts));
  const [head, tail] = decideEdges(analyser.finish(), asked);
  return [
    head?.value as number,
    tail?.value as number,
    [head, tail].map((decision) => decision?.reasons[0]?.code ?? ""),
  ];
}

const silence = -Infinity;

test("digital silence goes but for a margin of 0.05 s in front and 0.2 s behind", () => {
  expect(trimmed([1.5, silence, silence], [3, -20, -20], [2, silence, silence]).slice(0, 2)).toEqual([1.45, 1.8]);
});

test("steady noise under -70 dBFS goes, also behind silence; louder noise and music stay", () => {
  const [head, tail] = trimmed([0.5, silence, silence], [1, -80, -80], [3, -20, -20], [1, -76, -76]);
  expect(head).toBeGreaterThan(1.4);
  expect(head).toBeLessThanOrEqual(1.46);
  expect(tail).toBeGreaterThan(0.74);
  expect(tail).toBeLessThanOrEqual(0.81);
  expect(trimmed([1, -66, -66], [3, -20, -20], [1, -60, -60])).toEqual([0, 0, ["trim.nothing", "trim.nothing"]]);
});

test("a slow fade keeps all but its last inaudible moment", () => {
  const [head, tail] = trimmed([6, -96, -20], [3, -20, -20], [6, -20, -96]);
  expect(head).toBeLessThan(0.45);
  expect(tail).toBeLessThan(0.3);
});

test("where all is quiet nothing is taken", () => {
  expect(trimmed([2, silence, silence])).toEqual([0, 0, ["trim.all-quiet", "trim.all-quiet"]]);
  expect(trimmed([2, -85, -85])).toEqual([0, 0, ["trim.all-quiet", "trim.all-quiet"]]);
});

test("decisions are the person's; nothing asked, none made; joints stay whole", () => {
  const analyser = createSoundAnalyser(RATE, 2, { lossless: true });
  analyser.push(sound([1, silence, silence], [2, -20, -20]));
  const analysis = analyser.finish();
  expect(decideEdges(analysis, undefined)).toEqual([]);
  const all = { trim: true, fadeInSeconds: 0.5, fadeOutSeconds: 3 };
  const decisions = decideEdges(analysis, all, { start: true, end: false });
  expect(decisions.map(({ id, value, by, proposed }) => [id, value, by, proposed])).toEqual([
    ["trim.head", 0, "person", 0],
    ["trim.tail", 0, "person", 0],
    ["fade.in", 0, "person", 0],
    ["fade.out", 3, "person", 0],
  ]);
});
