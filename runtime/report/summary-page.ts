/** One page for a whole release: what was made, what it says, where to go on, and who decided. */
import { relative, sep } from "node:path";
import type { AiUseRecord } from "../project/ai-use-record.ts";
import type { Release } from "../project/release-file.ts";
import { escapeHtml } from "./html.ts";
import { page } from "./page.ts";

export interface SummaryLine {
  /** "Markets". */
  readonly what: string;
  /** Absolute; null where nothing was made. */
  readonly path: string | null;
  /** One sentence, as the verb says it. */
  readonly says: string;
}

/** @param at absolute path of the page: links are relative to it */
export function summaryPage(release: Release, lines: readonly SummaryLine[], record: AiUseRecord, at: string): string {
  const link = (path: string): string => relative(at, path).split(sep).slice(1).join("/");
  const rows = lines.map(({ what, path, says }) => {
    const name =
      path === null ? escapeHtml(what) : `<a href="${escapeHtml(encodeURI(link(path)))}">${escapeHtml(what)}</a>`;
    return `<tr><th scope="row">${name}</th><td>${escapeHtml(says)}</td></tr>`;
  });
  return page({
    title: `${release.title}: summary`,
    body: `<header>\n<h1>${escapeHtml(release.title)}</h1>\n<p class="lead">${escapeHtml(release.artist)}</p>\n</header>
<section>\n<h2>What there is</h2>\n<div class="scroll"><table><tbody>${rows.join("")}</tbody></table></div>\n</section>
${recordSection(record)}`,
  });
}

function recordSection({ facets, pictures, disclosure, timeSavedWhy }: AiUseRecord): string {
  const used = [
    ...facets.filter(({ decisions }) => decisions > 0),
    ...(pictures ? [{ facet: "clips and posts", ...pictures }] : []),
  ];
  if (used.length === 0) return "";
  const rows = used.map(
    ({ facet, decisions, machine, person, overridden }) =>
      `<tr><th scope="row">${escapeHtml(facet)}</th><td class="number">${decisions}</td><td class="number">${machine}</td><td class="number">${person}</td><td class="number">${overridden}</td></tr>`,
  );
  return `<section>\n<h2>Who decided</h2>\n<p class="lead">${escapeHtml(disclosure || "No decision was the machine's.")}</p>
<div class="scroll"><table><caption>Every decision stands in a plan with its reason and can be changed. ai-use.json has this for a distributor's form. Time saved: ${escapeHtml(timeSavedWhy)}.</caption><thead><tr><th scope="col">Part</th><th scope="col" class="number">Decisions</th><th scope="col" class="number">The machine's</th><th scope="col" class="number">Yours</th><th scope="col" class="number">Proposals changed</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>\n</section>`;
}
