import { barsOfMetres } from "../bars.ts";
import { createNoteValues } from "../notation/note-values.ts";
import { voiceLanes } from "../notation/voice-lanes.ts";
import { onWritableGrid } from "../notation/writable-grid.ts";
import type { Part, Score } from "../score.ts";
import { keyText } from "./abc-note-text.ts";
import { plain, tempoText, voiceLines } from "./write-abc-voice.ts";

/**
 * A score as ABC 2.1, one tune: parts as voices (a part whose notes overlap as several of one name), chords, ties, tuplets,
 * words, chord symbols, tempi and changes of key and metre where they stand, sections of the upper level as parts. Repeats
 * are written out. Programs and the channel of percussion are said to abc2midi. Velocities, the pedal, and where notes are
 * played off their ticks are not written, ornaments without their lengths; onsets must lie on a grid (see quantise.ts).
 * Source: C. Walshaw and others, "The abc music standard 2.1" (2011).
 *
 * @throws InputError for grids that no tuplet makes readable
 */
export function writeAbc(score: Score): string {
  const exact = onWritableGrid(score);
  const bars = exact.bars.length > 0 ? exact.bars : barsOfMetres(exact.metres, exact.division, exact.lengthTicks);
  const whole = { ...exact, bars };
  const values = createNoteValues(exact.division);
  const parts = exact.parts.length > 0 ? exact.parts : [emptyPart];
  const voices = parts.flatMap((part) => {
    const lanes = voiceLanes(part, (note) => note.staff ?? 1);
    return (lanes.length > 0 ? lanes : [{ voice: 1, staff: 1, chords: [] }]).map((lane) => ({ part, lane }));
  });
  const [metre] = exact.metres;
  const [key] = exact.keys;
  const [tempo] = exact.tempi;
  const head = [
    "X:1",
    `T:${plain(score.title ?? "")}`,
    ...(score.composer === null ? [] : [`C:${plain(score.composer)}`]),
    `M:${metre?.tick === 0 ? `${metre.beats}/${metre.beatUnit}` : "4/4"}`,
    "L:1/16",
    ...(tempo?.tick === 0 ? [`Q:${tempoText(tempo.microsecondsPerQuarter)}`] : []),
    ...voices.map(({ part }, at) => `V:${at + 1} name="${plain(part.name).replaceAll('"', "'")}"${clefOf(part)}`),
    `K:${key?.tick === 0 ? keyText(key.fifths, key.mode) : "C"}`,
  ];
  const body = voices.flatMap(({ part, lane }, at) => [
    `V:${at + 1}`,
    ...(part.percussion ? ["%%MIDI channel 10"] : part.program === null ? [] : [`%%MIDI program ${part.program}`]),
    ...voiceLines(lane, { score: whole, values, leading: at === 0 }),
  ]);
  return `${[...head, ...body].join("\n")}\n`;
}

const emptyPart: Part = { id: "P1", name: "", program: null, percussion: false, notes: [], pedal: [] };

function clefOf({ percussion, notes }: Part): string {
  if (percussion) return " clef=perc";
  const mean = notes.reduce((sum, { pitch }) => sum + pitch, 0) / Math.max(1, notes.length);
  return notes.length > 0 && mean < 57 ? " clef=bass" : "";
}
