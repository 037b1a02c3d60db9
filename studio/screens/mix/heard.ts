/** What is heard of a mix: its plan, with what is being moved and soloed at the moment. */
import type { Decision, Plan } from "../../../foundation/plan/index.ts";
import { mixSettings, stemIds } from "../../../production/mix/index.ts";
import { errorText } from "../../api/request.ts";
import { say } from "../../state/notices.ts";

/** A change that is heard but not kept yet: while a fader is held. By decision. */
export type Held = Readonly<Record<string, number | boolean>>;

/** The plan with what is held and soloed: null where the plan cannot be performed as it stands. */
export function settingsOf(plan: Plan, held: Held, solo: ReadonlySet<string>): ReturnType<typeof mixSettings> | null {
  const decisions = plan.decisions.map((decision) => {
    const value = held[decision.id];
    return value === undefined ? decision : { ...decision, value };
  });
  try {
    const ids = stemIds(plan.material.map(({ name }) => name.split(/[\\/]/).at(-1) as string));
    const settings = mixSettings(decisions, ids);
    if (solo.size === 0) return settings;
    return { ...settings, stems: settings.stems.map((stem) => ({ ...stem, muted: stem.muted || !solo.has(stem.id) })) };
  } catch (error) {
    say({ kind: "error", text: errorText(error) });
    return null;
  }
}

/** Where in the song a reason says to listen, seconds; null: anywhere. */
export function placeOf({ reasons }: Decision): number | null {
  for (const { facts } of reasons)
    for (const name of ["seconds", "fromSeconds", "atSeconds", "firstSeconds"])
      if (typeof facts[name] === "number") return Math.max(0, (facts[name] as number) - 1);
  return null;
}
