/** What the session check found: what was done without asking, and what a person may accept. */

import { countText } from "../../foundation/look/figure-text.ts";
import type { Plan } from "../../foundation/plan/index.ts";
import type { FaultKind, SessionFault } from "../../production/mix/index.ts";
import type { MixedSong } from "../mix/mix-song.ts";
import { confidenceText, decisionName, valueText } from "./decision-sentence.ts";
import { escapeHtml } from "./html.ts";
import { reasonSentence } from "./reason-sentence.ts";
import { shellWord } from "./shell-word.ts";

const names: Readonly<Record<FaultKind, string>> = {
  polarity: "turned over against what plays with it",
  delay: "late or early against what plays with it",
  duplicate: "the same as another stem",
  silent: "silent",
  dc: "off zero",
  clipping: "clipped",
  "wrong-rate": "played at the wrong rate",
  cut: "cut off",
  "mono-as-stereo": "mono in a stereo file",
  hum: "hum",
  noise: "noise",
  resonance: "a resonance",
};

/** Found in many stems of a session, and no more to be said of each: one line for all. */
const TOGETHER: readonly FaultKind[] = ["mono-as-stereo"];

/** Silent stems are left out: they are named where the report begins. */
export function sessionCheck({ faults: found, plan }: Pick<MixedSong, "faults" | "plan">): string {
  const faults = found.filter(({ kind }) => kind !== "silent");
  const fixed = (fault: SessionFault): boolean => isDone(fault, plan);
  const done = faults.filter(fixed);
  const open = faults.filter((fault) => !fixed(fault) && fault.fix !== null);
  const told = faults.filter((fault) => fault.fix === null && !TOGETHER.includes(fault.kind));
  const together = TOGETHER.map((kind) => faults.filter((fault) => fault.fix === null && fault.kind === kind));
  if (faults.length === 0) return `<p class="quiet">The session check reports nothing.</p>`;
  return [
    open.length > 0
      ? `<h3>${countText(open.length, "proposal", "proposals")}, yours to accept</h3>\n${list(open, plan, "proposal")}`
      : "",
    told.length > 0 ? `<h3>To look at yourself</h3>\n${list(told, plan, "told")}` : "",
    ...together.filter((each) => each.length > 0).map(oneLine),
    done.length > 0 ? `<h3>Done</h3>\n${list(done, plan, "done")}` : "",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function oneLine(faults: readonly SessionFault[]): string {
  const [first] = faults as [SessionFault];
  const stems = faults.map(({ stem }) => stem).join(", ");
  const why = faults.length > 1 ? "" : ` ${first.reasons.map(reasonSentence).join(" ")}`;
  const text = `${capital(names[first.kind])}: ${stems}.${why}`;
  return `<ul class="look"><li class="fine">${escapeHtml(text)}</li></ul>`;
}

/** Whether the plan has the value that puts it right. */
function isDone({ fix, stem }: SessionFault, plan: Plan): boolean {
  const decision = fix === null ? undefined : plan.decisions.find(({ id }) => id === `${fix.decision}@${stem}`);
  return fix !== null && decision !== undefined && JSON.stringify(decision.value) === JSON.stringify(fix.value);
}

function list(faults: readonly SessionFault[], plan: Plan, state: "proposal" | "told" | "done"): string {
  const items = faults.map((fault) => {
    const { id, stem, kind, reasons, confidence, fix, harmless } = fault;
    const decision = fix === null ? undefined : plan.decisions.find((each) => each.id === `${fix.decision}@${stem}`);
    const remedy =
      decision === undefined || fix === null ? "" : `${decisionName(decision)}: ${valueText(decision, fix.value)}.`;
    const why = [...reasons.map(reasonSentence), remedy].filter((text) => text !== "").join(" ");
    const how =
      state === "proposal"
        ? `; to accept: <code>${escapeHtml(`--accept ${shellWord(id)}`)}</code>`
        : state === "done"
          ? harmless
            ? "; done without asking: it is provable, and nothing is lost"
            : "; accepted by you"
          : "";
    const look = state === "done" ? ' class="fine"' : "";
    return `<li${look}><strong>${escapeHtml(stem)}: ${escapeHtml(names[kind] ?? kind)}.</strong> ${escapeHtml(why)} <span class="quiet">${escapeHtml(capital(confidenceText(confidence)))}${how}.</span></li>`;
  });
  return `<ul class="look">${items.join("")}</ul>`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
