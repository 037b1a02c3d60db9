import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { createRandom } from "../statistics/random.ts";
import { FormatError, InputError } from "./errors.ts";
import type { Finding, Json } from "./finding.ts";
import { stableJson } from "./json.ts";
import { readPlan } from "./plan-file.ts";
import { planText } from "./plan-text.ts";
import { randomJson, randomPlan, randomReasons } from "./plans.testing.ts";
import { decisionSchema, findingSchema, jsonSchema, planSchema, reasonSchema } from "./schema.ts";

// What the interfaces allow, the schemas take (at run time, over random plans); what the schemas take, the interfaces
// allow (at compile time: each schema is declared as z.ZodType of its interface).
test("any plan survives writing and reading, and its text is always the same", () => {
  for (let seed = 0; seed < 300; seed++) {
    const plan = randomPlan(seed);
    const text = planText(plan);
    expect(readPlan(text)).toEqual(plan);
    expect(planText(readPlan(text))).toBe(text);
  }
});

test("findings and reasons agree with their schemas", () => {
  for (let seed = 0; seed < 100; seed++) {
    const random = createRandom(seed);
    const finding: Finding<Json> = {
      value: randomJson(random),
      unit: "dB",
      uncertainty: random.pick([null, 0.5]),
      reasons: randomReasons(random),
    };
    expect(findingSchema(jsonSchema).parse(finding)).toEqual(finding);
    for (const reason of finding.reasons) expect(reasonSchema.parse(reason)).toEqual(reason);
  }
});

test("every member of a plan and a decision is required, and no other is taken", () => {
  const plan = randomPlan(2);
  expect(plan.decisions.length).toBeGreaterThan(0);
  for (const [schema, value] of [
    [planSchema, plan],
    [decisionSchema, plan.decisions[0]!],
  ] as const) {
    for (const key of Object.keys(value)) {
      const { [key]: _, ...rest } = value as unknown as Record<string, unknown>;
      expect(schema.safeParse(rest).success, key).toBe(false);
    }
    expect(schema.safeParse({ ...value, surprise: 1 }).success).toBe(false);
  }
  expect(planSchema).toBeInstanceOf(z.ZodType);
});

test("keys come in the order in which a person reads", () => {
  const lines = planText(randomPlan(2)).split("\n");
  expect(lines[1]).toBe('  "schema": "songwright.plan/1",');
  expect(lines.filter((line) => /^ {2}"/.test(line)).map((line) => line.split('"')[1])).toEqual([
    ...["schema", "craft", "version", "material", "seed", "brief", "decisions"],
  ]);
  expect(stableJson({ b: 1, a: { d: 1, c: [] }, x: undefined })).toBe(
    '{\n  "a": {\n    "c": [],\n    "d": 1\n  },\n  "b": 1\n}\n',
  );
});

test.each([
  ["a number where a truth value should be", { locked: 1 }, "$.decisions[0].locked: expected boolean, given 1"],
  ["an unknown person", { by: "label" }, '$.decisions[0].by: expected one of "machine"|"person", given "label"'],
  ["a confidence above 1", { confidence: 2 }, "$.decisions[0].confidence: expected number <= 1, given 2"],
  [
    "a reason without code",
    { reasons: [{ facts: {} }] },
    "$.decisions[0].reasons[0].code: expected string, given nothing",
  ],
  ["a member of its own", { colour: 1 }, "$.decisions[0]: expected no member called colour"],
])("%s is refused with its place", (_, change, message) => {
  const plan = randomPlan(2);
  const broken = { ...plan, decisions: [{ ...plan.decisions[0], ...change }, ...plan.decisions.slice(1)] };
  expect(() => readPlan(JSON.stringify(broken))).toThrow(message);
  expect(() => readPlan(JSON.stringify(broken))).toThrow(InputError);
});

test("text that is not JSON is refused with the byte where it stops being so", () => {
  expect(() => readPlan('{"\u00e9": 1,}')).toThrow(FormatError);
  expect(() => readPlan('{"\u00e9": 1,}')).toThrow("JSON at byte 9: expected JSON");
  expect(() => readPlan("")).toThrow("JSON at byte 0");
  expect(() => readPlan('{"schema": ')).toThrow("the end of the text");
});

test("a newer plan is refused politely, something else plainly", () => {
  expect(() => readPlan('{"schema":"songwright.plan/2"}')).toThrow(
    '$.schema: expected "songwright.plan/1", given "songwright.plan/2", made by a newer Songwright: update to read it',
  );
  expect(() => readPlan("[]")).toThrow('$.schema: expected "songwright.plan/1", given nothing');
});

test("what JSON cannot carry is refused with its place", () => {
  const plan = randomPlan(2);
  expect(() => planText({ ...plan, brief: { gain: Number.NEGATIVE_INFINITY } })).toThrow(
    "$.brief.gain: expected a finite number, given -Infinity",
  );
});

test("index.ts does not load Zod", () => {
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const source = readFileSync(new URL(file, import.meta.url), "utf8");
    for (const [, other] of source.matchAll(/from "(\.[^"]+|zod)"/g)) {
      expect(other).not.toBe("zod");
      load(`./${other!.replace("./", "")}`);
    }
  };
  load("./index.ts");
  expect(loaded.size).toBeGreaterThan(5);
});
