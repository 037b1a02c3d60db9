/** Whose a decision is: ids carry "@" and the name of a target, of a song of an album, or of both. */
import type { Decision } from "../../foundation/plan/index.ts";

/** Stands in ids and file names for a master without a named target. */
export const targetName = (target: { readonly name: string } | null): string => target?.name ?? "master";

/** Decisions that each target has for itself. */
const OWN = /^(loudness|limiter|dynamics|width\.low-mono)/;

/** The id with the target's name where each target decides for itself: `loudness.target@spotify`, but `tone.mid`. */
export function idForTarget(id: string, target: string): string {
  return OWN.test(id) ? `${id}@${target}` : id;
}

/**
 * What holds for the names given (a target; a song and a target): decisions that carry no other name, without their
 * names; of one choice that which carries the most.
 */
export function planFor(decisions: readonly Decision[], ...names: readonly string[]): Decision[] {
  const scoped = decisions.flatMap((decision) => {
    const [id = "", ...carried] = decision.id.split("@");
    return carried.every((name) => names.includes(name)) ? [{ decision, id, count: carried.length }] : [];
  });
  const most = new Map<string, number>();
  for (const { id, count } of scoped) most.set(id, Math.max(most.get(id) ?? 0, count));
  return scoped.filter(({ id, count }) => most.get(id) === count).map(({ decision, id }) => ({ ...decision, id }));
}
