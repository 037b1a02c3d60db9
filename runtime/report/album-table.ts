/** The songs of an album in one target and format: before, aim, after. */

import { clockText, numberText, signedText } from "../../foundation/look/figure-text.ts";
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import type { AlbumDelivery, AlbumSource } from "../master/master-album.ts";
import { escapeHtml } from "./html.ts";

const heads = [
  ["Length", ""],
  ["Mix", "LUFS"],
  ["Aim", "LUFS"],
  ["Master", "LUFS"],
  ["Range, before", "LU"],
  ["Range, after", "LU"],
  ["True peak", "dBTP"],
  ["Gain", "dB"],
  ["Limiting, most", "dB"],
] as const;

/** A song that missed its aim is marked and says why under the table. */
export function albumTable(songs: readonly AlbumSource[], { tracks }: AlbumDelivery): string {
  const head = heads
    .map(([name, unit]) => `<th scope="col" class="number">${name}${unit === "" ? "" : `,<br/>${unit}`}</th>`)
    .join("");
  const rows = tracks.map((track) => {
    const before = songs.find(({ name }) => name === track.song)?.source.analysis.measurement;
    const after = track.analysis.measurement;
    const { gain, mostReductionDb, reached } = track.solution;
    const cells = [
      clockText(after.seconds),
      numberText(before?.integratedLufs ?? null, 1),
      numberText(track.targetLufs, 1),
      reached
        ? numberText(after.integratedLufs, 1)
        : `<span class="amber">${numberText(after.integratedLufs, 1)}</span>`,
      numberText(before?.loudnessRangeLu ?? null, 1),
      numberText(after.loudnessRangeLu, 1),
      numberText(after.truePeakDbtp, 2),
      signedText(decibelsFromAmplitude(gain), 1),
      numberText(mostReductionDb, 1),
    ];
    const shown = cells.map((cell) => `<td class="number">${cell}</td>`).join("");
    return `<tr><th scope="row" class="long">${escapeHtml(track.song)}</th>${shown}</tr>`;
  });
  return `<div class="scroll"><table>
<thead><tr><th scope="col">Song</th>${head}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>`;
}
