/** What is put right before mixing: on its own what is provable and harmless, the rest when a person accepts it. */
import { type Decision, type Json, makeDecision, overrideDecision } from "../../foundation/plan/index.ts";
import type { SessionFault } from "./faults.ts";

const plain: readonly { readonly name: string; readonly what: string; readonly value: Json; readonly unit: string }[] =
  [
    { name: "repair.polarity", what: "Polarity turned over", value: false, unit: "" },
    { name: "repair.shift", what: "Moved later", value: 0, unit: "frames" },
    { name: "repair.dc", what: "Offset taken off each channel", value: [0], unit: "" },
    { name: "repair.bands", what: "Narrow cuts against hum and resonances", value: [], unit: "dB" },
    { name: "gate", what: "Gate", value: null, unit: "" },
    { name: "mute", what: "Left out", value: false, unit: "" },
  ];

/** For every stem the repairs there are. `accepted`: ids of faults whose fix the person wants. */
export function decideRepairs(
  stems: readonly string[],
  faults: readonly SessionFault[],
  accepted: readonly string[],
): Decision[] {
  return stems.flatMap((stem) =>
    plain.map(({ name, what, value: rest, unit }) => {
      const found = faults.filter((fault) => fault.stem === stem && fault.fix?.decision === name);
      const done = found.find(({ harmless }) => harmless);
      const all = found.filter(({ id }) => accepted.includes(id));
      const [taken] = all;
      // Hum and a resonance of one stem are cut together.
      const value = (of: SessionFault): Json =>
        name === "repair.bands" ? all.flatMap(({ fix }) => fix?.value as Json[]) : (of.fix?.value as Json);
      const decision = makeDecision<Json>({
        id: `${name}@${stem}`,
        what: `${what}: ${stem}`,
        value: done?.fix?.value ?? rest,
        unit,
        reasons: (done ?? found[0])?.reasons ?? [{ code: "repair.nothing-found", facts: {} }],
        confidence: done?.confidence ?? found[0]?.confidence ?? 1,
        alternatives: found
          .filter((fault) => fault !== done)
          .map((fault) => ({ value: fault.fix?.value as Json, reasons: fault.reasons })),
      });
      return taken && taken !== done ? overrideDecision(decision, value(taken)) : decision;
    }),
  );
}
