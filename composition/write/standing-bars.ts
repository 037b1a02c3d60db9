/** What stands already around bars of the melody that are written. */
import { decisionId } from "../../foundation/plan/index.ts";
import type { SongGrid } from "../learn/song/song-grid.ts";
import type { SketchNote, SketchSection } from "../learn/song/song-sketch.ts";
import type { SongFrame } from "./frame.ts";
import type { Joins } from "./joins.ts";
import { fixedBar } from "./known-melody.ts";
import { readNotes } from "./music-text.ts";
import { isSung, type Replacing } from "./song-request.ts";

type Standing = (end: number, leap: number, tail: number, barSteps: number) => { readonly joins?: Joins };

/** What is known already of the bar after bars of a section that are written: so that they lead there. */
export function standingBars(
  { fixed, redo, replaced }: Replacing,
  frame: SongFrame,
  texts: ReadonlyMap<string, string>,
  at: number,
): Standing {
  return (end, leap, tail, barSteps) => {
    const here = frame.sections[at] as SketchSection;
    const section = end < here.bars ? here : frame.sections[at + 1];
    const bar = end < here.bars ? end : 0;
    const name = section ? `${section.label}.${bar + 1}` : "";
    const known =
      section && isSung(section.label, frame.instruments) && !redo.has(name)
        ? (texts.get(name) ?? fixedBar(fixed, section, frame.sections.indexOf(section) + 1, bar + 1))
        : undefined;
    if (known === undefined) return tail > 0 ? { joins: { next: null, leap, tail, held: null } } : {};
    const first = /(?:^|\s)([A-G][#b]*-?\d):/.exec(known)?.[1];
    const next = first === undefined ? null : (readNotes(`${first}:1`, 0, 1, [], name)[0]?.pitch ?? null);
    if (!known.startsWith("~")) return { joins: { next, leap, tail, held: null } };
    // The note that this bar holds began in the bar before: it stays.
    const previous = replaced.get(decisionId("melody", "bar", `${here.label}.${end}`));
    if (typeof previous !== "string") return { joins: { next, leap, tail, held: null } };
    const from = (here.bar + end - 1) * barSteps;
    const sounding: SketchNote[] = previous.startsWith("~") ? [{ step: from - 1, length: 1, pitch: 60 }] : [];
    const held = readNotes(previous, from, barSteps, sounding, name).at(-1) ?? null;
    return { joins: { next: held?.pitch ?? next, leap, tail, held } };
  };
}

/** The note before is held into what is written, as it was. */
export function holdOn(grid: SongGrid, start: number, tail: number): void {
  const last = grid.notes[grid.notes.length - 1];
  if (last && last.step + last.length === start)
    grid.notes[grid.notes.length - 1] = { ...last, length: last.length + tail };
}
