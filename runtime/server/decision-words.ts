/** Decisions in words for the studio: the sentences that the reports have. */
import type { Decision, Json, Plan } from "../../foundation/plan/index.ts";
import { campaignWhy } from "../report/campaign-decision-words.ts";
import { placeName } from "../report/campaign-sentences.ts";
import { shown, why } from "../report/compose-sentences.ts";
import { confidenceText, decisionName, valueText, whyText } from "../report/decision-sentence.ts";
import { isResting, materialOf } from "../report/mix-value-text.ts";
import type { DecisionWords } from "./api/history.ts";

/** By the decisions' ids. */
export function wordsOf(plan: Plan): Record<string, DecisionWords> {
  const decided = new Map(plan.decisions.map(({ id, value }) => [id, value]));
  const craft = plan.craft === "compose" || plan.craft === "campaign" ? plan.craft : "sound";
  const words = { compose: composeWords, campaign: campaignWords, sound: soundWords }[craft];
  return Object.fromEntries(
    plan.decisions.map((decision) => [
      decision.id,
      { sure: confidenceText(decision.confidence), ...words(decision, (id) => decided.get(id)) },
    ]),
  );
}

type Words = Omit<DecisionWords, "sure">;

function soundWords(decision: Decision, decided: (id: string) => Json | undefined): Words {
  const { proposed, by } = decision;
  return {
    name: decisionName(decision),
    value: valueText(decision),
    proposed: by === "person" && proposed !== null ? valueText(decision, proposed) : null,
    why: whyText(decision),
    material: materialOf(decision),
    resting: isResting(decision, decided),
  };
}

function composeWords(decision: Decision, decided: (id: string) => Json | undefined): Words {
  const { proposed, by } = decision;
  return {
    name: decision.what,
    value: shown(decision),
    proposed: by === "person" && proposed !== null ? shown({ ...decision, value: proposed }) : null,
    why: sentence(why(decision)),
    material: partOf(decision, decided("song.form")),
    resting: false,
  };
}

function campaignWords(decision: Decision): Words {
  const { proposed, by, value, unit, id } = decision;
  const said = (each: Json): string =>
    typeof each === "string" || typeof each === "number" || typeof each === "boolean"
      ? `${valueText({ ...decision, value: each })}`
      : JSON.stringify(each);
  const material = materialOf(decision);
  return {
    name: decision.what,
    value: said(value) + (typeof value === "string" && unit ? `\u202f${unit}` : ""),
    proposed: by === "person" && proposed !== null ? said(proposed) : null,
    why: campaignWhy(decision),
    material: material === null ? null : id.startsWith("spend.") ? placeName(material) : groupOf(id),
    resting: false,
  };
}

const groupOf = (id: string): string =>
  ({ posts: "Posts", clips: "Clips", measure: "Telling whether it worked" })[id.split(".")[0] as string] ?? "Ads";

/** "melody.bar@chorus.3" is about the chorus, "texture.bass@5" about the fifth section; the rest about the whole. */
function partOf({ id }: Decision, form: Json | undefined): string | null {
  const at = id.indexOf("@");
  if (at < 0) return null;
  const [part = ""] = id.slice(at + 1).split(".");
  if (!/^\d+$/.test(part) || !Array.isArray(form)) return part;
  const section = form[Number(part) - 1] as { label?: string } | undefined;
  return `section ${part}${section?.label === undefined ? "" : `: ${section.label}`}`;
}

const sentence = (text: string): string => (text === "" ? "" : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`);
