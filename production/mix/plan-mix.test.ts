import { describe, expect, test } from "vitest";
import {
  type Decision,
  diffPlans,
  findDecision,
  lock,
  makePlan,
  override,
  type Plan,
} from "../../foundation/plan/index.ts";
import { mixKnowledge } from "./knowledge.ts";
import { plainMixBrief, planMix } from "./plan-mix.ts";
import { band, gained, songOf } from "./sounds.testing.ts";
import { mixSettings } from "./stem-settings.ts";

const song = songOf(band());
const ids = song.stems.map(({ id }) => id);

function plan(decisions: readonly Decision[]): Plan {
  return makePlan({ craft: "mix", version: "0", material: [], seed: 1, brief: {}, decisions });
}
const first = plan(planMix(song, { ...plainMixBrief, balance: "new" }, mixKnowledge));
const again = (earlier: Plan): Plan =>
  plan(planMix(song, { ...plainMixBrief, balance: "new" }, mixKnowledge, [], earlier));
const decided = (of: Plan, id: string): unknown => findDecision(of, id)?.value;

test("every stem gets its settings, every decision has an id of its own", () => {
  const settings = mixSettings(first.decisions, ids);
  expect(settings.stems.map(({ role }) => role)).toEqual(["kick", "hats", "bass", "pad", "lead-vocal"]);
  expect(settings.stems.map(({ bus }) => bus)).toEqual(["drums", "drums", "bass", "music", "vocals"]);
  for (const { pan } of settings.stems.filter(({ role }) => ["kick", "bass", "lead-vocal"].includes(role)))
    expect(pan).toBe(0);
});

test("the same findings give the same plan", () => {
  expect(plan(planMix(songOf(band()), { ...plainMixBrief, balance: "new" }, mixKnowledge))).toEqual(first);
});

describe("what a person sets or locks holds, and what depends on it follows", () => {
  test.each(first.decisions.map(({ id }) => [id] as const))("%s locked", (id) => {
    const kept = again(lock(first, id));
    expect(decided(kept, id)).toEqual(decided(first, id));
    expect(findDecision(kept, id)?.locked).toBe(true);
  });

  test("a fader", () => {
    const kept = again(override(first, "fader@bass", -7.25));
    expect(decided(kept, "fader@bass")).toBe(-7.25);
    expect(findDecision(kept, "fader@bass")?.proposed).toBe(decided(first, "fader@bass"));
    expect(diffPlans(first, kept).length).toBeGreaterThan(0);
    expect(decided(kept, "fader@kick")).toBe(decided(first, "fader@kick"));
  });

  test("a role: its group, its high-pass and what else hangs on it", () => {
    const kept = again(override(first, "role@pad", "bass"));
    expect(decided(kept, "bus@pad")).toBe("bass");
    expect(findDecision(kept, "role@pad")?.by).toBe("person");
  });

  test("a high-pass: the fader gives back what it takes", () => {
    const kept = again(override(first, "eq.high-pass@bass", 150));
    expect(decided(kept, "fader@bass") as number).toBeGreaterThan((decided(first, "fader@bass") as number) + 1);
  });

  test("the mode of the balance", () => {
    const kept = again(override(first, "balance.mode", "keep"));
    for (const id of ids) expect(Math.abs(decided(kept, `fader@${id}`) as number)).toBeLessThan(0.5);
  });

  test("roles of the brief are the person's", () => {
    const asked = planMix(song, { ...plainMixBrief, roles: { pad: "strings" } }, mixKnowledge);
    const role = asked.find(({ id }) => id === "role@pad");
    expect(role?.value).toBe("strings");
    expect(role?.by).toBe("person");
    expect(role?.proposed).toBe("pad");
  });
});

test("stems that never sound are left alone", () => {
  const silent = songOf({ ...band(), "empty.wav": gained(band()["pad.wav"]!, -200) });
  const settings = mixSettings(
    planMix(silent, plainMixBrief, mixKnowledge),
    silent.stems.map(({ id }) => id),
  );
  const empty = settings.stems.at(-1)!;
  expect(empty.equaliser).toEqual([]);
  expect(Number.isFinite(empty.faderDb)).toBe(true);
});

test("a lead that is covered is raised, no further than 4 dB, and nothing else is", () => {
  const stems = band();
  const loud = Object.fromEntries(
    Object.entries(stems).map(([name, sound]) => [name, gained(sound, name === "lead vox.wav" ? -20 : 8)]),
  );
  const covered = planMix(
    songOf({ ...loud, "guitar.wav": gained(stems["lead vox.wav"]!, 6) }),
    { ...plainMixBrief, balance: "new" },
    mixKnowledge,
  );
  const lifted = covered.filter(({ reasons }) => reasons.some(({ code }) => code === "fader.lead-lifted"));
  expect(lifted.map(({ id }) => id)).toEqual(["fader@lead vox"]);
  const { liftDb, freeBeforePercent, freeAfterPercent } = lifted[0]!.reasons.at(-1)!.facts;
  expect(liftDb as number).toBeGreaterThan(0);
  expect(liftDb as number).toBeLessThanOrEqual(4);
  expect(freeAfterPercent as number).toBeGreaterThanOrEqual(freeBeforePercent as number);
});
