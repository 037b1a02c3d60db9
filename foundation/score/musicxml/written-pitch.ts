import type { Spelling, Step } from "../score.ts";
import { fifthsOf, nameAtFifths, pitchOf, spelled } from "../spell-pitch.ts";
import type { PartState } from "./part-state.ts";
import { child, numberOf, textOf, type XmlElement } from "./xml-tree.ts";

export const steps: readonly Step[] = ["C", "D", "E", "F", "G", "A", "B"];

/** The sounding pitch of a <note>; null for notes without one. Drums that are not named are written where they stand. */
export function soundOf(element: XmlElement, state: PartState): { pitch: number; spelling: Spelling | null } | null {
  const unpitched = child(element, "unpitched");
  const inner = unpitched ?? child(element, "pitch");
  if (inner === undefined) return null;
  const prefix = unpitched === undefined ? "" : "display-";
  const step = (textOf(inner, `${prefix}step`) ?? (unpitched === undefined ? "" : "B")) as Step;
  const octave = numberOf(inner, `${prefix}octave`) ?? (unpitched === undefined ? Number.NaN : 4);
  const alter = numberOf(inner, "alter") ?? 0;
  if (!steps.includes(step)) throw state.error(inner, "a step from A to G", step);
  if (!Number.isInteger(octave) || octave < 0 || octave > 9)
    throw state.error(inner, "an octave from 0 to 9", `${octave}`);
  if (unpitched !== undefined) {
    state.unpitched = true;
    const drum = state.drums.get(child(element, "instrument")?.attributes.id ?? "");
    return { pitch: drum ?? pitchOf({ step, alter: 0, octave }), spelling: null };
  }
  if (!Number.isInteger(alter)) state.warn("Microtones were rounded to semitones.");
  const whole = Math.max(-3, Math.min(3, Math.round(alter)));
  const spelling = sounding({ step, alter: whole, octave }, state.transpose);
  const pitch = pitchOf(spelling);
  if (pitch < 0 || pitch > 127) throw state.error(inner, "a pitch from 0 to 127", `${pitch}`);
  return { pitch, spelling: Math.abs(spelling.alter) <= 3 ? spelling : null };
}

/** What a written pitch sounds as, with the letter moved as far as the part says. */
function sounding(written: Spelling, { chromatic, diatonic }: PartState["transpose"]): Spelling {
  if (chromatic === 0) return written;
  const name = nameAtFifths(fifthsOf(written.step, written.alter) + 7 * chromatic - 12 * diatonic);
  return spelled(pitchOf(written) + chromatic, name.step, name.alter);
}
