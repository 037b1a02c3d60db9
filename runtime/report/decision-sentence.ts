/** A decision in words: what, its value, why, how sure, and how to change it. */

import { hertzText, numberText, shortest, signedWithUnit } from "../../foundation/look/figure-text.ts";
import type { Decision, Json } from "../../foundation/plan/index.ts";
import { THIRD_OCTAVES_HZ } from "../../foundation/sound/index.ts";
import { followingSentences } from "./mix-reason-sentences.ts";
import { materialOf, mixValueText, stageOf } from "./mix-value-text.ts";
import { reasonSentence } from "./reason-sentence.ts";

/** Gains, which carry a plus where they are more than nothing. */
const SIGNED = /^(tone\.|width\.side|loudness\.gain|place\.width|dynamics\.make-up)/;

/** `what` up to its explanation: "True-peak ceiling", "Most limiting". */
export function decisionName({ id, what }: Decision): string {
  // "Reverb: size of the room", "Glue: ratio (1: none) of the drums group": the part is the name.
  if (/^(reverb|echo|bus)\./.test(id)) return what.replace(/ \([^)]*\)/, "");
  // The name of a stem may hold what ends a name: it is set aside, and put back.
  const material = materialOf({ id });
  if (!material) return what.split(/ \(|: /)[0] ?? what;
  const name =
    what
      .split(material)
      .join("\0")
      .split(/ \(|: /)[0] ?? what;
  return name.split("\0").join(material);
}

/** The value as people read it; with the decision's own word for a number, where `what` gives one: "(0: none)". */
export function valueText(decision: Decision, value: Json = decision.value): string {
  const { id, what, unit } = decision;
  const own = mixValueText(decision, value);
  if (own !== null) return own;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") {
    const [, number, word] = /\((-?[\d.]+): ([^)]+)\)/.exec(what) ?? [];
    if (word !== undefined && value === Number(number)) return word;
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
function withoutReason({ id, what }: Decision): string {
  const stage = stageOf({ id });
  if (Object.hasOwn(followingSentences, stage)) return followingSentences[stage] as string;
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

/** A plan for one song is performed or planned anew around. */
const MIX_PLAN = "its value in the plan, then --plan, or --keep to have the rest follow";

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
  [/^balance\.mode/, "--balance with keep, refine or new"],
  [/^role@/, "roles in a brief (--brief)"],
  [/^(send\.|reverb\.|echo\.)/, "its value in the plan; effects off: --brief"],
  [/^(song\.|bus|fader@|pan@|automation@|mute@|mix\.|(eq|dynamics|de-ess|place|repair)\.[a-z-]+@)/, MIX_PLAN],
];

/** What to write on the command line to have it otherwise; anything at all can be changed in the plan. */
export function changeText({ id }: Decision): string {
  return ways.find(([pattern]) => pattern.test(id))?.[1] ?? "its value in the plan, then --plan";
}
