/** The report of `mix`: what the stems are, what was done with each, and why. One file that needs nothing else. */
import { basename, dirname } from "node:path";
import { countText, withUnit } from "../../foundation/look/figure-text.ts";
import type { Comparison } from "../master/compare.ts";
import type { MixedSong } from "../mix/mix-song.ts";
import { escapeHtml } from "./html.ts";
import { listenScript, listenSection } from "./listen.ts";
import { figureOf } from "./measure-report.ts";
import { mixAsked } from "./mix-asked.ts";
import { consoleTable } from "./mix-console.ts";
import { mixDecisions } from "./mix-decisions.ts";
import { balanceSentence, songFacts } from "./mix-lead.ts";
import { type MaskedShares, maskedShares, maskingPicture } from "./mix-masking.ts";
import { sessionCheck } from "./mix-session-check.ts";
import { type StemRows, stemRows } from "./mix-stem-rows.ts";
import { page } from "./page.ts";
import { shellWord } from "./shell-word.ts";
import { lanesLegend, stemLanes } from "./stem-lanes-picture.ts";

/**
 * `folder`: where the report will lie; links to sound are relative to it. The same song gives the same bytes: no clock,
 * and of paths the last part only.
 */
export function mixReport(
  song: MixedSong,
  folder: string,
  compare: Comparison | null = null,
  shares: MaskedShares = maskedShares(song.song, song.settings),
): string {
  const name = basename(dirname(song.stems[0]?.path ?? "/mix/stem"));
  const rows = stemRows(song);
  const parts = [
    `<header>\n<h1>${escapeHtml(name)}, mixed</h1>\n<p class="facts">${escapeHtml(songFacts(song))}</p>\n</header>`,
    lead(song, shares),
    lookAt(song, rows),
    compare ? listenSection(compare, folder, ["Plain sum", "Mix"]) : "",
    lanes(song, rows),
    masking(rows, shares),
    strips(song, rows),
    `<section>\n<h2>Session check</h2>\n${sessionCheck(song)}\n</section>`,
    mixAsked(song.plan),
    mixDecisions(song.plan.decisions, rows),
    again(name),
  ];
  const body = parts.filter((part) => part !== "").join("\n");
  return page({ title: `${name}, mixed`, body, script: `${openForPaper}${compare ? listenScript : ""}` });
}

/** Browsers that cannot show closed details on paper by style alone: open while it prints. */
const openForPaper = `
(function () {
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details.stem:not([open])"));
    opened.forEach(function (each) { each.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (each) { each.open = false; });
  });
})();
`;

function lead({ plan, mix, settings }: MixedSong, { before, after }: MaskedShares): string {
  const outcome =
    mix === null
      ? "Planned only; nothing was rendered."
      : `<strong>${escapeHtml(basename(mix.path))}</strong> peaks at ${withUnit(settings.peakDbfs, "dBFS", 1)}, with ${withUnit(mix.gainDb, "dB", 1)} on the mix bus.`;
  const covered = `Others cover ${withUnit(100 * after, "%", 0)} of what the stems play; it was ${withUnit(100 * before, "%", 0)} at the levels that came in.`;
  return `<p class="lead">${escapeHtml(balanceSentence(plan))} ${outcome} ${covered}</p>`;
}

/** What could not be read, what readers complained of, and what never sounds. */
function lookAt({ failed, stems }: MixedSong, { silent }: StemRows): string {
  const item = (text: string, loss: boolean): string =>
    `<li${loss ? ' class="loss"' : ""}>${escapeHtml(text.endsWith(".") ? text : `${text}.`)}</li>`;
  const items = [
    ...failed.map(({ path, cause }) => {
      const message = cause instanceof Error ? cause.message : String(cause);
      return item(`${basename(path)} is not in the mix: ${message.replaceAll(path, basename(path))}`, true);
    }),
    ...stems.flatMap(({ path, warnings }) =>
      warnings.map(({ message }) => item(`${basename(path)}: ${message.replaceAll(path, basename(path))}`, false)),
    ),
    ...(silent.length > 0
      ? [
          item(
            `${countText(silent.length, "stem never sounds", "stems never sound")}: ${silent.map(({ id }) => id).join(", ")}`,
            false,
          ),
        ]
      : []),
  ];
  return items.length === 0 ? "" : `<ul class="look">${items.join("")}</ul>`;
}

function lanes({ song, mix }: MixedSong, { sounding }: StemRows): string {
  const made = stemLanes(sounding, song.seconds, mix?.gainDb ?? 0);
  if (made === null) return "";
  const caption =
    "Each stem as it stands in the mix. The stronger the colour, the louder (momentary loudness); next to its name what it was taken for, from its file's name or from its sound, and how likely that is.";
  return `<section>\n<h2>Stems over time</h2>\n${figureOf("When each stem plays", caption, made.svg, "wide lanes")}\n${lanesLegend(made)}\n</section>`;
}

function masking({ sounding }: StemRows, shares: MaskedShares): string {
  if (sounding.length < 2) return "";
  const caption =
    "The share of what a stem plays (its bands, at every moment it sounds) that the others together exceed by more than 4 dB. Upper bar: the levels that came in; lower bar: with the faders, pans and filters of this mix. Compressors and rides are left out.";
  const total = `<p>All stems together: <strong>${withUnit(100 * shares.before, "%", 1)}</strong> covered before, <strong>${withUnit(100 * shares.after, "%", 1)}</strong> after.</p>`;
  return `<section>\n<h2>Room for each other</h2>\n${total}\n${figureOf("Covered by others", caption, maskingPicture(sounding, shares), "wide")}\n</section>`;
}

function strips({ settings, song, mix }: MixedSong, { sounding, silent }: StemRows): string {
  const { reverb, echo, stems } = settings;
  const uses = (of: (stem: (typeof stems)[number]) => number | null): boolean =>
    stems.some((stem) => of(stem) !== null);
  const effects = [
    uses(({ reverbDb }) => reverbDb)
      ? `Reverb: ${withUnit(reverb.decaySeconds, "s", 2)}, ${withUnit(reverb.preDelayMs, "ms", 0)} before it begins.`
      : "",
    uses(({ echoDb }) => echoDb)
      ? `Echo: every ${withUnit(1000 * echo.seconds, "ms", 0)}, ${withUnit(100 * echo.feedback, "%", 0)} comes back.`
      : "",
  ].filter((text) => text !== "");
  const held = Object.entries(mix?.glueDb ?? {})
    .filter(([, db]) => db > 0.05)
    .map(([bus, db]) => `The glue of the ${bus} takes ${withUnit(db, "dB", 1)} at most.`);
  const rest =
    silent.length > 0 ? [`${countText(silent.length, "stem", "stems")} that never sound are left out here.`] : [];
  const notes = [...effects, ...held, ...rest];
  const under = notes.length > 0 ? `<p class="facts">${notes.map(escapeHtml).join(" ")}</p>` : "";
  return `<section>\n<h2>Console</h2>\n${consoleTable(sounding, settings, song.seconds)}\n${under}\n</section>`;
}

function again(name: string): string {
  const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;
  const line = (option: string): string =>
    `<pre>${code(`songwright mix ${shellWord(name)} ${option} plan.json --out mix-2`)}</pre>`;
  return `<section>
<h2>Changing it</h2>
<p>Every decision stands in ${code("plan.json")}. Change a value there, then have the plan performed as it is:</p>
${line("--plan")}
<p>Or have the rest planned anew around what you set (${code('"by": "person"')}) or locked (${code('"locked": true')}):</p>
${line("--keep")}
<p>Levels as a whole: ${code("--balance keep")}, ${code("refine")} or ${code("new")}. What a stem is: ${code('{"roles": {"STEM": "pad"}}')} in a file for ${code("--brief")}. Proposals of the session check: ${code("--accept ID")}.</p>
</section>`;
}
