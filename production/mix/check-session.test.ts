import { describe, expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { checkSession } from "./check-session.ts";
import { decideRepairs } from "./decide-repair.ts";
import type { SessionFault } from "./faults.ts";
import { createStemSketcher } from "./session-sketch.ts";
import { band, bass, hats, pad, songOf, TEST_RATE, type TestStereo, voice } from "./sounds.testing.ts";

function faultsOf(
  stems: Readonly<Record<string, TestStereo>>,
  rates: Readonly<Record<string, number>> = {},
): SessionFault[] {
  const song = songOf(stems);
  return checkSession(
    song.stems.map((findings) => {
      const sketcher = createStemSketcher(TEST_RATE, 2);
      const sound = stems[findings.name]!;
      for (let at = 0; at < sound[0].length; at += 7000) sketcher.push(sound.map((x) => x.subarray(at, at + 7000)));
      return { findings, sketch: sketcher.finish(), fileRate: rates[findings.name] ?? TEST_RATE };
    }),
    TEST_RATE,
  );
}

const kinds = (faults: readonly SessionFault[]): string[] =>
  faults.filter(({ kind }) => kind !== "mono-as-stereo").map(({ id }) => id);
const moved = (sound: TestStereo, of: (sample: number, n: number) => number): TestStereo =>
  sound.map((x) => x.map(of)) as TestStereo;
const later = (sound: TestStereo, frames: number): TestStereo =>
  sound.map((x) => Float32Array.from(x, (_, n) => x[n - frames] ?? 0)) as TestStereo;

/** Bass under another microphone: duller, with noise of its own. */
function second(sound: TestStereo, seed = 3): TestStereo {
  const random = createRandom(seed);
  return sound.map((x) => {
    let held = 0;
    return x.map((sample) => {
      held += 0.5 * (sample - held);
      return held + random.normal(0, 1e-4);
    });
  }) as TestStereo;
}

test("a session without faults has none", () => {
  expect(kinds(faultsOf(band()))).toEqual([]);
});

describe("each fault, on the stem that has it", () => {
  test("polarity turned over: done without asking where the lows win 3 dB by it", () => {
    const faults = faultsOf({
      "pad.wav": pad(),
      "bass in.wav": bass(),
      "bass out.wav": moved(second(bass()), (x) => -x),
    });
    expect(kinds(faults)).toEqual(["polarity@bass out"]);
    const [fault] = faults.filter(({ kind }) => kind === "polarity");
    expect(fault?.harmless).toBe(true);
    expect(fault?.reasons[0]?.facts.correlation as number).toBeLessThan(-0.7);
  });

  test("12 ms late: proposed, with the frames that put it right, not done", () => {
    const frames = Math.round(0.012 * TEST_RATE);
    const faults = faultsOf({
      "hats.wav": hats(12, 2),
      "vox a.wav": voice(),
      "vox b.wav": later(second(voice()), frames),
    });
    const fault = faults.find(({ kind }) => kind === "delay");
    expect(fault?.stem).toBe("vox b");
    expect(fault?.harmless).toBe(false);
    expect(Math.abs((fault?.fix?.value as number) + frames)).toBeLessThanOrEqual(8);
  });

  test("the same twice: muted; the same at another level: proposed", () => {
    const same = faultsOf({ "pad.wav": pad(), "hats.wav": hats(), "hats copy.wav": hats() });
    expect(kinds(same)).toEqual(["duplicate@hats copy"]);
    expect(same.find(({ kind }) => kind === "duplicate")?.harmless).toBe(true);
    const louder = faultsOf({ "pad.wav": pad(), "hats.wav": hats(), "hats copy.wav": moved(hats(), (x) => 0.5 * x) });
    expect(louder.find(({ kind }) => kind === "duplicate")?.harmless).toBe(false);
  });

  test("an offset, silence, clipping, a cut end, a wrong rate", () => {
    const cut = pad().map((x) => x.slice(0, 5 * TEST_RATE)) as TestStereo;
    const slow = voice(12 * (48 / 44.1));
    const faults = faultsOf(
      {
        "bass.wav": bass(),
        "cut.wav": cut,
        "dc.wav": moved(hats(12, 5), (x) => x + 0.1),
        "hats.wav": hats(),
        "hot.wav": moved(voice(), (x) => Math.max(-0.1, Math.min(0.1, x))),
        "silent.wav": moved(hats(), () => 0),
        "slow.wav": slow,
      },
      {},
    );
    expect(kinds(faults).sort()).toEqual(["clipping@hot", "cut@cut", "dc@dc", "silent@silent", "wrong-rate@slow"]);
    expect(faults.find(({ kind }) => kind === "wrong-rate")?.reasons[0]?.facts.likelyHz).toBe(48_000);
    const offsets = faults.find(({ kind }) => kind === "dc")?.fix?.value;
    expect(offsets).toEqual([expect.closeTo(0.1, 3), expect.closeTo(0.1, 3)]);
  });
});

test("harmless repairs are made, others wait for --accept and are then the person's", () => {
  const fault = (kind: "polarity" | "delay", harmless: boolean): SessionFault => ({
    id: `${kind}@a`,
    stem: "a",
    kind,
    confidence: 0.9,
    reasons: [{ code: `fault.${kind}`, facts: {} }],
    fix: kind === "polarity" ? { decision: "repair.polarity", value: true } : { decision: "repair.shift", value: -529 },
    harmless,
  });
  const faults = [fault("polarity", true), fault("delay", false)];
  const of = (accepted: readonly string[], id: string) =>
    decideRepairs(["a", "b"], faults, accepted).find((each) => each.id === id)!;
  expect(of([], "repair.polarity@a").value).toBe(true);
  expect(of([], "repair.shift@a").value).toBe(0);
  expect(of([], "repair.shift@a").alternatives[0]?.value).toBe(-529);
  expect(of(["delay@a"], "repair.shift@a")).toMatchObject({ value: -529, by: "person", proposed: 0 });
  expect(of(["delay@a"], "repair.shift@b").value).toBe(0);
});
