import type { Note } from "../score.ts";

/**
 * Notes with the syllables that begin with them (on the highest of several). Where a song writes its syllables with
 * spaces around words, "-" is put to those whose word goes on; others keep their own hyphens.
 *
 * @returns the notes, and how many syllables found none
 */
export function withLyrics(
  notes: readonly Note[],
  lyrics: readonly { readonly tick: number; readonly text: string }[],
): { notes: Note[]; lost: number } {
  const spaced = lyrics.some(({ text }) => /\S\s$|^\s\S/.test(text));
  const byTick = new Map<number, string>();
  let lost = 0;
  lyrics.forEach(({ tick, text }, at) => {
    const next = lyrics[at + 1]?.text;
    const bare = text.replace(/^[\\/]/, "").trim();
    if (bare === "") return;
    const goesOn = spaced && next !== undefined && !/[\s-]$/.test(text) && !/^[\s\\/]/.test(next);
    byTick.set(tick, goesOn ? `${bare}-` : bare);
    lost++;
  });
  const sung = notes.map((note, at) => {
    const text = byTick.get(note.tick);
    if (text === undefined || notes[at + 1]?.tick === note.tick) return note;
    lost--;
    return { ...note, lyric: text };
  });
  return { notes: sung, lost };
}
