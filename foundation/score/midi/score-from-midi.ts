import { FormatError, InputError } from "../../plan/errors.ts";
import { barsOfMetres, barTicks, mostBars } from "../bars.ts";
import { makeScore } from "../make-score.ts";
import { lastPerTick } from "../quantise.ts";
import { rescale } from "../rescale.ts";
import type { ChordSymbol, Note, Part, Score, Section } from "../score.ts";
import { compareNotes } from "../sort-score.ts";
import { readSmf } from "./read-smf.ts";
import type { Smf, SmfDivision } from "./smf.ts";
import { createSmfFaults } from "./smf-faults.ts";
import { withLyrics } from "./sung-lyrics.ts";
import { type SongEvents, type TrackLines, trackLines } from "./track-lines.ts";

/**
 * The score of a Standard MIDI file. Faults that leave no doubt about the notes are read past and warned of, with the byte
 * (smf-faults.ts). Throws FormatError where it is none (read-smf.ts), or too long to be music.
 */
export function readMidi(bytes: Uint8Array): Score {
  const faults = createSmfFaults();
  const score = scoreFromMidi(readSmf(bytes, faults));
  const warnings = faults.warnings();
  return warnings.length === 0 ? score : { ...score, warnings: [...warnings, ...score.warnings] };
}

/**
 * The notes of a Standard MIDI file: one part for each channel of each track that plays. Channel 10 is percussion;
 * markers become sections. Patterns of format 2 stand one after the other. With SMPTE time a quarter note is a second.
 * What a score has no place for (bends, controllers but the pedal, sysex) is left out.
 *
 * @throws FormatError for more than 100,000 bars
 */
export function scoreFromMidi(smf: Smf): Score {
  const song: SongEvents = {
    metres: [],
    keys: [],
    tempi: [],
    markers: [],
    chords: [],
    composer: null,
    title: null,
    warnings: [],
  };
  const tracks: TrackLines[] = [];
  let lengthTicks = 0;
  for (const track of smf.tracks) {
    const lines = trackLines(track, smf.format === 2 ? lengthTicks : 0, song);
    lengthTicks = Math.max(lengthTicks, lines.endTick);
    tracks.push(lines);
  }
  const division = ticksPerQuarter(smf.division);
  const tempi = smf.division.kind === "metrical" ? song.tempi : smpteTempo(smf.division, song);
  const byTick = (a: { tick: number }, b: { tick: number }): number => a.tick - b.tick;
  const metres = lastPerTick(song.metres.sort(byTick));
  const parts = makeParts(tracks, song);
  const chords = song.chords.sort(byTick);
  const score = {
    title: song.title ?? titleOf(smf, tracks),
    composer: song.composer,
    division,
    lengthTicks,
    parts,
    metres,
    keys: lastPerTick(song.keys.sort(byTick)),
    tempi: lastPerTick(tempi.sort(byTick)),
    chords: chords.map((chord, at): ChordSymbol => {
      return { ...chord, duration: Math.max(0, (chords[at + 1]?.tick ?? lengthTicks) - chord.tick) };
    }),
    sections: sectionsOf(song.markers.sort(byTick), lengthTicks),
    warnings: song.warnings,
  };
  // A bar of 3/8 at one tick per quarter note: the grid must be finer for bars to be whole.
  const finest = metres.reduce((unit, metre) => Math.max(unit, metre.beatUnit), 4);
  const factor = metres.some((metre) => !Number.isInteger(barTicks(metre, division))) ? finest / 4 : 1;
  try {
    if (factor === 1) return makeScore(score);
    const fine = rescale(makeScore({ ...score, bars: [] }), division * factor);
    return makeScore({ ...fine, bars: barsOfMetres(fine.metres, fine.division, fine.lengthTicks) });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new FormatError("MIDI", 14, `at most ${mostBars} bars`, `music of ${lengthTicks} ticks`);
  }
}

function ticksPerQuarter(division: SmfDivision): number {
  if (division.kind === "metrical") return division.ticksPerQuarter;
  return (division.framesPerSecond === 29 ? 30 : division.framesPerSecond) * division.ticksPerFrame;
}

function smpteTempo({ framesPerSecond }: SmfDivision & { kind: "smpte" }, song: SongEvents): SongEvents["tempi"] {
  if (song.tempi.length > 0) song.warnings.push("Tempi were left out: the file counts in SMPTE frames.");
  return [{ tick: 0, microsecondsPerQuarter: framesPerSecond === 29 ? 1_001_000 : 1_000_000 }];
}

function titleOf({ format }: Smf, tracks: readonly TrackLines[]): string | null {
  const first = tracks[0];
  const isTitle =
    first !== undefined && (format === 0 || [...first.lines.values()].every((line) => line.notes.length === 0));
  return isTitle && first.name !== "" ? first.name : null;
}

function makeParts(tracks: readonly TrackLines[], song: SongEvents): Part[] {
  const parts: Part[] = [];
  const homes: { track: TrackLines; part: number }[] = [];
  for (const track of tracks) {
    const playing = [...track.lines].filter(([, line]) => line.notes.length > 0).sort(([a], [b]) => a - b);
    for (const [channel, line] of playing) {
      const id = `P${parts.length + 1}`;
      const named = track.name !== null && track.name !== "" ? track.name : `Channel ${channel + 1}`;
      const name = playing.length > 1 ? `${named}, channel ${channel + 1}` : named;
      if (line.hungNotes > 0) song.warnings.push(`${name}: ${line.hungNotes} notes never end; they last to the end.`);
      if (line.emptyNotes > 0) song.warnings.push(`${name}: ${line.emptyNotes} notes without length last one tick.`);
      if (line.programChanges > 0) song.warnings.push(`${name}: changes of program after the first were left out.`);
      const program = line.program ?? programElsewhere(tracks, channel);
      homes.push({ track, part: parts.length });
      const notes = line.notes.sort(compareNotes);
      parts.push({ id, name, program, percussion: channel === 9, notes, pedal: line.pedal });
    }
  }
  for (const track of tracks) {
    if (track.lyrics.length === 0) continue;
    const own = homes.find((home) => home.track === track)?.part;
    const at = own ?? bestSinger(parts, track.lyrics);
    if (at === null) {
      song.warnings.push(`${track.lyrics.length} syllables were left out: no notes begin with them.`);
      continue;
    }
    const { notes, lost } = withLyrics(parts[at]!.notes, track.lyrics);
    if (lost > 0) song.warnings.push(`${parts[at]!.name}: ${lost} syllables were left out: no notes begin with them.`);
    parts[at] = { ...parts[at]!, notes };
  }
  return parts;
}

/** Some files set all programs in a track of their own. */
function programElsewhere(tracks: readonly TrackLines[], channel: number): number | null {
  for (const { lines } of tracks) {
    const line = lines.get(channel);
    if (line !== undefined && line.notes.length === 0 && line.program !== null) return line.program;
  }
  return null;
}

/** The part at whose onsets most syllables stand. */
function bestSinger(parts: readonly Part[], lyrics: TrackLines["lyrics"]): number | null {
  let best: number | null = null;
  let most = 0;
  parts.forEach(({ notes, percussion }, at) => {
    if (percussion) return;
    const onsets = new Set(notes.map((note: Note) => note.tick));
    const found = lyrics.filter(({ tick }) => onsets.has(tick)).length;
    // Of parts that fit alike, the one with fewer other notes sings.
    const value = found - onsets.size / 1e6;
    if (found > 0 && value > most) {
      most = value;
      best = at;
    }
  });
  return best;
}

function sectionsOf(markers: readonly { tick: number; text: string }[], end: number): Section[] {
  return markers.flatMap(({ tick, text }, at) => {
    const to = markers[at + 1]?.tick ?? end;
    return text !== "" && to > tick ? [{ from: tick, to, label: text, children: [] }] : [];
  });
}
