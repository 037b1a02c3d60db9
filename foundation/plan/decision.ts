/** One choice in a plan: what the machine proposes, what a person made of it. */
import type { Json, Reason } from "./finding.ts";

/** Another value that was weighed, and what speaks for it. */
export interface Alternative<T extends Json = Json> {
  readonly value: T;
  readonly reasons: readonly Reason[];
}

export interface Decision<T extends Json = Json> {
  /** See decisionId: the same choice about the same material has the same id in every plan. */
  readonly id: string;
  /** For people, in the field's words: "True-peak ceiling of the limiter". */
  readonly what: string;
  readonly value: T;
  /** "dB", "dBTP", "Hz", "ms"; "" for what has none. */
  readonly unit: string;
  readonly reasons: readonly Reason[];
  /** 0 (a guess) to 1 (certain); null where it cannot be said. */
  readonly confidence: number | null;
  readonly alternatives: readonly Alternative<T>[];
  /** Whose value it is now. */
  readonly by: "machine" | "person";
  /** Re-planning leaves a locked value as it is. */
  readonly locked: boolean;
  /** The machine's own value where `value` is something else; null where `value` is the machine's. */
  readonly proposed: T | null;
}

/** What a planner says about a choice; the rest of a Decision follows from it. */
export interface Proposal<T extends Json> {
  readonly id: string;
  readonly what: string;
  readonly value: T;
  readonly unit?: string;
  readonly reasons?: readonly Reason[];
  readonly confidence?: number | null;
  readonly alternatives?: readonly Alternative<T>[];
}

/**
 * The id of a choice, from the stage it belongs to and the material it is about, never from a position in a list:
 * `limiter.ceiling`, or `limiter.ceiling@lead-vocal` where a plan is about several stems or songs.
 */
export function decisionId(stage: string, name: string, material?: string): string {
  return material === undefined ? `${stage}.${name}` : `${stage}.${name}@${material}`;
}

/** A decision as the machine makes it: unlocked, without an override. */
export function makeDecision<T extends Json>(proposal: Proposal<T>): Decision<T> {
  return {
    id: proposal.id,
    what: proposal.what,
    value: proposal.value,
    unit: proposal.unit ?? "",
    reasons: proposal.reasons ?? [],
    confidence: proposal.confidence ?? null,
    alternatives: proposal.alternatives ?? [],
    by: "machine",
    locked: false,
    proposed: null,
  };
}

/** The machine's own value, whoever has the last word at present. */
export function machineValue<T extends Json>(decision: Decision<T>): T {
  return decision.by === "person" || decision.proposed !== null ? (decision.proposed as T) : decision.value;
}

/** A person's value in place of the machine's, which is kept in `proposed`. */
export function overrideDecision<T extends Json>(decision: Decision<T>, value: T): Decision<T> {
  return { ...decision, value, by: "person", proposed: machineValue(decision) };
}

/** Takes a person's value back: the machine's stands again, unlocked. */
export function putBackDecision<T extends Json>(decision: Decision<T>): Decision<T> {
  return { ...decision, value: machineValue(decision), by: "machine", locked: false, proposed: null };
}

/** Keeps the present value through re-planning, whoever chose it. */
export function lockDecision<T extends Json>(decision: Decision<T>): Decision<T> {
  return { ...decision, locked: true };
}

/** Lets re-planning change the value again (a person's value stays a person's). */
export function unlockDecision<T extends Json>(decision: Decision<T>): Decision<T> {
  return { ...decision, locked: false };
}
