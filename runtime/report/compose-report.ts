/** The report of `compose`: the song to look at, why it is as it is, and how original it is. */
import type { OriginalityReport } from "../../composition/originality/originality.ts";
import { clockText, countText } from "../../foundation/look/figure-text.ts";
import { type Decision, findDecision, type Json, type Plan } from "../../foundation/plan/index.ts";
import type { Score } from "../../foundation/score/index.ts";
import { createClock } from "../../foundation/score/index.ts";
import { KEYS, shown, why } from "./compose-sentences.ts";
import { escapeHtml } from "./html.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { scorePicture } from "./score-picture.ts";

export interface ComposedSong {
  readonly plan: Plan;
  readonly score: Score;
  /** Null where it was not asked for: a plan that is performed, a four-voice piece. */
  readonly originality: OriginalityReport | null;
  readonly rewritten: readonly string[];
}

export function composeReport({ plan, score, originality, rewritten }: ComposedSong): string {
  const title = score.title ?? "A song";
  const value = (id: string): Json => findDecision(plan, id)?.value ?? null;
  const seconds = createClock(score).secondsAt(score.lengthTicks);
  const key = `${KEYS[value("song.tonic") as number]} ${value("song.mode")}`;
  const metre = score.metres[0];
  const facts = `${key}, ${value("song.tempo")} quarter notes a minute, ${metre?.beats}/${metre?.beatUnit}, ${countText(score.bars.length, "bar", "bars")}, ${clockText(seconds)}`;
  const half = Math.ceil(score.bars.length / 2);
  const pictures =
    score.bars.length <= 40
      ? [scorePicture(score)]
      : [scorePicture(score, 0, half), scorePicture(score, half, score.bars.length)];
  const parts = [
    `<header>\n<h1>${escapeHtml(title)}</h1>\n<p class="facts">${escapeHtml(facts)}</p>\n</header>`,
    `<p class="lead">${escapeHtml(leadText(plan, originality))}</p>`,
    `<section>\n<h2>Notes</h2>\n${pictures
      .filter((each) => each !== null)
      .map((each, at) =>
        figureOf(
          at === 0 ? "All parts" : "The second half",
          at === 0 ? "Melody, chords, bass and drums by colour; bars above." : "",
          each,
          "wide",
        ),
      )
      .join("\n")}\n</section>`,
    harmonyTable(plan),
    wordsTable(plan),
    melodyTable(plan),
    originality ? originalitySection(originality, rewritten) : "",
    frameTable(plan),
    `<section>\n<h2>Change it</h2>\n<p>Edit <code>plan.json</code> and perform it: <code>songwright compose --plan plan.json --out again</code>. Write bars anew and leave all others: <code>songwright compose --keep plan.json --redo 9-12 --out again</code>. Vary a section (<code>--vary chorus</code>), keep some parts and redo the rest (<code>--lock bass,drums</code>), put words under it (<code>--words words.txt</code>).</p>\n</section>`,
  ];
  return page({ title, body: parts.filter((part) => part !== "").join("\n") });
}

function leadText(plan: Plan, originality: OriginalityReport | null): string {
  const people = plan.decisions.filter(({ by }) => by === "person").length;
  const who = `${countText(plan.decisions.length, "decision", "decisions")}, ${people === 0 ? "all by the machine so far" : `${people} of them a person's`}.`;
  if (originality === null) return who;
  if (originality.original === null) return `${who} The style has too few songs to say how original it is.`;
  return `${who} ${originality.original ? "Its melody shares no more with any song of the style than those share among each other." : "Its melody comes nearer to a song of the style than those come to each other: see below."}`;
}

function rows(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  return `<div class="scroll"><table>\n<thead>${line(head, "th")}</thead>\n<tbody>\n${lines.map((cells) => line(cells, "td")).join("\n")}\n</tbody>\n</table></div>`;
}

function harmonyTable(plan: Plan): string {
  const chords = plan.decisions.filter(({ id }) => id.startsWith("harmony."));
  if (chords.length === 0) return "";
  return `<section>\n<h2>Chords</h2>\n${rows(
    ["Section", "Chords", "Why"],
    chords.map((decision) => [materialOf(decision), String(decision.value), why(decision)]),
  )}\n</section>`;
}

function wordsTable(plan: Plan): string {
  const lines = plan.decisions.filter(({ id }) => id.startsWith("words.line@"));
  if (lines.length === 0) return "";
  return `<section>\n<h2>Words</h2>\n${rows(
    ["Section and line", "Words, syllables apart"],
    lines.map(({ what, value }) => [what, String(value)]),
  )}\n</section>`;
}

function melodyTable(plan: Plan): string {
  const bars = plan.decisions.filter(
    ({ id }) => id.startsWith("melody.bar@") || id.startsWith("melody.variation@") || id.startsWith("voice.bar@"),
  );
  if (bars.length === 0) return "";
  return `<section>\n<h2>Melody, bar by bar</h2>\n<details><summary>${countText(bars.length, "bar", "bars")}: notes with lengths in sixteenths</summary>\n${rows(
    ["Bar", "Notes", "Why"],
    bars.map((decision) => [materialOf(decision), String(decision.value), why(decision)]),
  )}\n</details>\n</section>`;
}

function frameTable(plan: Plan): string {
  const rest = plan.decisions.filter(({ id }) => !/^(harmony\.|melody\.|voice\.bar|words\.)/.test(id));
  return `<section>\n<h2>Other decisions</h2>\n${rows(
    ["Decision", "Value", "By", "Why"],
    rest.map((decision) => [decision.what, shown(decision), decision.by, why(decision)]),
  )}\n</section>`;
}

function materialOf({ id }: Decision): string {
  return id.slice(id.indexOf("@") + 1);
}

function originalitySection(report: OriginalityReport, rewritten: readonly string[]): string {
  const { longest, longestPlain, baseline, grams, passages, pieces } = report;
  const percent = (share: number | null | undefined): string =>
    share === null || share === undefined ? "\u2013" : `${Math.round(1000 * share) / 10} %`;
  const run = longest
    ? `The longest run of intervals and gaps shared with a song is ${countText(longest.length, "move", "moves")}: bar ${longest.bar} here, bar ${longest.otherBar} of ${longest.piece}.`
    : "No run is shared with any song.";
  const usual = baseline.run
    ? ` Songs of the style share up to ${baseline.run.percentile95} with another (95 in 100 of them; half share up to ${baseline.run.median}).`
    : "";
  const plain = longestPlain
    ? ` Plain scales and repeated notes, which are everybody's: up to ${longestPlain.length}.`
    : "";
  const near =
    passages.length === 0
      ? "No passage of sixteen notes has three quarters of its notes from any song."
      : passages
          .map(
            (passage) =>
              `${passage.matched} of ${passage.of} notes of ${passage.piece}, bar ${passage.otherBar}, are found in bar ${passage.bar}.`,
          )
          .join(" ");
  return `<section>\n<h2>Originality</h2>\n<p>${escapeHtml(run + usual + plain)} ${escapeHtml(near)}</p>\n${rows(
    ["Figures of", "Shared by this melody", "By songs of the style, mean"],
    [4, 6, 8, 12].map((n) => [`${n} moves`, percent(grams[n]), percent(baseline.grams[n])]),
  )}\n${rewritten.length > 0 ? `<p>Written again for being too near: ${escapeHtml(rewritten.join(", "))}.</p>\n` : ""}<p>Compared with the melodies of ${countText(pieces, "song", "songs")} of the style, under transposition and at half and double speed; with nothing else. This is a measurement, not legal advice.</p>\n</section>`;
}
