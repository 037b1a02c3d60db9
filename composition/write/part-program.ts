/** General MIDI programs of parts: the usual ones, and what a plan decides instead. */
import { decisionId, findDecision, InputError, type Plan } from "../../foundation/plan/index.ts";
import type { Instrument } from "./brief.ts";

/** Name and General MIDI program (0 to 127) of each instrument; of the drums the standard kit. */
export const PROGRAMS: Readonly<Record<Instrument, readonly [name: string, program: number]>> = {
  lead: ["Lead", 80],
  piano: ["Electric piano", 4],
  guitar: ["Guitar", 25],
  pad: ["Pad", 89],
  strings: ["Strings", 48],
  bass: ["Bass", 33],
  drums: ["Drums", 0],
};

/** The decision about a part's program. @param part an instrument ("lead"), or a voice ("soprano") */
export function programId(part: string): string {
  return decisionId("sound", "program", part);
}

/** The program that a plan has for a part, else the usual one. Throws InputError for what is no program. */
export function programOf(plan: Plan, part: string, usual: number): number {
  const id = programId(part);
  const decision = findDecision(plan, id);
  return decision === null ? usual : checkProgram(decision.value, id);
}

/** @param field the decision or option that the value comes from */
export function checkProgram(value: unknown, field: string): number {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > 127)
    throw new InputError(field, "a General MIDI program, 0 to 127", JSON.stringify(value));
  return value as number;
}
