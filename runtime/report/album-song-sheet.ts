/** One song of an album: its figures before and after, what the limiter did, and its own decisions. */

import type { Plan } from "../../foundation/plan/index.ts";
import { planFor } from "../../production/index.ts";
import type { MasteredSong } from "../master/master-song.ts";
import { beforeAfterTable } from "./before-after-table.ts";
import { decisionList } from "./decision-list.ts";
import { formatLine, titleLine } from "./file-lines.ts";
import { escapeHtml } from "./html.ts";
import { limitingPicture } from "./limiting-picture.ts";
import { lookList } from "./look-list.ts";
import { loudnessBeforeAfter } from "./loudness-picture.ts";
import { figureOf } from "./measure-report.ts";

/** `plan`: the album's. */
export function albumSongSheet(name: string, song: MasteredSong, plan: Plan, at: number): string {
  const { source, deliveries } = song;
  const facts = [titleLine(source.tags), formatLine(source.format, source.analysis.measurement.seconds)]
    .filter((line) => line !== "")
    .map(escapeHtml)
    .join("<br/>");
  const targets = deliveries.filter(({ target }, k) => deliveries.findIndex((each) => each.target === target) === k);
  const pictures = targets.map(({ target, analysis, solution, gainLows }) => {
    const own = planFor(plan.decisions, name, target);
    const value = (id: string): number | null => {
      const found = own.find((decision) => decision.id === id)?.value;
      return typeof found === "number" ? found : null;
    };
    const whose = targets.length > 1 ? `: ${escapeHtml(target)}` : "";
    const limiting = limitingPicture({ solution, gainLows }, analysis.measurement.seconds);
    const curve = loudnessBeforeAfter(source.analysis, analysis, value("loudness.target"), value("trim.head") ?? 0);
    return [
      figureOf(`Loudness over time${whose}`, "", curve, "wide"),
      limiting === ""
        ? figureOf(`Gain reduction${whose}`, "The limiter never acts here: no peak reaches the ceiling.", "")
        : figureOf(`Gain reduction${whose}`, "", limiting, "wide"),
    ].join("\n");
  });
  const named = plan.decisions.filter(({ id }) => id.split("@").includes(name));
  const forAll = named.filter(({ id }) => id.split("@").length === 2);
  const forTargets = targets.map(({ target }) => {
    const own = named.filter(({ id }) => id.endsWith(`@${name}@${target}`));
    const head = targets.length > 1 ? `<h3>${escapeHtml(name)} for ${escapeHtml(target)}</h3>\n` : "";
    return own.length === 0 ? "" : `${head}${decisionList(own)}`;
  });
  return `<article class="sheet" id="song-${at + 1}">
<header>
<h1>${escapeHtml(name)}</h1>
<p class="facts">${facts}</p>
</header>
${lookList(source)}
${beforeAfterTable(song)}
${pictures.join("\n")}
<h2>Decisions for this song</h2>
${decisionList(forAll)}
${forTargets.filter((part) => part !== "").join("\n")}
</article>`;
}
