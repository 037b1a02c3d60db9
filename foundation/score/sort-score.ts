import type { Note, Part, Score, Section } from "./score.ts";

/** The order of notes within a part: tick, ornaments first, pitch, voice, duration. */
export function compareNotes(a: Note, b: Note): number {
  const graceFirst = (a.grace === true ? 0 : 1) - (b.grace === true ? 0 : 1);
  return a.tick - b.tick || graceFirst || a.pitch - b.pitch || a.voice - b.voice || a.duration - b.duration;
}

const byTick = (a: { tick: number }, b: { tick: number }): number => a.tick - b.tick;
const byStart = (a: { from: number }, b: { from: number }): number => a.from - b.from;

/** The same music with every list in order. Ornaments at one tick keep theirs. */
export function sortScore(score: Score): Score {
  return {
    ...score,
    parts: score.parts.map(sortPart),
    metres: [...score.metres].sort(byTick),
    keys: [...score.keys].sort(byTick),
    tempi: [...score.tempi].sort(byTick),
    bars: [...score.bars].sort(byTick),
    chords: [...score.chords].sort(byTick),
    sections: sortSections(score.sections),
    phrases: [...score.phrases].sort(byStart),
  };
}

export function sortPart(part: Part): Part {
  const order = (a: Note, b: Note): number =>
    a.grace === true && b.grace === true && a.tick === b.tick ? 0 : compareNotes(a, b);
  return { ...part, notes: [...part.notes].sort(order), pedal: [...part.pedal].sort(byTick) };
}

function sortSections(sections: readonly Section[]): Section[] {
  return [...sections].sort(byStart).map((section) => ({ ...section, children: sortSections(section.children) }));
}
