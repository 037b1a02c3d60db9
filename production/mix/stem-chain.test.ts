import { describe, expect, test } from "vitest";
import { mixKnowledge } from "./knowledge.ts";
import { createMixer } from "./mixer.ts";
import { plainMixBrief, planMix } from "./plan-mix.ts";
import { band, songOf, TEST_RATE } from "./sounds.testing.ts";
import { createStemChain, panGains } from "./stem-chain.ts";
import { mixSettings, type StemSettings } from "./stem-settings.ts";

const plain: StemSettings = {
  id: "stem",
  role: "keys",
  bus: "music",
  muted: false,
  flipped: false,
  shiftFrames: 0,
  offsets: [0],
  channelGainsDb: [0, 0],
  mono: false,
  sideDb: 0,
  equaliser: [],
  compressor: null,
  makeUpDb: 0,
  deEsser: null,
  gate: null,
  momentCuts: [],
  momentMakeUpDb: 0,
  automation: [],
  faderDb: 0,
  pan: 0,
  reverbDb: null,
  echoDb: null,
};

function through(settings: Partial<StemSettings>, left: number, right: number, frames = 1000): Float32Array[] {
  const block = [new Float32Array(frames).fill(left), new Float32Array(frames).fill(right)];
  const chain = createStemChain({ ...plain, ...settings }, 1000);
  chain.shape(block, 0);
  chain.place(block, 0);
  return block;
}

describe("a stem on its way", () => {
  test("nothing asked: bit by bit as it was", () => {
    expect(through({}, 0.3, -0.7)).toEqual([new Float32Array(1000).fill(0.3), new Float32Array(1000).fill(-0.7)]);
  });

  test("pan law: stereo balance, 0 dB at the centre, the far channel falls in a straight line", () => {
    expect(panGains(0)).toEqual([1, 1]);
    expect(panGains(1)).toEqual([0, 1]);
    expect(panGains(-0.25)).toEqual([1, 0.75]);
    const [left, right] = through({ pan: 0.5, faderDb: -6.0206 }, 1, 1);
    expect(left![0]).toBeCloseTo(0.25, 5);
    expect(right![0]).toBeCloseTo(0.5, 5);
  });

  test("offset, polarity, channel gains, mono, width, mute", () => {
    expect(through({ offsets: [0.1, 0.2] }, 0.1, 0.7).map((x) => x[5])).toEqual(
      [0, Math.fround(0.5)].map((x) => expect.closeTo(x, 6)),
    );
    expect(through({ flipped: true }, 0.5, 0.25).map((x) => x[5])).toEqual([-0.5, -0.25]);
    expect(through({ channelGainsDb: [0, -20] }, 0.5, 0.5)[1]![5]).toBeCloseTo(0.05, 6);
    expect(through({ mono: true }, 1, 0).map((x) => x[5])).toEqual([0.5, 0.5]);
    expect(through({ sideDb: 6.0206 }, 0.6, 0.4).map((x) => x[5])).toEqual([
      expect.closeTo(0.7, 5),
      expect.closeTo(0.3, 5),
    ]);
    expect(through({ muted: true }, 1, 1)[0]![5]).toBe(0);
  });

  test("automation: straight lines of amplitude, level beyond the ends, the same in blocks of any length", () => {
    const automation = [
      [0.2, 0],
      [0.4, -6.0206],
      [0.8, -6.0206],
    ] as const;
    const [whole] = through({ automation }, 1, 1);
    expect(whole![100]).toBe(1);
    expect(whole![300]).toBeCloseTo(0.75, 4);
    expect(whole![600]).toBeCloseTo(0.5, 4);
    expect(whole![999]).toBeCloseTo(0.5, 4);
    const chain = createStemChain({ ...plain, automation }, 1000);
    const pieces = new Float32Array(1000).fill(1);
    for (let at = 0; at < 1000; at += 130) chain.place([pieces.subarray(at, at + 130), new Float32Array(130)], at);
    for (const [n, value] of pieces.entries()) expect(Math.abs(value - whole![n]!)).toBeLessThan(1e-6);
  });
});

test("placed stems times their group's gain, and the returns, are the input of the mix bus", () => {
  const stems = band();
  const song = songOf(stems);
  const ids = song.stems.map(({ id }) => id);
  const settings = mixSettings(planMix(song, { ...plainMixBrief, balance: "new" }, mixKnowledge), ids);
  const mixer = createMixer(settings, TEST_RATE);
  const chains = settings.stems.map((each) => createStemChain(each, TEST_RATE));
  const sounds = Object.values(stems);
  let worst = 0;
  for (let frame = 0; frame < 6 * TEST_RATE; frame += 16_384) {
    const placed = sounds.map((sound, s) => {
      const block = sound.map((samples) => samples.slice(frame, frame + 16_384));
      chains[s]!.shape(block, frame);
      chains[s]!.place(block, frame);
      return block;
    });
    const { mix, busGains, returns } = mixer.step(placed, 16_384);
    for (const c of [0, 1])
      for (let n = 0; n < 16_384; n += 5) {
        const sum = placed.reduce((total, block, s) => total + block[c]![n]! * busGains[settings.stems[s]!.bus][n]!, 0);
        worst = Math.max(worst, Math.abs(sum + returns.reverb[c]![n]! + returns.echo[c]![n]! - mix[c]![n]!));
      }
  }
  // -100 dBFS
  expect(worst).toBeLessThan(1e-5);
  expect(worst).toBeGreaterThan(0);
});
