/** A mix in a line of facts and a sentence. */

import { clockText, countText, numberText, shortest, withUnit } from "../../foundation/look/figure-text.ts";
import type { Decision, Plan } from "../../foundation/plan/index.ts";
import type { MixedSong } from "../mix/mix-song.ts";
import { valuesOf } from "./mix-stem-rows.ts";

/** "5 stems · 1:23 · 44.1 kHz · 150 BPM · G minor". Not escaped. */
export function songFacts({ song, stems, sampleRate, plan }: MixedSong): string {
  const value = valuesOf(plan.decisions);
  const [tempo, key] = [value("song.tempo"), value("song.key")];
  return [
    countText(stems.length, "stem", "stems"),
    clockText(song.seconds),
    `${shortest(sampleRate / 1000)}\u202fkHz`,
    typeof tempo === "number" && tempo > 0 ? withUnit(tempo, "BPM", 0) : "no tempo found",
    typeof key === "string" && key !== "" ? key : "no key found",
  ].join(" \u00b7 ");
}

/** What was decided about the levels that came in. Not escaped. */
export function balanceSentence(plan: Plan): string {
  const decision = plan.decisions.find(({ id }) => id === "balance.mode");
  if (decision === undefined) return "The plan does not say what is done with the levels that came in.";
  const look = incoming(decision);
  const what = WHAT[String(decision.value)] ?? `the plan says ${String(decision.value)}`;
  if (decision.by === "person") return `You decided: ${what}.${look === "" ? "" : ` ${look}.`}`;
  return look === "" ? `${what.slice(0, 1).toUpperCase()}${what.slice(1)}.` : `${look}: ${what}.`;
}

const WHAT: Readonly<Record<string, string>> = {
  keep: "they stay as they are, and nothing is shaped",
  refine: "the balance stays and is refined only",
  new: "a new balance is set, from what people do with such stems",
};

/** What the levels that came in look like; "" where the plan does not say. */
function incoming({ reasons }: Decision): string {
  if (reasons.some(({ code }) => code === "balance.peaks-normalised"))
    return "Nearly all stems came in at the same peak, so their levels say nothing";
  const likely = reasons.map(({ facts: { plausibility } }) => plausibility).find((value) => typeof value === "number");
  if (likely === undefined) return "";
  return `The levels that came in ${likely >= 0.5 ? "look" : "do not look"} like those of a mix (${percentText(likely)} likely)`;
}

function percentText(share: number): string {
  const percent = 100 * share;
  return percent < 1 ? "under 1\u202f%" : percent > 99 ? "over 99\u202f%" : `${numberText(percent, 0)}\u202f%`;
}
