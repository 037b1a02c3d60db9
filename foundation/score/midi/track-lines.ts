import { legacyText } from "../../sound/formats/bytes.ts";
import { parseChord } from "../chord-text.ts";
import type { ChordSymbol, KeySignature, MetreChange, TempoChange } from "../score.ts";
import { type ChannelLine, createNotePairing, type NotePairing } from "./note-pairing.ts";
import { type MetaEvent, metaTypes, type SmfTrack } from "./smf.ts";

/** What holds for all tracks: gathered from whichever says it. */
export interface SongEvents {
  readonly metres: MetreChange[];
  readonly keys: KeySignature[];
  readonly tempi: TempoChange[];
  readonly markers: { tick: number; text: string }[];
  readonly chords: Omit<ChordSymbol, "duration">[];
  composer: string | null;
  /** From "@T" of karaoke files. */
  title: string | null;
  readonly warnings: string[];
}

export interface TrackLines {
  readonly name: string | null;
  readonly lines: ReadonlyMap<number, ChannelLine>;
  readonly lyrics: readonly { tick: number; text: string }[];
  readonly endTick: number;
}

/** Texts by which midi-from-score.ts keeps what MIDI has no events for. */
export const chordPrefix = "chord: ";
export const composerPrefix = "composer: ";

/** The lines of one track by channel (0 to 15); what holds for the song goes to `song`. Ticks are moved by `offset`. */
export function trackLines({ events }: SmfTrack, offset: number, song: SongEvents): TrackLines {
  const pairings = new Map<number, NotePairing>();
  const lyrics: { tick: number; text: string }[] = [];
  const texts: { tick: number; text: string }[] = [];
  let name: string | null = null;
  let endTick = offset;
  for (const event of events) {
    const tick = event.tick + offset;
    endTick = tick;
    if (event.kind === "channel") {
      const { status, data1, data2 } = event;
      let pairing = pairings.get(status & 15);
      if (pairing === undefined) {
        pairing = createNotePairing();
        pairings.set(status & 15, pairing);
      }
      const { line } = pairing;
      const message = status >> 4;
      if (message === 9 && data2 > 0) pairing.noteOn(tick, data1, data2);
      else if (message === 8 || message === 9) pairing.noteOff(tick, data1);
      else if (message === 12) {
        if (line.program !== null && line.program !== data1) line.programChanges++;
        line.program ??= data1;
      } else if (message === 11) {
        if (data1 === 64) line.pedal.push({ tick, value: data2 });
        // All sound off, all notes off, and the changes of mode that imply it (MIDI 1.0 detailed specification).
        else if (data1 === 120 || data1 >= 123) pairing.allOff(tick);
      }
    } else if (event.kind === "meta") {
      const { type, bytes } = event;
      if (type === metaTypes.name) name ??= legacyText(bytes);
      else if (type === metaTypes.lyric) lyrics.push({ tick, text: lyricText(bytes) });
      else if (type === metaTypes.text) readText(tick, lyricText(bytes), texts, song);
      else readSongEvent(tick, event, song);
    }
  }
  for (const pairing of pairings.values()) pairing.end(endTick);
  const lines = new Map([...pairings].map(([channel, { line }]) => [channel, line]));
  return { name, lines, lyrics: lyrics.length > 0 ? lyrics : karaokeSyllables(texts), endTick };
}

const latin1 = new TextDecoder("latin1");
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Spaces at the ends tell where words end: they are kept. */
function lyricText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

function readText(tick: number, text: string, texts: { tick: number; text: string }[], song: SongEvents): void {
  if (text.startsWith(composerPrefix)) song.composer ??= text.slice(composerPrefix.length);
  else if (text.startsWith(chordPrefix)) {
    const symbol = text.slice(chordPrefix.length);
    const chord = parseChord(symbol);
    song.chords.push({ tick, ...(chord ?? { root: null, quality: "none", bass: null }), text: symbol });
  } else if (text.startsWith("@T")) song.title ??= text.slice(2).trim();
  else texts.push({ tick, text });
}

/** Karaoke files (.kar) sing in text events; a line begins with / or \, and a word with a space. */
function karaokeSyllables(texts: readonly { tick: number; text: string }[]): { tick: number; text: string }[] {
  const sung = texts.filter(({ tick, text }) => tick > 0 && !text.startsWith("@"));
  return sung.some(({ text }) => /^[\\/]/.test(text)) ? sung : [];
}

function readSongEvent(tick: number, { type, bytes }: MetaEvent, song: SongEvents): void {
  if (type === metaTypes.tempo) {
    const microsecondsPerQuarter = bytes.length < 3 ? 0 : bytes[0]! * 65_536 + bytes[1]! * 256 + bytes[2]!;
    if (microsecondsPerQuarter > 0) song.tempi.push({ tick, microsecondsPerQuarter });
    else song.warnings.push(`A tempo of no length at tick ${tick} was left out.`);
  } else if (type === metaTypes.metre) {
    const beats = bytes[0] ?? 0;
    const power = bytes[1] ?? 255;
    if (beats > 0 && power <= 7) song.metres.push({ tick, beats, beatUnit: 2 ** power });
    else song.warnings.push(`The metre ${beats}/2^${power} at tick ${tick} was left out.`);
  } else if (type === metaTypes.key) {
    const fifths = ((bytes[0] ?? 128) << 24) >> 24;
    const mode = bytes[1] === 0 ? "major" : bytes[1] === 1 ? "minor" : null;
    if (fifths >= -7 && fifths <= 7 && mode !== null) song.keys.push({ tick, fifths, mode });
    else song.warnings.push(`The key of ${fifths} fifths at tick ${tick} was left out.`);
  } else if (type === metaTypes.marker) song.markers.push({ tick, text: legacyText(bytes) });
}
