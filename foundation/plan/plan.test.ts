import { expect, test } from "vitest";
import { makeDecision } from "./decision.ts";
import { diffPlans } from "./diff.ts";
import { InputError } from "./errors.ts";
import { sameJson } from "./json.ts";
import { findDecision, lock, makePlan, override, type Plan, putBack, replan, unlock } from "./plan.ts";
import { randomPlan } from "./plans.testing.ts";

function planOf(ceiling: number, more: Partial<Plan> = {}): Plan {
  const decisions = [makeDecision({ id: "limiter.ceiling", what: "True-peak ceiling", value: ceiling, unit: "dBTP" })];
  return makePlan({ craft: "master", version: "0.1.0", material: [], seed: 1, brief: {}, decisions, ...more });
}

test("an override keeps what the machine proposed, through a second override, until it is put back", () => {
  const once = override(planOf(-1), "limiter.ceiling", -2);
  const twice = override(once, "limiter.ceiling", -3);
  expect(findDecision(twice, "limiter.ceiling")).toMatchObject({ value: -3, by: "person", proposed: -1 });
  expect(putBack(twice, "limiter.ceiling")).toEqual(planOf(-1));
});

test("an unknown decision is refused with those there are", () => {
  expect(() => override(planOf(-1), "limiter.celing", 0)).toThrow("one of limiter.ceiling, given limiter.celing");
});

test("two decisions of one id are refused with their place", () => {
  const decision = makeDecision({ id: "a.b", what: "", value: 1 });
  expect(() => planOf(0, { decisions: [decision, decision] })).toThrow("$.decisions[1].id");
});

test("re-planning keeps a person's value with the machine's new opinion beside it", () => {
  const { plan, kept, lost } = replan(override(planOf(-1), "limiter.ceiling", -2), planOf(-1.5));
  expect(findDecision(plan, "limiter.ceiling")).toMatchObject({ value: -2, by: "person", proposed: -1.5 });
  expect(kept).toEqual(["limiter.ceiling"]);
  expect(lost).toEqual([]);
});

test("re-planning leaves a locked value of the machine and changes an unlocked one", () => {
  const locked = lock(planOf(-1), "limiter.ceiling");
  expect(findDecision(replan(locked, planOf(-2)).plan, "limiter.ceiling")).toMatchObject({
    value: -1,
    by: "machine",
    locked: true,
    proposed: -2,
  });
  expect(replan(unlock(locked, "limiter.ceiling"), planOf(-2)).plan).toEqual(planOf(-2));
});

test("what a person set is reported when the new plan has no place for it", () => {
  const old = override(planOf(-1), "limiter.ceiling", -2);
  const gone = replan(old, planOf(0, { decisions: [] }));
  expect(gone.lost).toMatchObject([{ why: "gone", decision: { id: "limiter.ceiling", value: -2 } }]);
  const percent = makeDecision({ id: "limiter.ceiling", what: "", value: 89, unit: "%" });
  const changed = replan(old, planOf(0, { decisions: [percent] }));
  expect(changed.lost).toMatchObject([{ why: "unit-changed" }]);
  expect(findDecision(changed.plan, "limiter.ceiling")?.value).toBe(89);
});

test("for any two plans: nothing a person set is lost without a word, all else is as planned afresh", () => {
  for (let seed = 0; seed < 300; seed++) {
    const old = randomPlan(seed);
    const fresh = randomPlan(seed + 1000);
    const { plan, kept, lost } = replan(old, fresh);
    const held = old.decisions.filter((decision) => decision.by === "person" || decision.locked);
    expect([...kept, ...lost.map(({ decision }) => decision.id)].sort()).toEqual(held.map(({ id }) => id).sort());
    expect(plan.decisions.map(({ id }) => id)).toEqual(fresh.decisions.map(({ id }) => id));
    plan.decisions.forEach((decision, at) => {
      if (!kept.includes(decision.id)) {
        expect(decision).toBe(fresh.decisions[at]);
        return;
      }
      const before = findDecision(old, decision.id);
      expect(decision).toMatchObject({ by: before?.by, locked: before?.locked });
      expect(sameJson(decision.value, before?.value ?? null)).toBe(true);
    });
    expect(replan(plan, plan).plan.decisions.map(({ value }) => value)).toEqual(
      plan.decisions.map(({ value }) => value),
    );
  }
});

test("a difference reads as a person would say it", () => {
  const before = planOf(-1, { brief: { target: "streaming" } });
  const after = { ...override(before, "limiter.ceiling", -2), brief: { target: "cd" } };
  expect(diffPlans(before, after)).toEqual([
    "brief.target: streaming -> cd",
    "limiter.ceiling: -1 dBTP -> -2 dBTP (person; the machine proposed -1)",
  ]);
  expect(diffPlans(after, before)[1]).toBe("limiter.ceiling: -2 dBTP -> -1 dBTP (machine)");
  expect(diffPlans(planOf(0, { decisions: [] }), planOf(-1))).toEqual(["+ limiter.ceiling: -1 dBTP (machine)"]);
  expect(diffPlans(planOf(-1), planOf(0, { decisions: [] }))).toEqual(["- limiter.ceiling: -1 dBTP (machine)"]);
  expect(diffPlans(planOf(-1), lock(planOf(-1), "limiter.ceiling"))).toEqual(["limiter.ceiling: locked"]);
});

test("a plan does not differ from itself, and any override that changes a value shows", () => {
  for (let seed = 0; seed < 100; seed++) {
    const plan = randomPlan(seed);
    expect(diffPlans(plan, structuredClone(plan))).toEqual([]);
    for (const { id } of plan.decisions) {
      expect(diffPlans(plan, override(plan, id, "a value that no plan has"))).toHaveLength(1);
    }
  }
});

test("an InputError says field, what is allowed and what was given", () => {
  expect(new InputError("--ceiling", "-20 to 0 dBTP", "3").message).toBe("--ceiling: expected -20 to 0 dBTP, given 3");
});
