/** Ad sets that a person set or locked stand; the others share what is left of the budget. */
import { inMinorUnits } from "../../foundation/catalogue/currency.ts";
import type { Decision } from "../../foundation/plan/decision.ts";
import type { Plan } from "../../foundation/plan/plan.ts";

const isSpend = ({ id }: Decision): boolean => id.startsWith("spend.");
const isKept = ({ by, locked }: Decision): boolean => by === "person" || locked;
const moneyOf = ({ value }: Decision): number => (typeof value === "number" ? value : 0);

/**
 * The plan with the machine's ad sets in their proportions over what is left, or at nothing where nothing is. With nothing kept
 * it is the plan as it was.
 *
 * @param least money an ad set needs before a platform can learn from it; the smallest go until each has it
 */
export function fitBudget(plan: Plan, least: number): Plan {
  const spends = plan.decisions.filter(isSpend);
  const kept = spends.filter(isKept);
  const budget = plan.decisions.find(({ id }) => id === "campaign.budget");
  if (kept.length === 0 || !budget || typeof budget.value !== "number") return plan;
  const fixed = kept.reduce((sum, each) => sum + moneyOf(each), 0);
  const left = Math.max(0, budget.value - fixed);
  const free = spends.filter((each) => !isKept(each));
  const money = shares(free.map(moneyOf), left, Math.min(least, left), budget.unit);
  const facts = { kept: fixed, sets: kept.length, left, over: Math.max(0, fixed - budget.value) };
  const code = left > 0 ? "spend.rest-of-budget" : "spend.nothing-left";
  return {
    ...plan,
    decisions: plan.decisions.map((decision) => {
      if (decision === budget && facts.over > 0)
        return { ...decision, reasons: [{ code: "campaign.kept-over-budget", facts }, ...decision.reasons] };
      const at = free.indexOf(decision);
      if (at < 0) return decision;
      return { ...decision, value: money[at] as number, reasons: [{ code, facts }, ...decision.reasons] };
    }),
  };
}

function shares(wanted: readonly number[], left: number, least: number, currency: string): number[] {
  let given = [...wanted];
  for (;;) {
    const total = given.reduce((sum, each) => sum + each, 0);
    if (!(left > 0) || !(total > 0)) return wanted.map(() => 0);
    const scaled = given.map((each) => (each * left) / total);
    const some = scaled.filter((each) => each > 0);
    const smallest = Math.min(...some);
    if (some.length <= 1 || smallest >= least) return inMinorUnits(scaled, left, currency);
    const last = scaled.lastIndexOf(smallest);
    given = given.map((each, at) => (at === last ? 0 : each));
  }
}
