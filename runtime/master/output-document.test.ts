/** What is said of a file that is not as it was asked for. */
import { expect, test } from "vitest";
import { createSoundAnalyser, type SoundAnalysis } from "../../production/index.ts";
import type { Delivery } from "./deliver.ts";
import { parseFormat } from "./formats.ts";
import { outputDocument } from "./output-document.ts";

const RATE = 44_100;
const analyser = createSoundAnalyser(RATE, 1, { lossless: true });
analyser.push([Float32Array.from({ length: RATE }, (_, n) => 0.5 * Math.sin(n / 10))]);
const analysis = analyser.finish();

function missed(
  figures: Partial<SoundAnalysis["measurement"]>,
  change: Partial<Delivery> = {},
): ReturnType<typeof outputDocument> {
  const solution = { gain: 1, ceiling: 0.9, integratedLufs: -14, mostReductionDb: 4, percentile99Db: 2.5 };
  const delivery: Delivery = {
    path: "song.wav",
    part: "song.wav.part",
    format: parseFormat("wav24"),
    sampleRate: RATE,
    solution: { ...solution, reached: false, limited: true },
    ceilingDbtp: -1,
    analysis: { ...analysis, measurement: { ...analysis.measurement, integratedLufs: -15.2, ...figures } },
    warnings: [],
    renderings: 8,
    gainLows: new Float32Array(1),
    ...change,
  };
  return outputDocument({ ...delivery, target: "master" }, {});
}

test("a miss because of true peak says so, and not that limiting was spent", () => {
  const { reached, why } = missed({ truePeakDbtp: -0.874 });
  expect(reached).toBe(false);
  expect(why).toBe("after 8 renderings the true peak is still -0.87 dBTP; a lower --ceiling leaves more room");
  // As close as the meter reads is over as well.
  expect(missed({ truePeakDbtp: -1.001 }).why).toContain("the true peak is still -1.00 dBTP");
});

test("a decoded file may pass the ceiling, but not full scale", () => {
  const format = parseFormat("mp3-128");
  expect(missed({ truePeakDbtp: -0.4 }, { format }).why).toContain("the limiting allowed (2.5 dB) was spent");
  expect(missed({ truePeakDbtp: 0.3 }, { format }).why).toContain("the true peak is still 0.30 dBTP");
});

test("the reason that came with an album's song stands, but for its true peak", () => {
  const why = "the limiting allowed was spent on 02 two";
  expect(missed({ truePeakDbtp: -1.2 }, { why }).why).toBe(why);
  expect(missed({ truePeakDbtp: -0.5 }, { why }).why).toContain("the true peak is still -0.50 dBTP");
});

test("limiting that was spent, and a sound without loudness", () => {
  expect(missed({ truePeakDbtp: -1.2 }).why).toBe(
    "the limiting allowed (2.5 dB) was spent at -15.2 LUFS; --max-limiting allows more",
  );
  expect(missed({ truePeakDbtp: null, integratedLufs: null }).why).toContain("no loudness");
});
