/** Planning an album anew: what a person set for a song goes with the song, whatever its number and name are now. */
import type { Decision, Plan } from "../../foundation/plan/index.ts";
import { renamedSongs, songsOfPlan } from "./album-decisions.ts";
import { type KeptPlan, keepPlan } from "./keep-plan.ts";

/** `names`: of the fresh plan's songs, in order. */
export function keepAlbumPlan(old: Plan, fresh: Plan, names: readonly string[]): KeptPlan {
  const before = songsOfPlan(old);
  const now = songsNow(before, names);
  const following = (all: readonly string[], name: string | undefined): string | undefined =>
    name === undefined ? undefined : all[all.indexOf(name) + 1];
  const held = ({ by, locked }: Decision): boolean => by === "person" || locked;
  // Whether a song runs into the next was decided for these two.
  const parted = (decision: Decision): boolean => {
    const [id, name = ""] = decision.id.split("@");
    if (id !== "album.segue" || !held(decision)) return false;
    const next = following(before, name);
    return next === undefined || now.get(next) !== following(names, now.get(name));
  };
  const stands = { ...old, decisions: old.decisions.filter((decision) => !parted(decision)) };
  const renamed = { ...stands, decisions: renamedSongs(stands.decisions, now) };
  const { plan, kept, lost } = keepPlan(renamed, fresh, ({ id }) => {
    const name = id.split("@")[1];
    const from = before.findIndex((each) => now.get(each) === name);
    return old.material[from]?.sha256 === fresh.material[names.indexOf(name ?? "")]?.sha256;
  });
  const apart = old.decisions.filter(parted).map(({ id }) => ({ id, why: "another song follows now" }));
  return { plan, kept, lost: [...apart, ...lost] };
}

/**
 * What the songs of an earlier plan are called now: by number and name, then by a name that is there once, then, where
 * as many are left on both sides, in their order.
 */
function songsNow(before: readonly string[], names: readonly string[]): Map<string, string> {
  const now = new Map<string, string>();
  const left = (): { readonly old: string[]; readonly free: string[] } => {
    const taken = new Set(now.values());
    return { old: before.filter((name) => !now.has(name)), free: names.filter((name) => !taken.has(name)) };
  };
  for (const name of before) if (names.includes(name)) now.set(name, name);
  const title = (name: string): string => name.replace(/^\d+ /, "");
  const byTitle = left();
  for (const name of byTitle.old) {
    const alike = (each: string): boolean => title(each) === title(name);
    const [found, ...others] = byTitle.free.filter(alike);
    if (found !== undefined && others.length === 0 && byTitle.old.filter(alike).length === 1) now.set(name, found);
  }
  const inOrder = left();
  if (inOrder.old.length === inOrder.free.length) {
    inOrder.old.forEach((name, at) => {
      now.set(name, inOrder.free[at] as string);
    });
  }
  return now;
}
