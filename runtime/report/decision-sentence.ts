/** A decision in words: what, its value, why, how sure, and how to change it. */
import type { Decision, Json } from "../../foundation/plan/index.ts";
import { THIRD_OCTAVES_HZ } from "../../foundation/sound/index.ts";
import { hertzText, numberText, shortest, signedWithUnit } from "./figure-text.ts";
import { reasonSentence } from "./reason-sentence.ts";

/** Gains, which carry a plus where they are more than nothing. */
const SIGNED = /^(tone\.|width\.side|loudness\.gain)/;

/** `what` up to its explanation: "True-peak ceiling", "Most limiting". */
export function decisionName({ what }: Decision): string {
  return what.split(/ \(|: /)[0] ?? what;
}

/** The value as people read it; with the decision's own word for 0, where `what` gives one: "(0: none)". */
export function valueText(decision: Decision, value: Json = decision.value): string {
  const { id, what, unit } = decision;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") {
    const zero = /\(0: ([^)]+)\)/.exec(what)?.[1];
    if (value === 0 && zero !== undefined) return zero;
    if (SIGNED.test(id)) return value === 0 ? "unchanged" : signedWithUnit(value, unit, 2);
    return unit === "" ? shortest(value) : `${shortest(value)}\u202f${unit}`;
  }
  if (Array.isArray(value) && value.every((each) => typeof each === "number")) {
    const numbers = value as readonly number[];
    if (numbers.every((each) => each === 0)) return id.startsWith("tone.") ? "unchanged" : "none";
    if (numbers.length === THIRD_OCTAVES_HZ.length) return bandText(numbers, unit);
    return `${numbers.map((each) => numberText(each, Math.abs(each) < 0.1 ? 4 : 2)).join(", ")}${unit === "" ? "" : ` ${unit}`}`;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The largest moves up and down: "+3.1 dB at 80 Hz, −2.0 dB at 2.5 kHz". */
function bandText(gains: readonly number[], unit: string): string {
  const at = (best: number): string =>
    `${signedWithUnit(gains[best] as number, unit, 1)} at ${hertzText(THIRD_OCTAVES_HZ[best] as number)}`;
  const most = gains.reduce((best, gain, band) => (gain > (gains[best] as number) ? band : best), 0);
  const least = gains.reduce((best, gain, band) => (gain < (gains[best] as number) ? band : best), 0);
  const parts = [
    ...((gains[most] as number) > 0 ? [at(most)] : []),
    ...((gains[least] as number) < 0 ? [at(least)] : []),
  ];
  return parts.join(", ");
}

/** Why, in sentences; what the machine proposed where a person chose otherwise. */
export function whyText(decision: Decision): string {
  const reasons = decision.reasons.map(reasonSentence).join(" ");
  if (decision.by !== "person") return reasons === "" ? withoutReason(decision) : reasons;
  const proposed = decision.proposed === null ? "" : `The machine proposed ${valueText(decision, decision.proposed)}.`;
  return [proposed, reasons].filter((part) => part !== "").join(" ");
}

/** What stands behind the colon of `what` explains a value that needs no other reason. */
function withoutReason({ what }: Decision): string {
  const rest = what.slice(what.indexOf(": ") + 2);
  if (!what.includes(": ") || what.includes("(0: ")) return "Nothing was asked for here.";
  return `${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}.`;
}

/** "True-peak ceiling: −1 dBTP. Belongs to the target spotify." */
export function decisionSentence(decision: Decision): string {
  const who = decision.by === "person" ? " (yours)" : "";
  return `${decisionName(decision)}: ${valueText(decision)}${who}. ${whyText(decision)}`;
}

/** 0 to 1 as odds in words. */
export function confidenceText(confidence: number | null): string {
  if (confidence === null) return "how sure: unknown";
  if (confidence >= 0.995) return "certain";
  if (confidence >= 0.875) return "sure, about 9 in 10";
  if (confidence >= 0.775) return "fairly sure, about 4 in 5";
  if (confidence >= 0.7) return "fairly sure, about 3 in 4";
  if (confidence >= 0.55) return "a judgement, about 3 in 5";
  if (confidence >= 0.4) return "undecided, about 1 in 2";
  return "a guess";
}

const ways: readonly (readonly [id: RegExp, way: string])[] = [
  [/^loudness\.target/, "--loudness -12, or --adjust 'loudness +0.5'"],
  [/^loudness\.gain/, "follows from loudness, ceiling and most limiting"],
  [/^limiter\.ceiling/, "--ceiling -1.5"],
  [/^limiter\.most/, "--max-limiting 3"],
  [/^tone\.(mid|side)/, "--reference FILE, --amount 0.5"],
  [/^tone\.adjust/, "--adjust 'air +1, low -0.5'"],
  [/^saturation\.drive/, "--adjust 'saturation +1'"],
  [/^tone\.phase/, "--phase linear"],
  [/^delivery\.dither/, "--dither shaped"],
  [/^trim\./, "with or without --trim"],
  [/^fade\.in/, "--fade-in 2"],
  [/^fade\.out/, "--fade-out 8"],
  [/^width\.side/, "--adjust 'width -10 %'"],
];

/** What to write on the command line to have it otherwise; anything at all can be changed in the plan. */
export function changeText({ id }: Decision): string {
  return ways.find(([pattern]) => pattern.test(id))?.[1] ?? "its value in the plan, then --plan";
}
