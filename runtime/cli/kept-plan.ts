/** `--keep`: the earlier plan, and what became of what was set in it. */
import { InputError, type Plan } from "../../foundation/plan/index.ts";
import { type KeptPlan, readMasterPlan } from "../master/keep-plan.ts";
import { refuseOtherKind } from "./given-plan.ts";
import type { MasterContext } from "./master-sound.ts";

/** Null without `--keep`. */
export async function readKeptPlan({ options, plan }: MasterContext): Promise<Plan | null> {
  if (options.keep === null) return null;
  if (plan !== null || options["same-as"] !== null) {
    throw new InputError("--keep", "a new plan; --plan and --same-as perform one as it is", "both");
  }
  const kept = await readMasterPlan(options.keep);
  refuseOtherKind(kept, "--keep", options.album);
  return kept;
}

/** Null: nothing was to be kept. */
export type Kept = Pick<KeptPlan, "kept" | "lost"> | null;

export function sayKept(context: MasterContext, kept: Kept): void {
  if (!kept) return;
  context.say(`kept from the earlier plan: ${kept.kept.length > 0 ? kept.kept.join(", ") : "nothing"}`);
  for (const { id, why } of kept.lost) context.warn(`not kept: ${id}: ${why}`);
}

export function keptDocument(kept: Kept): object {
  return kept ? { kept: kept.kept, lost: kept.lost } : {};
}
