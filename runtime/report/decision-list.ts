/** Every decision of a plan: one line each with its value, then why, how sure, and how to change it. */
import type { Decision } from "../../foundation/plan/index.ts";
import { changeText, confidenceText, decisionName, valueText, whyText } from "./decision-sentence.ts";
import { escapeHtml } from "./html.ts";

export function decisionList(decisions: readonly Decision[]): string {
  return `<ul class="decisions">\n${decisions.map(decisionItem).join("\n")}\n</ul>`;
}

export function decisionItem(decision: Decision): string {
  const person = decision.by === "person";
  const badges = [
    ...(person ? ['<span class="badge">yours</span>'] : []),
    ...(decision.locked ? ['<span class="badge">locked</span>'] : []),
  ];
  const how = person ? "chosen by you" : `chosen by the machine, ${confidenceText(decision.confidence)}`;
  const way = changeText(decision);
  const change = /--/.test(way) ? `to change: ${asCode(way)}` : escapeHtml(way);
  return `<li${person ? ' class="by-person"' : ""}><div class="decision"><span class="what">${escapeHtml(decisionName(decision))}${badges.join("")}</span><span class="value">${escapeHtml(valueText(decision))}</span></div><p>${escapeHtml(whyText(decision))}</p><p class="how">${person ? "" : confidencePicture(decision.confidence)}${escapeHtml(how)}; ${change}</p></li>`;
}

/** The parts of a way that are typed, in the type of code. */
function asCode(way: string): string {
  return escapeHtml(way).replace(/--[a-z-]+(?: (?:&#39;.*?&#39;|-?[\dA-Z.]+))?/g, (typed) => `<code>${typed}</code>`);
}

/** Four steps, as many filled as it is sure. */
function confidencePicture(confidence: number | null): string {
  const filled = confidence === null ? 0 : Math.max(1, Math.round(confidence * 4));
  const steps = [0, 1, 2, 3].map(
    (at) => `<rect class="${at < filled ? "sure" : "unsure"}" x="${at * 9 + 0.5}" y="0.5" width="6" height="7"/>`,
  );
  return `<svg viewBox="0 0 34 8" aria-hidden="true">${steps.join("")}</svg>`;
}
