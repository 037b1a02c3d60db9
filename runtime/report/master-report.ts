/** The report of `master`: one HTML file beside the masters; what was asked, what was done, and why. */
import { basename, extname } from "node:path";
import { countText, signedWithUnit, withUnit } from "../../foundation/look/figure-text.ts";
import { planFor } from "../../production/index.ts";
import type { CodecPreview } from "../master/codec-preview.ts";
import type { Comparison } from "../master/compare.ts";
import type { MasteredSong } from "../master/master-song.ts";
import type { OutputDocument } from "../master/output-document.ts";
import { askedTable } from "./asked-list.ts";
import { beforeAfterTable } from "./before-after-table.ts";
import { codecTable } from "./codec-table.ts";
import { decisionList } from "./decision-list.ts";
import { formatLine, titleLine } from "./file-lines.ts";
import { escapeHtml } from "./html.ts";
import { limitingPicture } from "./limiting-picture.ts";
import { listenScript, listenSection } from "./listen.ts";
import { lookList } from "./look-list.ts";
import { loudnessBeforeAfter } from "./loudness-picture.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { shellWord } from "./shell-word.ts";
import { spectrumBeforeAfter } from "./spectrum-picture.ts";
import { storeSection } from "./store-section.ts";
import { tonePicture, toneTable } from "./tone-picture.ts";

/** What was made beside the masters. */
export interface MasterExtras {
  readonly compare?: Comparison | null | undefined;
  readonly codecPreview?: readonly CodecPreview[] | undefined;
}

/**
 * `folder`: where the report will lie; links to sound are relative to it. The same song, outputs and extras give the
 * same bytes: no clock, and of paths the last part only.
 */
export function masterReport(
  song: MasteredSong,
  outputs: readonly OutputDocument[],
  extras: MasterExtras,
  folder: string,
): string {
  const { source, plan } = song;
  const name = basename(source.path);
  const { compare, codecPreview } = extras;
  const parts = [
    `<header>
<h1>${escapeHtml(name)}, mastered</h1>
<p class="facts">${[titleLine(source.tags), formatLine(source.format, source.analysis.measurement.seconds)]
      .filter((line) => line !== "")
      .map(escapeHtml)
      .join("<br/>")}</p>
</header>`,
    ...outputs.map((output) => outcome(song, output)),
    source.warnings.length > 0 ? lookList({ warnings: source.warnings, analysis: source.analysis }) : "",
    `<section>\n<h2>Before and after</h2>\n${beforeAfterTable(song)}\n</section>`,
    compare ? listenSection(compare, folder) : "",
    ...pictures(song),
    `<section>\n<h2>What was asked</h2>\n${askedTable(plan)}\n</section>`,
    decisions(song),
    storeSection(outputs),
    codecPreview && codecPreview.length > 0 ? codecTable(codecPreview) : "",
    again(name),
  ];
  const body = parts.filter((part) => part !== "").join("\n");
  return page({ title: `${name}, mastered`, body, ...(compare ? { script: listenScript } : {}) });
}

/** How it went, in one sentence per file. */
function outcome({ source }: MasteredSong, output: OutputDocument): string {
  const { integratedLufs, truePeakDbtp } = source.analysis.measurement;
  const { gainDb, limiting, ceilingDbtp } = output;
  const limited =
    limiting.mostDb < 0.01
      ? "The limiter had nothing to do"
      : `The limiter takes ${withUnit(limiting.mostDb, "dB", 1)} at the highest peak, and less than ${withUnit(limiting.percentile99Db, "dB", 1)} for 99 % of the time`;
  const missed = output.reached
    ? ""
    : ` <span class="amber">The loudness asked for was not reached: ${escapeHtml(output.why ?? "")}.</span>`;
  return `<p class="lead"><strong>${escapeHtml(basename(output.path))}</strong>: from ${withUnit(integratedLufs, "LUFS", 1)} to <strong>${withUnit(output.integratedLufs, "LUFS", 1)}</strong>, true peak from ${withUnit(truePeakDbtp, "dBTP", 1)} to <strong>${withUnit(output.truePeakDbtp, "dBTP", 2)}</strong> (ceiling ${withUnit(ceilingDbtp, "dBTP", 2)}), gain ${signedWithUnit(gainDb, "dB", 1)}. ${limited}.${missed}</p>`;
}

/** Per target: loudness, limiting, spectrum; formats of one target differ in nothing that a picture shows. */
function pictures({ source, plan, deliveries }: MasteredSong): string[] {
  const targets = deliveries.filter(({ target }, at) => deliveries.findIndex((each) => each.target === target) === at);
  const before = source.analysis;
  const tones: string[] = [];
  return targets.flatMap(({ target, analysis, solution, gainLows }) => {
    const own = planFor(plan.decisions, target);
    const head = own.find(({ id }) => id === "trim.head")?.value;
    const aim = own.find(({ id }) => id === "loudness.target")?.value;
    const title = targets.length > 1 ? `: ${escapeHtml(target)}` : "";
    const limiting = limitingPicture({ solution, gainLows }, analysis.measurement.seconds);
    const [from, to] = [before.measurement.integratedLufs, analysis.measurement.integratedLufs];
    const raised = from === null || to === null ? 0 : to - from;
    const tone = tonePicture(own, source.format.sampleRate);
    const known = tones.includes(tone);
    tones.push(tone);
    return [
      `<section class="sheet">\n<h2>Loudness${title}</h2>`,
      figureOf(
        "Loudness over time",
        "",
        loudnessBeforeAfter(
          before,
          analysis,
          typeof aim === "number" ? aim : null,
          typeof head === "number" ? head : 0,
        ),
        "wide",
      ),
      limiting === ""
        ? figureOf("Gain reduction", "The limiter never acts: no peak reaches the ceiling.", "")
        : figureOf("Gain reduction", "", limiting, "wide"),
      "</section>",
      `<section>\n<h2>Tone${title}</h2>`,
      toneFigure(tone, known, own),
      `<div class="pair">${figureOf("Mid, before and after", "At equal loudness: what is left between the lines is tone.", spectrumBeforeAfter("mid", before.measurement.spectrum, analysis.measurement.spectrum, raised))}${before.measurement.channels < 2 ? "" : figureOf("Side, before and after", "Moved as the mid: what is left is tone and width.", spectrumBeforeAfter("side", before.measurement.spectrum, analysis.measurement.spectrum, raised))}</div>`,
      "</section>",
    ];
  });
}

export function toneFigure(picture: string, known: boolean, own: Parameters<typeof toneTable>[0]): string {
  if (picture === "") return "<p>Tone and width are left as they were mixed.</p>";
  if (known) return "<p>Tone and width as above.</p>";
  const caption =
    "Filters in front of the limiter; the width is in the curve of the side. Where a high-pass acts, a curve falls away from its planned gains.";
  return figureOf("What was done", caption, picture, "wide") + toneTable(own);
}

function decisions({ plan, deliveries }: MasteredSong): string {
  const shared = plan.decisions.filter(({ id }) => !id.includes("@"));
  const targets = [...new Set(deliveries.map(({ target }) => target))];
  const parts = targets.map((target) => {
    const ofTarget = plan.decisions.filter(({ id }) => id.endsWith(`@${target}`));
    const late = /^(loudness|limiter)\./;
    const own = [...ofTarget.filter(({ id }) => !late.test(id)), ...ofTarget.filter(({ id }) => late.test(id))];
    return `<h3>${targets.length > 1 ? `For ${escapeHtml(target)}` : "For this master"}</h3>\n${decisionList(own)}`;
  });
  const yours = plan.decisions.filter(({ by }) => by === "person").length;
  const count = `${countText(plan.decisions.length, "decision", "decisions")}, ${yours === 0 ? "all by the machine" : `${yours} of them yours`}. Each can be changed on the command line or in the plan.`;
  return `<section>\n<h2>Every decision, and why</h2>\n<p>${count}</p>\n<h3>The song</h3>\n${decisionList(shared)}\n${parts.join("\n")}\n</section>`;
}

function again(name: string): string {
  const stem = basename(name, extname(name));
  const line = `songwright master ${shellWord(name)} --plan ${shellWord(`${stem}.plan.json`)} --out masters`;
  return `<section>\n<h2>Changing it</h2>\n<p>Every decision stands in <code>${escapeHtml(`${stem}.plan.json`)}</code>. Change a value there, then have the plan performed:</p>\n<pre><code>${escapeHtml(line)}</code></pre>\n<p>For an instrumental or a clean version, <code>--same-as ${escapeHtml(`${stem}.plan.json`)}</code> makes the identical moves.</p>\n</section>`;
}
