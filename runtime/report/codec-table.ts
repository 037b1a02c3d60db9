/** What streaming codecs make of the masters. */
import { basename } from "node:path";
import { hertzText, withUnit } from "../../foundation/look/figure-text.ts";
import type { CodecPreview } from "../master/codec-preview.ts";
import { escapeHtml } from "./html.ts";

/** `nameOf`: how a file is called in this page. */
export function codecTable(
  previews: readonly CodecPreview[],
  nameOf: (path: string) => string = (path) => basename(path),
): string {
  const over = previews.filter((preview) => preview.over);
  const lead =
    over.length === 0
      ? "None of these encodings clips when it is decoded. Higher bit rates come closer to the master still."
      : "Where decoding goes over full scale, players clip it. A lower ceiling (<code>--ceiling -2</code>) leaves the codec more room.";
  const rows = previews.map(({ of, codec, truePeakDbtp, integratedLufs, over: clips, bandwidthHz }) => {
    const bandwidth = bandwidthHz === null ? "\u2013" : hertzText(Math.round(bandwidthHz / 100) * 100);
    const verdict = clips ? '<span class="red">clips</span>' : "does not clip";
    return `<tr><th scope="row" class="long">${escapeHtml(nameOf(of))}</th><td>${escapeHtml(codec)}</td><td class="number">${withUnit(truePeakDbtp, "dBTP", 2)}</td><td>${verdict}</td><td class="number">${withUnit(integratedLufs, "LUFS", 2)}</td><td class="number">${bandwidth}</td></tr>`;
  });
  return `<section>
<h2>After streaming codecs</h2>
<p>${lead}</p>
<div class="scroll"><table>
<thead><tr><th scope="col">Master</th><th scope="col">Encoded as</th><th scope="col" class="number">True peak</th><th scope="col">Decoded</th><th scope="col" class="number">Loudness</th><th scope="col" class="number">Bandwidth</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>
</section>`;
}
