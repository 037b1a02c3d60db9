/**
 * Notes: one event model, and readers and writers of MIDI, MusicXML and ABC. Not here, because they load Zod: read-score.ts
 * (files of any of the formats) and score-file.ts (Songwright's own).
 */

export { type NotationOptions, readAbc } from "./abc/read-abc.ts";
export { writeAbc } from "./abc/write-abc.ts";
export { type BarPosition, barPosition, barsOfMetres, barTicks, indexAt, metreAt, mostBars } from "./bars.ts";
export { type ChordQuality, chordIntervals, chordPitchClasses, chordQualities, qualityMask } from "./chord-quality.ts";
export { type ChordName, chordLabel, formatChord, parseChord, qualityOf } from "./chord-text.ts";
export {
  albrechtShanahan,
  bellmanBudge,
  bestKey,
  type KeyProfile,
  krumhanslKessler,
  profileCorrelations,
  temperley,
} from "./key-profiles.ts";
export { leadSheet } from "./lead-sheet.ts";
export { endOfNotes, makeScore } from "./make-score.ts";
export { type MidiOptions, midiFromScore, writeMidi } from "./midi/midi-from-score.ts";
export { readSmf } from "./midi/read-smf.ts";
export { readMidi, scoreFromMidi } from "./midi/score-from-midi.ts";
export type {
  ChannelEvent,
  MetaEvent,
  OtherChunk,
  Smf,
  SmfDivision,
  SmfEvent,
  SmfTrack,
  SysexEvent,
} from "./midi/smf.ts";
export { writeSmf } from "./midi/write-smf.ts";
export { readMusicXml } from "./musicxml/read-musicxml.ts";
export { type MusicXmlOptions, writeMusicXml } from "./musicxml/write-musicxml.ts";
export { quantise } from "./quantise.ts";
export { coarsestDivision, mapTicks, mostDivision, rescale } from "./rescale.ts";
export type {
  Bar,
  ChordSymbol,
  KeySignature,
  MetreChange,
  Note,
  Part,
  PedalChange,
  Score,
  Section,
  Span,
  Spelling,
  Step,
  TempoChange,
} from "./score.ts";
export { compareNotes, sortPart, sortScore } from "./sort-score.ts";
export {
  fifthsOf,
  nameAtFifths,
  pitchClassOf,
  pitchOf,
  spelled,
  spellPitch,
  spellPitchClass,
  spellScore,
} from "./spell-pitch.ts";
export { createClock, quartersPerMinute, type TempoClock } from "./tempo.ts";
export { transpose } from "./transpose.ts";
export { validateScore } from "./validate-score.ts";
