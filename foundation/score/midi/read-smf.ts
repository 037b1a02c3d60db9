/**
 * Reads Standard MIDI files event by event: strictly, or past faults that leave no doubt about the notes.
 * Source: MIDI Manufacturers Association, Standard MIDI Files 1.0 (RP-001, 1996).
 */
import { FormatError } from "../../plan/errors.ts";
import { asciiAt, describeBytes } from "../../sound/formats/bytes.ts";
import { readTrack, type TrackRead, wrong } from "./read-smf-track.ts";
import type { OtherChunk, Smf, SmfDivision, SmfTrack } from "./smf.ts";
import type { SmfFaults } from "./smf-faults.ts";

/**
 * What a file holds. Bytes of events are views of those given.
 *
 * @param faults where it is given, gets the faults that were read past (smf-faults.ts)
 * @throws FormatError with the byte, for whatever the standard does not allow: real-time and common messages outside of
 * escapes, running status after sysex or meta events, a format 0 with more than one track, tracks that end early
 */
export function readSmf(bytes: Uint8Array, faults: SmfFaults | null = null): Smf {
  if (faults !== null && asciiAt(bytes, 0, 4) === "RIFF" && asciiAt(bytes, 8, 8) === "RMIDdata") {
    faults.add("wrapped", 0);
    return readSmf(bytes.subarray(20), { ...faults, add: (fault, byte) => faults.add(fault, byte + 20) });
  }
  if (asciiAt(bytes, 0, 8) === "SMF2CLIP") throw wrong(0, '"MThd"', "a MIDI 2.0 clip file, which is another format");
  if (asciiAt(bytes, 0, 4) !== "MThd") throw wrong(0, '"MThd"', describeBytes(bytes.subarray(0, 4)));
  if (bytes.length < 14) throw wrong(bytes.length, "a header of 14 bytes", "the end of the file");
  const headerBytes = uint32(bytes, 4);
  if (headerBytes < 6 || 8 + headerBytes > bytes.length) throw wrong(4, "a header of 6 bytes", `${headerBytes}`);
  const said = uint16(bytes, 8);
  if (said !== 0 && said !== 1 && said !== 2) throw wrong(8, "format 0, 1 or 2", `${said}`);
  const trackCount = uint16(bytes, 10);
  if (said === 0 && trackCount !== 1 && faults === null) throw wrong(10, "one track in format 0", `${trackCount}`);
  const division = readDivision(uint16(bytes, 12));
  const tracks: SmfTrack[] = [];
  const otherChunks: OtherChunk[] = [];
  let at = 8 + headerBytes;
  while (at < bytes.length) {
    if (faults !== null && tracks.length > 0 && !isChunk(bytes, at)) {
      faults.add("behindTracks", at);
      break;
    }
    if (at + 8 > bytes.length) throw wrong(at, "a chunk", `${bytes.length - at} bytes too many`);
    const id = asciiAt(bytes, at, 4);
    const end = at + 8 + uint32(bytes, at + 4);
    const fits = end <= bytes.length;
    if (!fits && (faults === null || id !== "MTrk"))
      throw wrong(at + 4, `${end - at - 8} bytes of "${id}"`, `${bytes.length - at - 8} bytes`);
    if (id !== "MTrk") {
      otherChunks.push({ id, bytes: bytes.subarray(at + 8, end), afterTracks: tracks.length });
      at = end;
    } else if (faults === null || (fits && (end === bytes.length || isChunk(bytes, end)))) {
      tracks.push({ events: readTrack(bytes, at + 8, end, { faults, openEnd: false }).events });
      at = end;
    } else {
      // No chunk follows where the track should end: its own end says where it is.
      const whole = fits ? trackWithin(bytes, at + 8, end) : null;
      const track = whole ?? readTrack(bytes, at + 8, nextTrack(bytes, at + 8), { faults, openEnd: true });
      if (whole === null && !track.cutOff) faults.add("trackLength", at + 4);
      tracks.push({ events: track.events });
      at = track.next;
    }
  }
  if (tracks.length !== trackCount) {
    if (faults === null || tracks.length === 0) throw wrong(10, `${tracks.length} tracks, as follow`, `${trackCount}`);
    faults.add("trackCount", 10);
  }
  const format = said === 0 && tracks.length > 1 ? 1 : said;
  if (format !== said) faults?.add("format", 8);
  return { format, division, tracks, otherChunks, headerRest: bytes.subarray(14, 8 + headerBytes) };
}

/** A track that is right as it is; null where it is not. */
function trackWithin(bytes: Uint8Array, from: number, end: number): TrackRead | null {
  try {
    return readTrack(bytes, from, end, { faults: null, openEnd: false });
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** Where the next track begins, whatever lengths say; the end of the bytes where none does. */
function nextTrack(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 8 <= bytes.length; at++)
    if (bytes[at] === 0x4d && asciiAt(bytes, at, 4) === "MTrk") return at;
  return bytes.length;
}

/** Whether a chunk begins here: four printable letters and a length that fits, or a track of whatever length. */
function isChunk(bytes: Uint8Array, at: number): boolean {
  if (at + 8 > bytes.length) return false;
  const id = asciiAt(bytes, at, 4);
  return id === "MTrk" || (/^[A-Za-z0-9 ]{4}$/.test(id) && at + 8 + uint32(bytes, at + 4) <= bytes.length);
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

function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at]! * 256 + bytes[at + 1]!;
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);
}
