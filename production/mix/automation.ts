/** Automation between its points. */
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import type { AutomationPoint } from "./stem-settings.ts";

/** Gain at a time, as a factor: straight lines of amplitude, level beyond the ends; 1 where there is none. */
export function automationAt(points: readonly AutomationPoint[], seconds: number): number {
  const next = points.findIndex(([at]) => at > seconds);
  const after = points[next < 0 ? points.length - 1 : next];
  if (after === undefined) return 1;
  const before = next > 0 ? points[next - 1] : undefined;
  const to = amplitudeFromDecibels(after[1]);
  if (before === undefined) return to;
  const from = amplitudeFromDecibels(before[1]);
  return from + ((to - from) * (seconds - before[0])) / (after[0] - before[0]);
}
