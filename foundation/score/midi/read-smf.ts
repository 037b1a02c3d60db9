/**
 * Reads Standard MIDI files event by event, strictly.
 * Source: MIDI Manufacturers Association, Standard MIDI Files 1.0 (RP-001, 1996).
 */
import { FormatError } from "../../plan/errors.ts";
import { asciiAt, describeBytes } from "../../sound/formats/bytes.ts";
import {
  dataBytes,
  metaTypes,
  type OtherChunk,
  type Smf,
  type SmfDivision,
  type SmfEvent,
  type SmfTrack,
} from "./smf.ts";

/**
 * What a file holds. Bytes of events are views of those given.
 *
 * @throws FormatError with the byte, for whatever the standard does not allow: real-time and common messages outside of
 * escapes, running status after sysex or meta events, a format 0 with more than one track, tracks that end early
 */
export function readSmf(bytes: Uint8Array): Smf {
  if (asciiAt(bytes, 0, 8) === "SMF2CLIP") throw wrong(0, '"MThd"', "a MIDI 2.0 clip file, which is another format");
  if (asciiAt(bytes, 0, 4) !== "MThd") throw wrong(0, '"MThd"', describeBytes(bytes.subarray(0, 4)));
  if (bytes.length < 14) throw wrong(bytes.length, "a header of 14 bytes", "the end of the file");
  const headerBytes = uint32(bytes, 4);
  if (headerBytes < 6 || 8 + headerBytes > bytes.length) throw wrong(4, "a header of 6 bytes", `${headerBytes}`);
  const format = uint16(bytes, 8);
  if (format !== 0 && format !== 1 && format !== 2) throw wrong(8, "format 0, 1 or 2", `${format}`);
  const trackCount = uint16(bytes, 10);
  if (format === 0 && trackCount !== 1) throw wrong(10, "one track in format 0", `${trackCount}`);
  const division = readDivision(uint16(bytes, 12));
  const tracks: SmfTrack[] = [];
  const otherChunks: OtherChunk[] = [];
  let at = 8 + headerBytes;
  while (at < bytes.length) {
    if (at + 8 > bytes.length) throw wrong(at, "a chunk", `${bytes.length - at} bytes too many`);
    const id = asciiAt(bytes, at, 4);
    const end = at + 8 + uint32(bytes, at + 4);
    if (end > bytes.length) throw wrong(at + 4, `${end - at - 8} bytes of "${id}"`, `${bytes.length - at - 8} bytes`);
    if (id === "MTrk") tracks.push({ events: readTrack(bytes, at + 8, end) });
    else otherChunks.push({ id, bytes: bytes.subarray(at + 8, end), afterTracks: tracks.length });
    at = end;
  }
  if (tracks.length !== trackCount) throw wrong(10, `${tracks.length} tracks, as follow`, `${trackCount}`);
  return { format, division, tracks, otherChunks, headerRest: bytes.subarray(14, 8 + headerBytes) };
}

function readDivision(word: number): SmfDivision {
  if (word < 0x8000) {
    if (word === 0) throw wrong(12, "1 or more ticks per quarter note", "0");
    return { kind: "metrical", ticksPerQuarter: word };
  }
  const framesPerSecond = 256 - (word >> 8);
  const ticksPerFrame = word & 0xff;
  if (framesPerSecond !== 24 && framesPerSecond !== 25 && framesPerSecond !== 29 && framesPerSecond !== 30) {
    throw wrong(12, "24, 25, 29 or 30 frames a second", `${framesPerSecond}`);
  }
  if (ticksPerFrame === 0) throw wrong(13, "1 or more ticks per frame", "0");
  return { kind: "smpte", framesPerSecond, ticksPerFrame };
}

function readTrack(bytes: Uint8Array, from: number, end: number): SmfEvent[] {
  const events: SmfEvent[] = [];
  let at = from;
  let tick = 0;
  let running = 0;

  /** A number of seven bits a byte, at most four of them. */
  function variableLength(): number {
    const start = at;
    let value = 0;
    for (;;) {
      if (at >= end) throw wrong(at, "a number of variable length", "the end of the track");
      const byte = bytes[at++]!;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
      if (at - start === 4) throw wrong(start, "a number of at most four bytes", "a longer one");
    }
  }

  function block(): Uint8Array {
    const lengthAt = at;
    const length = variableLength();
    if (at + length > end) throw wrong(lengthAt, `at most ${end - at} bytes, as are left in the track`, `${length}`);
    at += length;
    return bytes.subarray(at - length, at);
  }

  function data(): number {
    if (at >= end) throw wrong(at, "a data byte", "the end of the track");
    const byte = bytes[at]!;
    if (byte > 0x7f) throw wrong(at, "a data byte (0 to 7f)", describeBytes(bytes.subarray(at, at + 1)));
    at++;
    return byte;
  }

  while (at < end) {
    tick += variableLength();
    if (at >= end) throw wrong(at, "an event", "the end of the track");
    const first = bytes[at]!;
    if (first < 0xf0) {
      if (first >= 0x80) {
        running = first;
        at++;
      } else if (running === 0)
        throw wrong(at, "a status byte (none is running)", describeBytes(bytes.subarray(at, at + 1)));
      const data1 = data();
      events.push({ kind: "channel", tick, status: running, data1, data2: dataBytes(running) === 2 ? data() : 0 });
      continue;
    }
    running = 0;
    at++;
    if (first === 0xff) {
      const type = data();
      const content = block();
      events.push({ kind: "meta", tick, type, bytes: content });
      if (type !== metaTypes.endOfTrack) continue;
      if (content.length > 0) throw wrong(at - content.length, "nothing in end of track", `${content.length} bytes`);
      if (at !== end) throw wrong(at, "nothing behind end of track", `${end - at} bytes`);
      return events;
    }
    if (first !== 0xf0 && first !== 0xf7) {
      throw wrong(at - 1, "a channel, sysex or meta event", `${first.toString(16)}, which is not for files`);
    }
    events.push({ kind: "sysex", tick, status: first, bytes: block() });
  }
  throw wrong(end, 'the meta event "end of track"', "the end of the track");
}

function wrong(offset: number, expected: string, found: string): FormatError {
  return new FormatError("MIDI", offset, expected, found);
}

function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at]! * 256 + bytes[at + 1]!;
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);
}
