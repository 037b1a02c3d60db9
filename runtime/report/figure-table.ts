/** Every figure of a measurement: its name, its unit, what it means, and why it is missing where it is. */

import { clockText, countText, hertzText, numberText, withUnit } from "../../foundation/look/figure-text.ts";
import type { Measurement } from "../../production/index.ts";
import { escapeHtml } from "./html.ts";
import { reasonSentence } from "./reason-sentence.ts";

export interface FigureRow {
  readonly field: keyof Measurement;
  readonly name: string;
  /** Null where the sound has none: the table gives the reason instead. */
  readonly text: (measurement: Measurement) => string | null;
  readonly about: string;
}

type NumberField = {
  [K in keyof Measurement]: Measurement[K] extends number | null ? K : never;
}[keyof Measurement];

const figure = (field: NumberField, name: string, unit: string, digits: number, about: string): FigureRow => ({
  field,
  name,
  about,
  text: (measurement) => {
    const value = measurement[field];
    return value === null ? null : withUnit(value, unit, digits);
  },
});

export const figureRows: readonly FigureRow[] = [
  figure(
    "integratedLufs",
    "Integrated loudness",
    "LUFS",
    2,
    "Of the whole sound, quiet parts gated out (ITU-R BS.1770-5)",
  ),
  figure("loudnessRangeLu", "Loudness range", "LU", 2, "Between quiet and loud passages (EBU Tech 3342)"),
  figure("maxMomentaryLufs", "Highest momentary loudness", "LUFS", 2, "In any 0.4 s"),
  figure("maxShortTermLufs", "Highest short-term loudness", "LUFS", 2, "In any 3 s"),
  figure("truePeakDbtp", "True peak", "dBTP", 2, "Between the samples too: what a converter or codec meets"),
  figure("samplePeakDbfs", "Sample peak", "dBFS", 2, "Highest sample"),
  figure("plrDb", "PLR", "dB", 2, "True peak over integrated loudness: the less, the denser"),
  figure("psrDb", "PSR", "dB", 2, "Least peak over short-term loudness: its densest 3 s"),
  figure("crestFactorDb", "Crest factor", "dB", 2, "Sample peak over RMS; a sine has 3.01"),
  figure("correlation", "Correlation", "", 2, "Of left and right: +1 mono, 0 unrelated, \u22121 opposite"),
  figure("sideToMidDb", "Side to mid", "dB", 2, "Level of the difference against that of the sum"),
  figure("monoLossDb", "Loss in mono", "dB", 2, "What a single speaker leaves of the loudness"),
  figure("noiseFloorDbfs", "Noise floor", "dBFS", 1, "Level that 95 of 100 moments of 0.1 s exceed"),
  figure("effectiveBits", "Word length in use", "bit", 0, "Least integers that hold every sample"),
  {
    field: "effectiveBandwidthHz",
    name: "Bandwidth in use",
    about: "Up to the highest third octave clearly over the floor",
    text: ({ effectiveBandwidthHz: hz }) => (hz === null ? null : hertzText(hz)),
  },
  {
    field: "dcOffset",
    name: "Offset",
    about: "Mean of the samples of each channel, per cent of full scale",
    text: ({ dcOffset }) => dcOffset.map((offset) => withUnit(100 * offset, "%", 3)).join(", "),
  },
  {
    field: "clippedRuns",
    name: "Runs at the top",
    about: "Three or more equal samples within 0.01 dB of the maximum: clipped, or limited very hard",
    text: ({ clippedRuns }) => numberText(clippedRuns.length, 0),
  },
  {
    field: "silence",
    name: "Silence at the ends",
    about: "Under the least step of 16 bits",
    text: ({ silence }) =>
      `${withUnit(silence.leadSeconds, "s", 2)} before, ${withUnit(silence.tailSeconds, "s", 2)} after`,
  },
  {
    field: "sampleRate",
    name: "Sample rate",
    about: "",
    text: ({ sampleRate }) => withUnit(sampleRate, "Hz", 0),
  },
  {
    field: "seconds",
    name: "Length",
    about: "",
    text: ({ seconds, frames }) => `${clockText(seconds, 2)} (${countText(frames, "frame", "frames")})`,
  },
  { field: "channels", name: "Channels", about: "", text: ({ channels }) => numberText(channels, 0) },
];

export function figureTable(measurement: Measurement): string {
  const rows = figureRows.map(({ field, name, text, about }) => {
    const value = text(measurement);
    const reason = measurement.nullReasons[field];
    const note =
      value !== null ? escapeHtml(about) : escapeHtml(reason ? reasonSentence(reason) : "No reason is given.");
    return `<tr><th scope="row">${name}</th><td class="number">${value === null ? "none" : escapeHtml(value)}</td><td class="note">${note}</td></tr>`;
  });
  return `<table>
<thead><tr><th scope="col">Figure</th><th scope="col" class="number">Value</th><th scope="col">What it says</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>`;
}

/** The spectrum in figures, behind its picture. */
export function spectrumTable({ spectrum }: Measurement): string {
  const { bandsHz, midDb, sideDb } = spectrum;
  const rows = bandsHz.map(
    (hz, band) =>
      `<tr><th scope="row">${hertzText(hz)}</th><td class="number">${numberText(midDb[band] ?? null, 1)}</td><td class="number">${numberText(sideDb[band] ?? null, 1)}</td></tr>`,
  );
  return `<details class="on-screen"><summary>The spectrum in figures</summary>
<table><thead><tr><th scope="col">Third octave</th><th scope="col" class="number">Mid, dBFS</th><th scope="col" class="number">Side, dBFS</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></details>`;
}
