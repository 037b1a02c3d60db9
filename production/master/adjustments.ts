import { exp, log2 } from "../../foundation/numbers/elementary.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import { thirdOctaves } from "../../foundation/sound/index.ts";

/** What a person asked for in words: gains in dB, width in percent of the side. */
export type Adjustments = Readonly<Record<string, number>>;

interface ToneWord {
  readonly about: string;
  /** Share of the gain at a frequency (Hz), 0 to 1. */
  readonly shape: (hz: number) => number;
}

const above = (hz: number) => (at: number) => 1 / (1 + exp(-4 * log2(at / hz)));
const below = (hz: number) => (at: number) => 1 / (1 + exp(4 * log2(at / hz)));
const around = (hz: number, octaves: number) => (at: number) => exp(-0.5 * (log2(at / hz) / octaves) ** 2);

/** The words for tone and what each moves. */
export const toneWords: Readonly<Record<string, ToneWord>> = {
  sub: { about: "below 60 Hz", shape: below(55) },
  low: { about: "below 150 Hz", shape: below(150) },
  bass: { about: "around 90 Hz", shape: around(90, 0.8) },
  warm: { about: "around 220 Hz", shape: around(220, 0.8) },
  mud: { about: "around 320 Hz", shape: around(320, 0.5) },
  mid: { about: "around 1 kHz", shape: around(1000, 1) },
  presence: { about: "around 4 kHz", shape: around(4000, 0.7) },
  high: { about: "above 5 kHz", shape: above(5000) },
  bright: { about: "above 3 kHz", shape: above(3000) },
  air: { about: "above 11 kHz", shape: above(11_000) },
};

const MOST_DB = 6;

/**
 * Reads "air +1, low -0.5, width -10 %": a word, a signed number, its unit where it is not dB.
 * Words: those of tone, "width" (percent of the side), "saturation" (dB of soft clipping),
 * "loudness" (dB on the target).
 */
export function parseAdjustments(text: string): Adjustments {
  const words = [...Object.keys(toneWords), "width", "saturation", "loudness"];
  const found: Record<string, number> = {};
  for (const part of text.split(/[,;]/)) {
    if (part.trim() === "") continue;
    const match = /^\s*([a-z]+)\s*([+\-\u2212]?\s*\d+(?:\.\d+)?)\s*(db|lu|%)?\s*$/i.exec(part);
    const word = match?.[1]?.toLowerCase() ?? "";
    if (!match || !words.includes(word)) {
      throw new InputError(
        "--adjust",
        `a word (${words.join(", ")}) and a number, such as "air +1, width -10 %"`,
        part.trim(),
      );
    }
    const value = Number((match[2] as string).replace("\u2212", "-").replace(/\s/g, ""));
    const most = word === "width" ? 100 : MOST_DB;
    if (Math.abs(value) > most) {
      throw new InputError(`--adjust ${word}`, `-${most} to ${most} ${word === "width" ? "%" : "dB"}`, `${value}`);
    }
    found[word] = (found[word] ?? 0) + value;
  }
  return found;
}

/** The tone words as gains at the third-octave centres, dB. */
export function adjustmentControls(adjustments: Adjustments): number[] {
  return thirdOctaves.map(({ centreHz }) =>
    Object.entries(toneWords).reduce((sum, [word, { shape }]) => sum + (adjustments[word] ?? 0) * shape(centreHz), 0),
  );
}
