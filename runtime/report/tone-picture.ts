/** What was done to the tone: gain over frequency of mid and side, in front of the limiter. */

import { hertzText, signedText, signedWithUnit } from "../../foundation/look/figure-text.ts";
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import type { Decision } from "../../foundation/plan/index.ts";
import { THIRD_OCTAVES_HZ } from "../../foundation/sound/index.ts";
import { chainIsNeutral, numberOf, numbersOf } from "../../production/index.ts";
import { chainMagnitudes } from "../../production/master/chain.ts";
import { dot, line, type Point, segment } from "./svg-marks.ts";
import { frame, legend, plot } from "./svg-plot.ts";
import { decibelSpan, frequencyScale, linearScale } from "./svg-scale.ts";

const BINS = 8193;
const POINTS = 240;

/** The gains of mid and side at the third-octave centres, as planned: match and words together, width with the side. */
export function bandGains(decisions: readonly Decision[]): { readonly mid: number[]; readonly side: number[] } {
  const adjust = numbersOf(decisions, "tone.adjust");
  const width = numberOf(decisions, "width.side");
  const sum = (id: string, more: number): number[] =>
    numbersOf(decisions, id).map((gain, band) => gain + (adjust[band] ?? 0) + more);
  return { mid: sum("tone.mid", 0), side: sum("tone.side", width) };
}

/**
 * Lines: all that stands in front of the limiter (tone, words, width, high-passes). Dots: the planned gains at the
 * third-octave centres. "" where nothing is moved.
 */
export function tonePicture(decisions: readonly Decision[], sampleRate: number): string {
  if (chainIsNeutral(decisions)) return "";
  const f = frame(960, 260);
  const x = frequencyScale(f.left, f.right);
  const [mid, side] = chainMagnitudes(decisions, sampleRate, BINS);
  const bands = bandGains(decisions);
  const frequencies = Array.from({ length: POINTS + 1 }, (_, n) => 20 * 1000 ** (n / POINTS)).filter(
    (hz) => hz < sampleRate / 2,
  );
  const gains = (magnitudes: Float64Array): number[] =>
    frequencies.map((hz) => {
      const at = (hz * 2 * (BINS - 1)) / sampleRate;
      const low = Math.min(BINS - 2, Math.floor(at));
      const share = at - low;
      const value = (magnitudes[low] as number) * (1 - share) + (magnitudes[low + 1] as number) * share;
      return value > 0 ? decibelsFromAmplitude(value) : -200;
    });
  const midGains = gains(mid);
  const sideGains = gains(side);
  const ends = decibelSpan([...bands.mid, ...bands.side, 0, 3, -3], { step: 3, least: 12, most: 48 });
  const step = ends.high - ends.low > 24 ? 6 : 3;
  const y = linearScale(ends.low, ends.high, f.bottom, f.top, step, (value) => signedText(value, 0));
  const curve = (values: readonly number[], className: string): string =>
    line(
      values.map((gain, at): Point => [x.at(frequencies[at] as number), y.at(Math.max(ends.low - 6, gain))]),
      className,
    );
  const dots = (values: readonly number[], className: string): string =>
    values
      .map((gain, band) => ({ gain, hz: THIRD_OCTAVES_HZ[band] as number }))
      .filter(({ hz }) => hz < sampleRate / 2)
      .map(({ gain, hz }) => dot([x.at(hz), y.at(gain)], 3, className))
      .join("");
  const label = `Gain over frequency in front of the limiter: mid from ${signedWithUnit(Math.min(...bands.mid), "dB", 1)} to ${signedWithUnit(Math.max(...bands.mid), "dB", 1)}, side from ${signedWithUnit(Math.min(...bands.side), "dB", 1)} to ${signedWithUnit(Math.max(...bands.side), "dB", 1)}.`;
  const entries = [
    { text: "mid", className: "main" },
    { text: "side", className: "side" },
    { text: "planned gain of a third octave", className: "point", kind: "dot" as const },
  ];
  const marks = [
    segment([f.left, y.at(0)], [f.right, y.at(0)], "zero"),
    curve(midGains, "main"),
    curve(sideGains, "side"),
    dots(bands.mid, "point"),
    dots(bands.side, "point of-side"),
  ];
  return legend(entries) + plot({ frame: f, x, y, unit: "dB", label, marks });
}

/** The planned gains in figures, behind the picture. */
export function toneTable(decisions: readonly Decision[]): string {
  const { mid, side } = bandGains(decisions);
  const rows = mid.map(
    (gain, band) =>
      `<tr><th scope="row">${hertzText(THIRD_OCTAVES_HZ[band] as number)}</th><td class="number">${signedText(gain, 1)}</td><td class="number">${signedText(side[band] as number, 1)}</td></tr>`,
  );
  return `<details class="on-screen"><summary>The gains in figures</summary>
<table><thead><tr><th scope="col">Third octave</th><th scope="col" class="number">Mid, dB</th><th scope="col" class="number">Side, dB</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></details>`;
}
