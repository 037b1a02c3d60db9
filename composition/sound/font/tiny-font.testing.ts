/**
 * A sound font of a few kilobytes, written by the specification (SoundFont 2.04, sections 4 to 7): a sine for melodic
 * programs, noise for drums. Nothing in it comes from anywhere.
 */
import { asciiBytes, joinBytes } from "../../../foundation/sound/formats/bytes.ts";
import { riffChunk } from "../../../foundation/sound/formats/riff-chunks.ts";
import { createRandom } from "../../../foundation/statistics/random.ts";

export interface TinyFont {
  readonly name?: string;
  /** Melodic programs, each played by the sine. */
  readonly programs?: readonly number[];
  readonly drums?: boolean;
  /** Keys that the drums have noise for. */
  readonly drumKeys?: readonly [low: number, high: number];
  /** Of the sine: -500 (left) to 500 (right). */
  readonly pan?: number;
  /** Of the sine, in timecents: -3986 is a tenth of a second. */
  readonly release?: number;
}

/** The sine has 440 Hz at key 69: 100 samples at 44 kHz, so that the loop is exact. */
const PERIOD = 100;
const RATE = 44_000;
const SINE = 10 * PERIOD;
const NOISE = 8800;
/** Zeros behind each sample (section 6.1). */
const GAP = 46;

export function tinyFont({
  name = "Tiny",
  programs = [4, 25, 33, 48, 80, 89],
  drums = true,
  drumKeys = [27, 87],
  pan = 0,
  release = -3986,
}: TinyFont = {}): Uint8Array<ArrayBuffer> {
  const presets = [
    ...programs.map((program) => ({ name: `Sine ${program}`, program, bank: 0, instrument: 0 })),
    ...(drums ? [{ name: "Noise kit", program: 0, bank: 128, instrument: 1 }] : []),
  ];
  const random = createRandom(1);
  const sine = Array.from({ length: SINE }, (_, n) => Math.round(16_384 * Math.sin((2 * Math.PI * n) / PERIOD)));
  const noise = Array.from({ length: NOISE }, (_, n) => Math.round(16_384 * (1 - n / NOISE) * random.uniform(-1, 1)));
  const silence = new Array<number>(GAP).fill(0);
  const noiseAt = SINE + GAP;
  const pdta: readonly (readonly [string, Uint8Array])[] = [
    [
      "phdr",
      joinBytes([
        ...presets.map((preset, at) =>
          joinBytes([text(preset.name), words(preset.program, preset.bank, at), zeros(12)]),
        ),
        joinBytes([text("EOP"), words(0, 255, presets.length), zeros(12)]),
      ]),
    ],
    ["pbag", words(...presets.flatMap((_, at) => [at, 0]), presets.length, 0)],
    ["pmod", zeros(10)],
    ["pgen", words(...presets.flatMap(({ instrument }) => [41, instrument]), 0, 0)],
    ["inst", joinBytes([text("Sine"), words(0), text("Noise"), words(1), text("EOI"), words(2)])],
    ["ibag", words(0, 0, 4, 0, 6, 0)],
    ["imod", zeros(10)],
    // Pan, release, loop on, sample; then key range and sample.
    [
      "igen",
      words(17, pan & 0xffff, 38, release & 0xffff, 54, 1, 53, 0, 43, drumKeys[0] | (drumKeys[1] << 8), 53, 1, 0, 0),
    ],
    [
      "shdr",
      joinBytes([
        sample("sine", 0, SINE, PERIOD, SINE - PERIOD, 69),
        sample("noise", noiseAt, noiseAt + NOISE, noiseAt, noiseAt + NOISE, 60),
        joinBytes([text("EOS"), zeros(26)]),
      ]),
    ],
  ];
  const info = joinBytes([
    riffChunk("ifil", words(2, 4)),
    riffChunk("isng", asciiBytes("EMU8000\0")),
    riffChunk("INAM", asciiBytes(name.length % 2 === 0 ? `${name}\0\0` : `${name}\0`)),
  ]);
  return riffChunk(
    "RIFF",
    joinBytes([
      asciiBytes("sfbk"),
      riffChunk("LIST", joinBytes([asciiBytes("INFO"), info])),
      riffChunk(
        "LIST",
        joinBytes([asciiBytes("sdta"), riffChunk("smpl", words(...sine, ...silence, ...noise, ...silence))]),
      ),
      riffChunk("LIST", joinBytes([asciiBytes("pdta"), ...pdta.map(([id, body]) => riffChunk(id, body))])),
    ]),
  );
}

function sample(name: string, start: number, end: number, loopStart: number, loopEnd: number, key: number): Uint8Array {
  return joinBytes([
    text(name),
    ...[start, end, loopStart, loopEnd, RATE].map((value) => words(value & 0xffff, value >>> 16)),
    new Uint8Array([key, 0]),
    words(0, 1),
  ]);
}

function text(name: string): Uint8Array {
  const bytes = new Uint8Array(20);
  bytes.set(asciiBytes(name));
  return bytes;
}

function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of values.entries()) view.setUint16(2 * at, value & 0xffff, true);
  return bytes;
}

function zeros(length: number): Uint8Array {
  return new Uint8Array(length);
}
