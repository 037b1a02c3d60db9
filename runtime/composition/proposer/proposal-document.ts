/** What a model server is asked and what it answers, as JSON (docs/model-servers.md). Times there are quarter notes. */
import * as z from "zod";
import { STEPS } from "../../../composition/learn/song/song-sketch.ts";
import { TONIC_NAMES } from "../../../composition/write/brief.ts";
import { fifthsOfKey } from "../../../composition/write/music-text.ts";
import type { PassageAsked, ProposedLines, ProposedNote } from "../../../composition/write/propose/proposal.ts";
import { FormatError } from "../../../foundation/plan/index.ts";
import { formatChord, readMidi } from "../../../foundation/score/index.ts";

export const PROPOSAL_SCHEMA = "songwright.propose/1";
export const MOST_PROPOSALS = 32;
export const MOST_NOTES = 1024;
/** Letters of base64: 64 KiB of MIDI. */
const MOST_MIDI = 88_000;

const NOTE = z.object({ at: z.number(), length: z.number().positive(), pitch: z.int().min(0).max(127) });
const PROPOSAL = z.union([
  z.object({ notes: z.array(NOTE).max(MOST_NOTES), bar: z.int().min(1).optional() }),
  z.object({ midi: z.string().max(MOST_MIDI), bar: z.int().min(1).optional() }),
]);
export const ANSWER = z.object({
  schema: z.literal(PROPOSAL_SCHEMA),
  proposals: z.array(z.unknown()).max(MOST_PROPOSALS),
});

/** The request's document. Bars are counted from 1, `at` from the beginning of the song. */
export function proposalRequest(asked: PassageAsked): object {
  const { key, tempo, metre, section, bar, bars, range, notes, chords } = asked;
  const fifths = fifthsOfKey(key);
  return {
    schema: PROPOSAL_SCHEMA,
    key: { tonic: key.tonic, mode: key.mode, name: `${TONIC_NAMES[key.tonic]} ${key.mode}` },
    tempo,
    metre: { beats: metre.beats, beatUnit: metre.beatUnit },
    bars: { from: bar + 1, count: bars, section },
    range: { lowest: range[0], highest: range[1] },
    notes: notes.map(({ step, length, pitch }) => ({ at: step / STEPS, length: length / STEPS, pitch })),
    chords: chords.map(({ step, length, root, quality }) => ({
      at: step / STEPS,
      length: length / STEPS,
      root,
      text: root === null ? "N" : formatChord({ root, quality, bass: null }, fifths),
    })),
    most: MOST_PROPOSALS,
  };
}

/** The proposals of an answer; those that are no notes are counted. */
export function proposedLines(proposals: readonly unknown[], { bar, metre }: PassageAsked): ProposedLines {
  const lines: ProposedNote[][] = [];
  let unreadable = 0;
  const quartersOfBar = (4 * metre.beats) / metre.beatUnit;
  for (const given of proposals) {
    const read = PROPOSAL.safeParse(given);
    const notes = read.success ? ("midi" in read.data ? notesOfMidi(read.data.midi) : read.data.notes) : null;
    if (notes === null || notes.length > MOST_NOTES) {
      unreadable++;
      continue;
    }
    const begins = ((read.data?.bar ?? bar + 1) - (bar + 1)) * quartersOfBar;
    lines.push(notes.map(({ at, length, pitch }) => ({ at: (at + begins) * STEPS, length: length * STEPS, pitch })));
  }
  return { lines, unreadable };
}

/** All pitched notes of a file, in quarter notes; null for what is none. */
function notesOfMidi(base64: string): { at: number; length: number; pitch: number }[] | null {
  try {
    const { parts, division } = readMidi(Uint8Array.from(Buffer.from(base64, "base64")));
    return parts
      .filter(({ percussion }) => !percussion)
      .flatMap(({ notes }) =>
        notes.map(({ tick, duration, pitch }) => ({ at: tick / division, length: duration / division, pitch })),
      );
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
