/** The report of `measure`: one HTML file that needs nothing else. */
import { basename } from "node:path";
import { countText, numberText } from "../../foundation/look/figure-text.ts";
import type { Measurement } from "../../production/index.ts";
import type { AnalysedFile } from "../sound/analyse-file.ts";
import { figureTable, spectrumTable } from "./figure-table.ts";
import { formatLine, titleLine } from "./file-lines.ts";
import { goniometerPicture } from "./goniometer-picture.ts";
import { escapeHtml } from "./html.ts";
import { lookList } from "./look-list.ts";
import { loudnessPicture } from "./loudness-picture.ts";
import { page } from "./page.ts";
import { spectrumPicture } from "./spectrum-picture.ts";
import { waveformPicture } from "./waveform-picture.ts";

/**
 * Figures and pictures of every file, in the order given. The same analyses give the same bytes: no clock, and of paths
 * the last part only.
 */
export function measureReport(files: readonly AnalysedFile[]): string {
  const [first] = files;
  const title =
    files.length === 1 && first
      ? `${basename(first.path)}, measured`
      : `${countText(files.length, "file", "files")}, measured`;
  const overview = files.length > 1 ? overviewTable(files) : "";
  return page({ title, body: [overview, ...files.map(fileSheet)].filter((part) => part !== "").join("\n") });
}

function fileSheet(file: AnalysedFile, at: number): string {
  const { analysis } = file;
  const { measurement } = analysis;
  return `<article class="sheet" id="file-${at + 1}">
<header>
<h1>${escapeHtml(basename(file.path))}</h1>
<p class="facts">${[titleLine(file.tags), formatLine(file.format, measurement.seconds)]
    .filter((line) => line !== "")
    .map(escapeHtml)
    .join("<br/>")}</p>
</header>
${keyFigures(measurement)}
${lookList(file)}
${measurement.samplePeakDbfs === null ? "" : pictures(file)}
<section>
<h2>All figures</h2>
${figureTable(measurement)}
</section>
</article>`;
}

/** Of silence there is nothing to be drawn. */
function pictures({ analysis }: AnalysedFile): string {
  const { measurement } = analysis;
  const stereo = goniometerPicture(analysis);
  const spectrum = figureOf(
    "Spectrum",
    "Level in third octaves over the whole sound; a full-scale sine in the mid reads \u22123 dBFS in its band.",
    spectrumPicture(measurement.spectrum, stereo === "" ? 960 : 664),
  );
  return `${figureOf("Loudness", "Each value stands in the middle of its window.", loudnessPicture(analysis), "wide")}
${figureOf("Waveform", "", waveformPicture(analysis), "wide")}
${stereo === "" ? spectrum : `<div class="pair uneven">${spectrum}${figureOf("Stereo", "Stronger where the sound is more often.", stereo)}</div>`}
${spectrumTable(measurement)}`;
}

/** A picture with its name and how to read it. */
export function figureOf(name: string, caption: string, picture: string, className = ""): string {
  const note = caption === "" ? "" : `<figcaption>${caption}</figcaption>`;
  return `<figure class="${className}"><h3>${name}</h3>${note}<div class="scroll">${picture}</div></figure>`;
}

interface KeyFigure {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  readonly value: (measurement: Measurement) => number | null;
}

const keys: readonly KeyFigure[] = [
  { name: "Integrated", unit: "LUFS", digits: 1, value: (m) => m.integratedLufs },
  { name: "Loudness range", unit: "LU", digits: 1, value: (m) => m.loudnessRangeLu },
  { name: "True peak", unit: "dBTP", digits: 2, value: (m) => m.truePeakDbtp },
  { name: "PLR", unit: "dB", digits: 1, value: (m) => m.plrDb },
  { name: "PSR, least", unit: "dB", digits: 1, value: (m) => m.psrDb },
  { name: "Crest factor", unit: "dB", digits: 1, value: (m) => m.crestFactorDb },
  { name: "Correlation", unit: "", digits: 2, value: (m) => m.correlation },
];

function keyFigures(measurement: Measurement): string {
  const items = keys.map(({ name, unit, digits, value }) => {
    const figure = value(measurement);
    const shown =
      figure === null ? "none" : `${numberText(figure, digits)}${unit === "" ? "" : ` <small>${unit}</small>`}`;
    return `<li><span class="name">${name}</span><span class="value">${shown}</span></li>`;
  });
  return `<ul class="figures">${items.join("")}</ul>`;
}

function overviewTable(files: readonly AnalysedFile[]): string {
  const head = keys
    .map(({ name, unit }) => `<th scope="col" class="number">${name}${unit === "" ? "" : `,<br/>${unit}`}</th>`)
    .join("");
  const rows = files.map(({ path, analysis }, at) => {
    const cells = keys.map(
      ({ digits, value }) => `<td class="number">${numberText(value(analysis.measurement), digits)}</td>`,
    );
    return `<tr><th scope="row" class="long"><a href="#file-${at + 1}">${escapeHtml(basename(path))}</a></th>${cells.join("")}</tr>`;
  });
  return `<section class="sheet">
<h1>${countText(files.length, "file", "files")}, measured</h1>
<div class="scroll"><table><thead><tr><th scope="col">File</th>${head}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table></div>
</section>`;
}
