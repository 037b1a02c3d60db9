import { expect, test } from "vitest";
import { makeDecision } from "../../foundation/plan/index.ts";
import { idForTarget, planFor } from "./target-decisions.ts";

const decisions = [
  "tone.mid",
  "limiter.ceiling@cd",
  "limiter.ceiling@club",
  "gain",
  "gain@club",
  "gain@01 a",
  "gain@01 a@club",
].map((id) => makeDecision({ id, what: id, value: id }));
const values = (...names: string[]): unknown[] => planFor(decisions, ...names).map(({ id, value }) => [id, value]);

test("planFor keeps what carries no other name, the most particular of each choice", () => {
  expect(values("cd")).toEqual([
    ["tone.mid", "tone.mid"],
    ["limiter.ceiling", "limiter.ceiling@cd"],
    ["gain", "gain"],
  ]);
  expect(values("01 a", "club")).toEqual([
    ["tone.mid", "tone.mid"],
    ["limiter.ceiling", "limiter.ceiling@club"],
    ["gain", "gain@01 a@club"],
  ]);
});

test("targets have loudness, limiter, dynamics and low end for themselves", () => {
  expect(
    ["loudness.target", "limiter.most", "dynamics.low", "width.low-mono"].map((id) => idForTarget(id, "cd")),
  ).toEqual(["loudness.target@cd", "limiter.most@cd", "dynamics.low@cd", "width.low-mono@cd"]);
  expect(["tone.mid", "width.side", "repair.dc"].map((id) => idForTarget(id, "cd"))).toEqual([
    "tone.mid",
    "width.side",
    "repair.dc",
  ]);
});
