/** Forms: which sections a song has, in bars. */
import { InputError } from "../../foundation/plan/index.ts";
import type { SketchSection } from "../learn/song/song-sketch.ts";

interface Part {
  readonly label: string;
  readonly bars: number;
}

/** General knowledge of popular and traditional song, in its usual proportions. */
const NAMED: Readonly<Record<string, readonly Part[]>> = {
  song: parts("intro 4, verse 8, chorus 8, verse 8, chorus 8, bridge 8, chorus 8, outro 4"),
  ballad: parts("intro 4, verse 16, chorus 8, verse 16, chorus 8, bridge 8, chorus 8, outro 4"),
  pop: parts("intro 4, verse 8, pre-chorus 4, chorus 8, verse 8, pre-chorus 4, chorus 8, bridge 8, chorus 8, outro 4"),
  aaba: parts("A 8, A 8, B 8, A 8"),
  blues: parts("A 12, A 12, A 12"),
  strophic: parts("A 8, A 8, A 8"),
  verse: parts("verse 8"),
  rondo: parts("A 8, B 8, A 8, C 8, A 8"),
};

export const formNames: readonly string[] = Object.keys(NAMED);

function parts(text: string): Part[] {
  return text.split(/\s*,\s*/).map((part) => {
    const match = /^([A-Za-z]+'*(?:[ -][A-Za-z]+'*)*)\s*[ :x]\s*(\d{1,3})$/.exec(part.trim());
    const bars = match ? Number(match[2]) : 0;
    if (!match || bars < 1)
      throw new InputError(
        "form",
        `a name (${formNames?.join(", ") ?? ""}) or sections with bars ("verse 8, chorus 8")`,
        part,
      );
    return { label: (match[1] as string).trim(), bars };
  });
}

/** A form from its name or its list of sections; throws InputError for neither. */
export function readForm(text: string): SketchSection[] {
  const named = Object.hasOwn(NAMED, text.trim().toLowerCase()) ? NAMED[text.trim().toLowerCase()] : undefined;
  return placed(named ?? parts(text));
}

/** Sections of one name have one length; one that is longer or shorter is another, with a prime: A 8, A' 6. */
export function placed(list: readonly { readonly label: string; readonly bars: number }[]): SketchSection[] {
  let bar = 0;
  const lengths = new Map<string, number>();
  return list.map(({ label: given, bars }) => {
    let label = given;
    while ((lengths.get(label) ?? bars) !== bars) label += "'";
    lengths.set(label, bars);
    const section = { label, bar, bars };
    bar += bars;
    return section;
  });
}

export function barsOf(sections: readonly SketchSection[]): number {
  return sections.reduce((sum, section) => sum + section.bars, 0);
}

/**
 * A form brought to a number of bars: whole phrases are added or left out where a form allows it, from its end inwards,
 * and what is still over goes to the last section.
 */
export function fitForm(sections: readonly SketchSection[], bars: number): SketchSection[] {
  const list: Part[] = sections.map(({ label, bars: length }) => ({ label, bars: length }));
  const sum = (): number => list.reduce((total, part) => total + part.bars, 0);
  // Too long: middle sections go first, so that beginning and end stay what they are.
  while (sum() > bars && list.length > 1) {
    const over = sum() - bars;
    const at = list.findLastIndex((part, index) => index > 0 && index < list.length - 1 && part.bars <= over);
    if (at < 0) break;
    list.splice(at, 1);
  }
  while (sum() > bars) {
    const last = list[list.length - 1] as Part;
    const over = sum() - bars;
    if (last.bars <= over) list.pop();
    else list[list.length - 1] = { label: last.label, bars: last.bars - over };
  }
  // Too short: the sections come round again before the last one.
  const body = list.slice(list.length > 2 ? 1 : 0, list.length > 2 ? -1 : undefined);
  for (let turn = 0; sum() < bars && body.length > 0; turn++) {
    const part = body[turn % body.length] as Part;
    const room = bars - sum();
    list.splice(list.length > 2 ? list.length - 1 : list.length, 0, {
      label: part.label,
      bars: Math.min(part.bars, room),
    });
  }
  return placed(list);
}
