/** Every decision of a mix: the shared ones first, then stem by stem; what does nothing is said in short. */

import { countText } from "../../foundation/look/figure-text.ts";
import type { Decision, Json } from "../../foundation/plan/index.ts";
import { decisionItem } from "./decision-list.ts";
import { decisionName, valueText, whyText } from "./decision-sentence.ts";
import { escapeHtml } from "./html.ts";
import { type StemRow, type StemRows, valuesOf } from "./mix-stem-rows.ts";
import { isResting, materialOf, stageOf } from "./mix-value-text.ts";

/** In the order in which sound goes through them. */
const ORDER = [
  "role",
  "bus",
  "mute",
  "repair",
  "place",
  "eq",
  "de-ess",
  "dynamics",
  "unmask",
  "automation",
  "fader",
  "pan",
  "send",
];

export function mixDecisions(decisions: readonly Decision[], rows: StemRows): string {
  const all = [...rows.sounding, ...rows.silent];
  const stems = new Set(all.map(({ id }) => id));
  const decided = valuesOf(decisions);
  // A stem may be called like a group.
  const stemOf = (decision: Decision): string | null => (/^bus\./.test(decision.id) ? null : materialOf(decision));
  const shared = decisions.filter((each) => !stems.has(stemOf(each) ?? "\0"));
  const yours = decisions.filter(({ by }) => by === "person").length;
  const count = `${countText(decisions.length, "decision", "decisions")}, ${yours === 0 ? "all by the machine" : `${yours} of them yours`}. Each can be changed in the plan.`;
  const own = (row: StemRow): string =>
    stemDecisions(
      row,
      decisions.filter((each) => stemOf(each) === row.id),
      decided,
    );
  return `<section>\n<h2>Every decision, and why</h2>\n<p>${count}</p>\n<h3>The song</h3>\n${split(shared, decided)}\n${all.map(own).join("\n")}\n</section>`;
}

function stemDecisions(
  row: StemRow,
  decisions: readonly Decision[],
  decided: (id: string) => Json | undefined,
): string {
  const silent = row.findings.features === null ? ", never sounds" : "";
  const yours = decisions.some(({ by }) => by === "person") ? ' <span class="badge">yours</span>' : "";
  const rank = (decision: Decision): number => {
    const at = ORDER.indexOf(stageOf(decision).split(".")[0] as string);
    return at < 0 ? ORDER.length : at;
  };
  const sorted = [...decisions].sort((a, b) => rank(a) - rank(b));
  return `<details class="stem"><summary><strong>${escapeHtml(row.id)}</strong> ${escapeHtml(`${row.role}${silent}`)}${yours}</summary>\n${split(sorted, decided)}\n</details>`;
}

/** What does something in full, the rest a line each. */
function split(decisions: readonly Decision[], decided: (id: string) => Json | undefined): string {
  const acting = decisions.filter((each) => !isResting(each, decided));
  const resting = decisions.filter((each) => isResting(each, decided));
  const list = `<ul class="decisions">\n${acting.map(decisionItem).join("\n")}\n</ul>`;
  if (resting.length === 0) return list;
  const items = resting.map(
    (each) =>
      `<li>${escapeHtml(decisionName(each))}: <strong>${escapeHtml(valueText(each))}</strong>. ${escapeHtml(whyText(each))}</li>`,
  );
  return `${acting.length > 0 ? list : ""}<ul class="resting">\n${items.join("\n")}\n</ul>`;
}
