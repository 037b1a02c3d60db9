import type { AbcNotes } from "./abc-items.ts";

/**
 * A line of lyrics (standard 2.1, section 5) under notes: "-" between syllables of a word, "_" holds the last one, "*"
 * skips a note, "~" joins words on one note, "|" goes on to the next bar. null stands for the end of a bar.
 */
export function singLine(text: string, notes: readonly (AbcNotes | null)[]): void {
  let at = 0;
  const next = (): AbcNotes | null => {
    while (at < notes.length && notes[at] === null) at++;
    return notes[at++] ?? null;
  };
  for (const [sign] of text.matchAll(/\\-|[*_|-]|(?:\\-|[^\s*_|-])+-?/g)) {
    if (sign === "|") {
      while (at < notes.length && notes[at] !== null) at++;
      at++;
    } else if (sign === "*" || sign === "_" || sign === "-") next();
    else {
      const note = next();
      if (note !== null) note.lyric = sign.replace(/~/g, " ").replace(/\\-/g, "-");
    }
  }
}
