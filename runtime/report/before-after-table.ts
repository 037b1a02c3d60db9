/** The figures of a mix and of every master made from it, side by side. */
import { basename } from "node:path";
import { numberText, signedText } from "../../foundation/look/figure-text.ts";
import type { Measurement } from "../../production/index.ts";
import type { MasteredSong } from "../master/master-song.ts";
import { escapeHtml } from "./html.ts";

interface Row {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  readonly value: (measurement: Measurement) => number | null;
}

const rows: readonly Row[] = [
  { name: "Integrated loudness", unit: "LUFS", digits: 2, value: (m) => m.integratedLufs },
  { name: "Highest short-term loudness", unit: "LUFS", digits: 2, value: (m) => m.maxShortTermLufs },
  { name: "Loudness range", unit: "LU", digits: 2, value: (m) => m.loudnessRangeLu },
  { name: "True peak", unit: "dBTP", digits: 2, value: (m) => m.truePeakDbtp },
  { name: "PLR", unit: "dB", digits: 2, value: (m) => m.plrDb },
  { name: "PSR, least", unit: "dB", digits: 2, value: (m) => m.psrDb },
  { name: "Crest factor", unit: "dB", digits: 2, value: (m) => m.crestFactorDb },
  { name: "Correlation", unit: "", digits: 2, value: (m) => m.correlation },
  { name: "Side to mid", unit: "dB", digits: 2, value: (m) => m.sideToMidDb },
];

export function beforeAfterTable({ source, deliveries }: MasteredSong): string {
  const mix = source.analysis.measurement;
  const head = deliveries
    .map(
      ({ target, format, path }) =>
        `<th scope="col" class="number" title="${escapeHtml(basename(path))}">${escapeHtml(target)}<br/>${escapeHtml(format.name)}</th>`,
    )
    .join("");
  const body = rows.map(({ name, unit, digits, value }) => {
    const before = value(mix);
    const cells = deliveries.map(({ analysis }) => {
      const after = value(analysis.measurement);
      const change = before === null || after === null ? "" : signedText(after - before, digits);
      return `<td class="number">${numberText(after, digits)} <span class="change">${change}</span></td>`;
    });
    return `<tr><th scope="row">${name}${unit === "" ? "" : `, ${unit}`}</th><td class="number">${numberText(before, digits)}</td>${cells.join("")}</tr>`;
  });
  return `<div class="scroll"><table class="fit">
<thead><tr><th scope="col">Figure</th><th scope="col" class="number">Mix</th>${head}</tr></thead>
<tbody>
${body.join("\n")}
</tbody></table></div>`;
}
