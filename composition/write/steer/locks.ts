/** Whole parts and sections of a plan that stay while the rest is drawn anew. */
import { findDecision, InputError, lock, type Plan } from "../../../foundation/plan/index.ts";
import type { SketchSection } from "../../learn/song/song-sketch.ts";
import { instruments } from "../brief.ts";

/** What each part is made of. What plays chords needs the chords. */
const PARTS: Readonly<Record<string, RegExp>> = {
  melody: /^(melody|form|words)\./,
  lead: /^(melody|form|words)\./,
  chords: /^harmony\./,
  bass: /^(harmony\.|texture\.(bass|energy)@)/,
  drums: /^texture\.(drums|energy)@/,
  piano: /^(harmony\.|texture\.(chords|energy)@)/,
  guitar: /^(harmony\.|texture\.(chords|energy)@)/,
  pad: /^(harmony\.|texture\.energy@)/,
  strings: /^(harmony\.|texture\.energy@)/,
};

/** Of the whole song: what a locked part would not be the same without. */
const FRAME = /^song\.(tempo|tonic|mode|metre|form|instruments)$/;

/**
 * The plan with the decisions of these parts (melody, chords, an instrument) and sections (by label) locked, and with them
 * key, tempo, metre, form and instruments. Throws InputError for what it has not.
 */
export function lockNamed(plan: Plan, names: readonly string[]): Plan {
  const sections = findDecision(plan, "song.form")?.value as unknown as SketchSection[];
  const played = findDecision(plan, "song.instruments")?.value as unknown as string[];
  let out = plan;
  for (const name of names) {
    const labels = sections.map(({ label }) => label);
    const part = PARTS[name.toLowerCase()];
    const missing = (instruments as readonly string[]).includes(name) && !played.includes(name);
    if (!labels.includes(name) && (!part || missing))
      throw new InputError(
        "--lock",
        `one of ${[...new Set([...played, "melody", "chords", ...labels])].join(", ")}`,
        name,
      );
    const isOf = labels.includes(name) ? ofSection(name, sections) : (id: string): boolean => (part as RegExp).test(id);
    for (const { id } of out.decisions) if (isOf(id) || FRAME.test(id)) out = lock(out, id);
  }
  return out;
}

function ofSection(label: string, sections: readonly SketchSection[]): (id: string) => boolean {
  const numbers = sections.flatMap((section, at) => (section.label === label ? [`${at + 1}`] : []));
  return (id) => {
    const of = id.slice(id.indexOf("@") + 1);
    if (/^(melody\.variation|harmony\.variation|texture\.\w+|words\.line)@/.test(id))
      return numbers.includes(of.split(".")[0] as string);
    return of === label || (of.startsWith(`${label}.`) && /^\d+$/.test(of.slice(label.length + 1)));
  };
}
