/** The page of `integrity`, and the page about one recording that goes to a distributor. */
import type { Integrity, IntegrityFinding } from "../../distribution/index.ts";
import { countText, numberText } from "../../foundation/look/figure-text.ts";
import type { Trace } from "../store/trace-figure.ts";
import { barListPicture } from "./bar-list-picture.ts";
import { countLabel } from "./count-label.ts";
import { escapeHtml } from "./html.ts";
import {
  auditText,
  findingTitle,
  innocentText,
  openText,
  placeName,
  playlistText,
  reasonText,
  recordingName,
} from "./integrity-words.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { surgePicture } from "./surge-picture.ts";
import { legend } from "./svg-plot.ts";

const LEGEND = legend([
  { text: "streams a day", className: "main" },
  { text: "usual", className: "side" },
  { text: "the days in question", className: "soft", kind: "area" },
]);
const MOST_SHOWN = 40;

export function integrityReport(answer: Integrity): string {
  const { findings, explained, leftOut, audit, nowcast, playlists, views } = answer;
  const evidence = findings.filter(({ level }) => level === "evidence");
  const look = findings.filter(({ level }) => level === "look");
  const lead = [
    evidence.length > 0
      ? `${countText(evidence.length, "surge", "surges")} that none of the innocent explanations accounts for.`
      : "No surge that figures alone tell to be bought.",
    look.length > 0 ? `${numberText(look.length, 0)} worth a look.` : "",
    explained > 0 ? `${countText(explained, "other surge has", "other surges have")} an innocent explanation.` : "",
    audit ? `${countText(audit.findings.length, "finding", "findings")} in statements.` : "",
  ];
  const body = [
    `<header>\n<h1>Integrity</h1>\n<p class="lead">${escapeHtml(lead.filter((text) => text !== "").join(" "))}</p>\n</header>`,
    section(
      "Evidence",
      evidence
        .slice(0, MOST_SHOWN)
        .map((finding) => findingPart(finding, "wide"))
        .join("\n"),
    ),
    section("Worth a look", pairs(look.slice(0, MOST_SHOWN).map((finding) => findingPart(finding, "small")))),
    section("Statements", auditPart(audit)),
    section("Money not reported yet", nowcastPart(nowcast)),
    section("Playlists", listOf(playlists.map(playlistText))),
    section(
      "What these exports can tell",
      views
        .map(
          ({ grain, recordings, from, until, cannotTell }) =>
            `<p>${countText(recordings, "recording", "recordings")} by ${grain}, ${from} to ${until}.${cannotTell.length > 0 ? " It cannot be told:" : ""}</p>\n${listOf(cannotTell)}`,
        )
        .join("\n") +
        (leftOut > 0
          ? `<p>${countText(leftOut, "small recording was", "small recordings were")} not looked at.</p>`
          : ""),
    ),
    "<footer>Figures have names that <code>songwright trace</code> takes; they stand in integrity.json. Nothing here says who ordered anything: streams can be bought for a recording by anyone.</footer>",
  ];
  return page({ title: "Integrity", body: body.filter((part) => part !== "").join("\n") });
}

function section(name: string, content: string): string {
  return content === "" ? "" : `<section>\n<h2>${name}</h2>\n${content}\n</section>`;
}

function listOf(texts: readonly string[], className = "look"): string {
  return texts.length === 0
    ? ""
    : `<ul class="${className}">${texts.map((text) => `<li>${escapeHtml(text)}</li>`).join("")}</ul>`;
}

/** Two beside each other. */
function pairs(parts: readonly string[]): string {
  const rows: string[] = [];
  for (let at = 0; at < parts.length; at += 2)
    rows.push(
      `<div class="pair">${parts
        .slice(at, at + 2)
        .map((part) => `<div>${part}</div>`)
        .join("")}</div>`,
    );
  return rows.join("\n");
}

/** "sent": everything open, for who has no Songwright. */
function findingPart(finding: IntegrityFinding, size: "wide" | "small" | "sent"): string {
  const { reasons, innocent, cannotTell, territories, services, playlists, figure } = finding;
  const small = size === "small";
  const picture = surgePicture(finding, small ? 460 : 960, small ? 180 : 240);
  const multiples = [
    shares("Territories", territories, placeName),
    shares("Services", services, (name) => name),
  ].filter((text) => text !== "");
  return [
    `<h3>${escapeHtml(findingTitle(finding))}</h3>`,
    picture === "" ? "" : figureOf("Streams", "", `${LEGEND}${picture}`, small ? "" : "wide"),
    multiples.length > 0 && !small ? `<div class="pair">${multiples.join("")}</div>` : "",
    listOf(reasons.map(reasonText)),
    playlists.length > 0
      ? `<p>Playlists that carried it: ${escapeHtml(playlists.map(({ playlist, streams }) => `${playlist} (${countLabel(streams)})`).join(", "))}.</p>`
      : "",
    cannotTell === null ? "" : `<p><strong>${escapeHtml(openText(cannotTell))}.</strong></p>`,
    `<details${size === "sent" ? ' open="open"' : ""}><summary>Innocent explanations that were weighed</summary>${listOf(innocent.map(innocentText), "checks")}</details>`,
    `<p class="facts">songwright trace '${escapeHtml(figure)}'</p>`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function shares(name: string, list: IntegrityFinding["territories"], label: (name: string) => string): string {
  if (list.length === 0 || list.every(({ usualShare }) => usualShare > 0.99)) return "";
  const rows = list.map((each) => ({
    name: label(each.name),
    value: each.share,
    text: `${numberText(100 * each.share, 0)} (${numberText(100 * each.usualShare, 0)})`,
  }));
  return figureOf(
    name,
    "Share of what came on top in %; in brackets the usual share.",
    barListPicture(rows, `${name} of what came on top`, 460, 130),
  );
}

function auditPart(audit: Integrity["audit"]): string {
  if (!audit) return "";
  const against =
    audit.counted.length > 0
      ? `${audit.counted.join(", ")} ${audit.counted.length === 1 ? "is" : "are"} counted too; the others are compared with their own months.`
      : "No dashboard counts are there, so statements are compared with their own months only.";
  const scope = `${countText(audit.services.length, "service", "services")}, ${audit.from} to ${audit.until}. ${against}`;
  return `<p>${escapeHtml(scope)}</p>\n${audit.findings.length === 0 ? "<p>Nothing is missing, and no rate dropped.</p>" : listOf(audit.findings.map(auditText))}`;
}

function nowcastPart(nowcast: Integrity["nowcast"]): string {
  if (!nowcast) return "";
  if (nowcast.status !== "done")
    return `<p>Cannot tell: this needs ${escapeHtml(nowcast.missing)}. Cheapest next step: ${escapeHtml(nowcast.cheapestNextStep)}.</p>`;
  const { value, low, high, currency, monthKeys, byService, byMonth, basis } = nowcast;
  const money = (amount: number): string => `${numberText(amount, 2)} ${currency}`;
  const rows = monthKeys.map(
    (month, at) => `<tr><th scope="row">${month}</th><td class="number">${escapeHtml(money(byMonth[at]!))}</td></tr>`,
  );
  const how = byService
    .map(
      ({ service, value: amount, from }) =>
        `${service || "no service"} ${money(amount)} (${from === "counted" ? "from its counts" : from === "others" ? "follows what is counted elsewhere" : "as before"})`,
    )
    .join(", ");
  return `<p>${escapeHtml(`${money(value)} for ${monthKeys.join(", ")}; 90 %: ${money(low)} to ${money(high)}. At ${countText(basis.origins, "earlier moment", "earlier moments")} the same was off by ${numberText(100 * basis.error, 0)} % (median).`)}</p>
<table class="fit"><tbody>${rows.join("")}</tbody></table>
<p class="quiet">${escapeHtml(how)}.</p>`;
}

export interface TracedFinding {
  readonly finding: IntegrityFinding;
  readonly trace: Trace;
  /** SHA-256 of each file of the trace, in its order. */
  readonly hashes: readonly string[];
}

/** What, where, when, and the lines behind it: readable without Songwright. */
export function evidencePage(recording: string, list: readonly TracedFinding[]): string {
  const name = list[0] ? recordingName(list[0].finding) : recording;
  const parts = list.map(({ finding, trace, hashes }) => {
    const files = trace.files.map((file, at) => {
      const lines = file.lines.map(({ line, quantity, cells }) => {
        const shown = Object.entries(cells).filter(([, text]) => text !== "");
        return `<li>line ${line}: ${escapeHtml(shown.map(([key, text]) => `${key} ${text}`).join(", "))}${quantity === null ? "" : ` (${numberText(quantity, 0)})`}</li>`;
      });
      const total = file.sums.reduce((sum, { facts }) => sum + facts, 0);
      return `<h4>${escapeHtml(file.path.split("/").pop() ?? file.path)}${file.member === null ? "" : `: ${escapeHtml(file.member)}`}</h4>
<p class="facts">SHA-256 ${hashes[at] ?? ""}; ${countText(total, "record", "records")} behind this figure${file.file === "unchanged" ? "" : `; the file is ${file.file} since it was read`}</p>
<ul class="facts">${lines.join("")}</ul>${total > lines.length ? `<p class="quiet">and ${countText(total - lines.length, "more record", "more records")}</p>` : ""}`;
    });
    return `<section>\n<h2>${finding.from} to ${finding.until}</h2>\n${findingPart(finding, "sent")}\n<h3>Sources</h3>\n${files.join("\n")}\n</section>`;
  });
  const body = `<header>\n<h1>${escapeHtml(name)}: streams that listeners do not account for</h1>
<p class="lead">${escapeHtml(`${countText(list.length, "span", "spans")} of days in which figures of the service are not those of listening. We report it so that it can be looked into; who ordered these streams is not known from these figures.`)}</p>\n</header>\n${parts.join("\n")}`;
  return page({ title: `${name}: streams that listeners do not account for`, body });
}
