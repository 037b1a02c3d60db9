import { InputError } from "../../plan/errors.ts";
import { utf8Bytes } from "../../sound/formats/bytes.ts";
import { rescale } from "../rescale.ts";
import type { Part, Score } from "../score.ts";
import { createClock } from "../tempo.ts";
import { writtenMetres } from "../written-metres.ts";
import { metaTypes, type Smf, type SmfEvent, type SmfTrack } from "./smf.ts";
import { chordPrefix, composerPrefix } from "./track-lines.ts";
import { writeSmf } from "./write-smf.ts";

export interface MidiOptions {
  /** Ticks per quarter note, a multiple of the score's division; the smallest of 480 or more unless given. */
  readonly division?: number;
  /** Onsets where the music is written, not where it is played (`shiftSeconds`). False unless given. */
  readonly asWritten?: boolean;
}

/** The bytes of a Standard MIDI file (format 1); see midiFromScore. */
export function writeMidi(score: Score, options: MidiOptions = {}): Uint8Array<ArrayBuffer> {
  return writeSmf(midiFromScore(score, options));
}

/**
 * A score as a Standard MIDI file of format 1: a track for what holds for all, and one for each part. Percussion goes to
 * channel 10, the others to the remaining fifteen in turn. Sections become markers; chord symbols and the composer text
 * events that score-from-midi.ts reads back. Ornaments sound just before their note.
 *
 * @throws InputError for a division above 32,767 or on which not every time is whole
 */
export function midiFromScore(score: Score, options: MidiOptions = {}): Smf {
  const division = options.division ?? score.division * Math.ceil(480 / score.division);
  if (division > 32_767)
    throw new InputError("division", "at most 32767 ticks per quarter note in MIDI", `${division}`);
  const exact = rescale(score, division);
  const tracks = [songTrack(exact)];
  let melodic = 0;
  for (const part of exact.parts) {
    const channel = part.percussion ? 9 : [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15][melodic++ % 15]!;
    tracks.push(partTrack(exact, part, channel, options.asWritten ?? false));
  }
  const noBytes = new Uint8Array(0);
  const metrical = { kind: "metrical", ticksPerQuarter: division } as const;
  return { format: 1, division: metrical, tracks, otherChunks: [], headerRest: noBytes };
}

function meta(tick: number, type: number, bytes: readonly number[] | string): SmfEvent {
  return { kind: "meta", tick, type, bytes: typeof bytes === "string" ? utf8Bytes(bytes) : Uint8Array.from(bytes) };
}

function songTrack(score: Score): SmfTrack {
  const events: SmfEvent[] = [];
  if (score.title !== null) events.push(meta(0, metaTypes.name, score.title));
  if (score.composer !== null) events.push(meta(0, metaTypes.text, composerPrefix + score.composer));
  for (const { tick, beats, beatUnit } of writtenMetres(score)) {
    // 24 MIDI clocks are a quarter; the click goes with the beat, of compound metres with three of them.
    const compound = beatUnit >= 8 && beats % 3 === 0 && beats > 3;
    const clocks = Math.min(255, Math.max(1, Math.round((96 / beatUnit) * (compound ? 3 : 1))));
    events.push(meta(tick, metaTypes.metre, [beats, 31 - Math.clz32(beatUnit), clocks, 8]));
  }
  for (const { tick, fifths, mode } of score.keys) {
    events.push(meta(tick, metaTypes.key, [fifths & 255, mode === "minor" ? 1 : 0]));
  }
  for (const { tick, microsecondsPerQuarter } of score.tempi) {
    const whole = Math.min(0xffffff, Math.max(1, Math.round(microsecondsPerQuarter)));
    events.push(meta(tick, metaTypes.tempo, [whole >> 16, (whole >> 8) & 255, whole & 255]));
  }
  score.sections.forEach(({ from, to, label }, at) => {
    events.push(meta(from, metaTypes.marker, label));
    const next = score.sections[at + 1]?.from ?? score.lengthTicks;
    if (next > to) events.push(meta(to, metaTypes.marker, ""));
  });
  for (const { tick, text } of score.chords) events.push(meta(tick, metaTypes.text, chordPrefix + text));
  return ended(events, score.lengthTicks);
}

function partTrack(score: Score, part: Part, channel: number, asWritten: boolean): SmfTrack {
  const clock = createClock(score);
  const played = (tick: number, shift: number): number =>
    asWritten || shift === 0 ? tick : Math.max(0, Math.round(clock.tickAt(clock.secondsAt(tick) + shift)));
  const begin: SmfEvent[] = [meta(0, metaTypes.name, part.name)];
  const message = (tick: number, kind: number, data1: number, data2: number): SmfEvent => {
    return { kind: "channel", tick, status: kind | channel, data1, data2 };
  };
  if (part.program !== null) begin.push(message(0, 0xc0, part.program, 0));
  // At one tick: what ends, then the pedal and words, then what begins.
  const ends: SmfEvent[] = [];
  const between: SmfEvent[] = part.pedal.map(({ tick, value }) => message(tick, 0xb0, 64, value));
  const starts: SmfEvent[] = [];
  const ornament = Math.max(1, Math.floor(score.division / 8));
  // Readers end the first of equal notes first, so of two that begin together the shorter one comes first.
  const notes = [...part.notes].sort((a, b) => a.tick - b.tick || a.duration - b.duration);
  notes.forEach((note, at) => {
    let from = played(note.tick, note.shiftSeconds);
    let to = Math.max(from + 1, from + note.duration);
    if (note.grace === true) {
      let following = 1;
      while (notes[at + following]?.grace === true && notes[at + following]!.tick === note.tick) following++;
      from = Math.max(0, from - following * ornament);
      to = from + ornament;
    }
    if (note.lyric !== null) between.push(meta(from, metaTypes.lyric, note.lyric));
    starts.push(message(from, 0x90, note.pitch, note.velocity));
    ends.push(message(to, 0x80, note.pitch, 64));
  });
  return ended([...begin, ...ends, ...between, ...starts], score.lengthTicks);
}

function ended(events: readonly SmfEvent[], lengthTicks: number): SmfTrack {
  const sorted = [...events].sort((a, b) => a.tick - b.tick);
  const end = Math.max(lengthTicks, sorted.at(-1)?.tick ?? 0);
  return { events: [...sorted, meta(end, metaTypes.endOfTrack, [])] };
}
