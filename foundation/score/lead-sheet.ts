/** A lead sheet: the melody, one note at a time on sixteenths, with the chords and sections of the score. */
import { quantise } from "./quantise.ts";
import type { Note, Part, Score } from "./score.ts";

/** The first pitched part that has notes is the melody; of notes at once the highest is kept, cut where the next begins. */
export function leadSheet(score: Score): Score {
  const part = score.parts.find(({ percussion, notes }) => !percussion && notes.length > 0);
  const sheet = quantise({ ...score, parts: part ? [part] : [], phrases: [] }, Math.max(4, sixteenths(score)));
  return { ...sheet, parts: sheet.parts.map((each) => ({ ...each, notes: singleLine(each) })) };
}

/** Ticks of a quarter note that make a sixteenth a whole tick, and the beats of every metre. */
function sixteenths({ metres }: Score): number {
  return metres.reduce((most, { beatUnit }) => Math.max(most, beatUnit / 4), 4);
}

function singleLine({ notes }: Part): readonly Note[] {
  const highest = new Map<number, Note>();
  for (const note of notes)
    if (note.grace !== true && (highest.get(note.tick)?.pitch ?? -1) < note.pitch) highest.set(note.tick, note);
  const line = [...highest.values()].sort((a, b) => a.tick - b.tick);
  return line.map((note, at) => ({
    ...note,
    voice: 1,
    duration: Math.min(note.duration, (line[at + 1]?.tick ?? Number.POSITIVE_INFINITY) - note.tick),
  }));
}
