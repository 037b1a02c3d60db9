import { type Decision, InputError, type Json, makeDecision, overrideDecision } from "../../foundation/plan/index.ts";
import type { DitherKind, Phase } from "../../foundation/sound/index.ts";
import type { MasterBrief } from "./brief.ts";

export const phases: readonly Phase[] = ["minimum", "linear"];
export const dithers: readonly DitherKind[] = ["tpdf", "shaped"];

/** Which of two good ways the filters and the rounding go: the safe one, unless a person wants the other. */
export function decideRendering({ askedPhase = null, askedDither = null }: MasterBrief): Decision[] {
  const choice = (id: string, what: string, [usual, other]: readonly string[], codes: readonly [string, string]) =>
    makeDecision<Json>({
      id,
      what,
      value: usual as string,
      reasons: [{ code: codes[0], facts: {} }],
      confidence: 0.8,
      alternatives: [{ value: other as string, reasons: [{ code: codes[1], facts: {} }] }],
    });
  const phase = choice("tone.phase", "Phase of the tone filters", phases, ["phase.no-ringing", "phase.no-shift"]);
  const dither = choice("delivery.dither", "Dither of integer files", dithers, ["dither.flat", "dither.shaped"]);
  return [
    askedPhase === null ? phase : overrideDecision(phase, askedPhase),
    askedDither === null ? dither : overrideDecision(dither, askedDither),
  ];
}

/** What a plan says; plans that do not say get what is usual. Throws InputError for a word that is none of the two. */
export function phaseOf(decisions: readonly Decision[]): Phase {
  return wordOf(decisions, "tone.phase", phases);
}

export function ditherOf(decisions: readonly Decision[]): DitherKind {
  return wordOf(decisions, "delivery.dither", dithers);
}

function wordOf<T extends string>(decisions: readonly Decision[], id: string, allowed: readonly T[]): T {
  const decision = decisions.find((each) => each.id === id);
  if (!decision) return allowed[0] as T;
  const word = allowed.find((each) => each === decision.value);
  if (word === undefined) throw new InputError(id, allowed.join(" or "), JSON.stringify(decision.value));
  return word;
}
