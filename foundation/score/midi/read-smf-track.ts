/** The events of one track of a Standard MIDI file. */
import { FormatError } from "../../plan/errors.ts";
import { describeBytes } from "../../sound/formats/bytes.ts";
import { dataBytes, metaTypes, type SmfEvent } from "./smf.ts";
import type { SmfFaults } from "./smf-faults.ts";

export interface TrackRead {
  /** The last is the end of the track. */
  readonly events: SmfEvent[];
  /** The byte behind the track. */
  readonly next: number;
  /** Whether the bytes ended before the track did. */
  readonly cutOff: boolean;
}

export interface TrackReading {
  /** Gets what is read past; null: nothing is. */
  readonly faults: SmfFaults | null;
  /** Whether `end` is only where the file ends: the track goes as far as its own end, or the bytes. */
  readonly openEnd: boolean;
}

/** Data bytes of messages that are for wires, not for files, by status; f4, f5 and what is not here has no length. */
const STRAY: ReadonlyMap<number, number> = new Map([
  [0xf1, 1],
  [0xf2, 2],
  [0xf3, 1],
  [0xf6, 0],
  ...[0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe].map((status) => [status, 0] as const),
]);

/** Thrown where the bytes of a track that has no certain end are over. */
class CutOff extends Error {}

/** Reads from the byte behind a track's length. Throws FormatError with the byte. */
export function readTrack(bytes: Uint8Array, from: number, end: number, { faults, openEnd }: TrackReading): TrackRead {
  const events: SmfEvent[] = [];
  let at = from;
  let tick = 0;
  let running = 0;
  /** The status that was running before a meta or sysex event. */
  let earlier = 0;

  function over(offset: number, expected: string, found: string): Error {
    return openEnd ? new CutOff() : wrong(offset, expected, found);
  }

  /** A number of seven bits a byte, at most four of them. */
  function variableLength(): number {
    const start = at;
    let value = 0;
    for (;;) {
      if (at >= end) throw over(at, "a number of variable length", "the end of the track");
      const byte = bytes[at++]!;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
      if (at - start === 4) throw wrong(start, "a number of at most four bytes", "a longer one");
    }
  }

  function block(): Uint8Array {
    const lengthAt = at;
    const length = variableLength();
    if (at + length > end) throw over(lengthAt, `at most ${end - at} bytes, as are left in the track`, `${length}`);
    at += length;
    return bytes.subarray(at - length, at);
  }

  function data(): number {
    if (at >= end) throw over(at, "a data byte", "the end of the track");
    const byte = bytes[at]!;
    if (byte > 0x7f) throw wrong(at, "a data byte (0 to 7f)", describeBytes(bytes.subarray(at, at + 1)));
    at++;
    return byte;
  }

  function channelEvent(first: number): void {
    if (first >= 0x80) {
      running = first;
      at++;
    } else if (running === 0) {
      if (earlier === 0 || faults === null)
        throw wrong(at, "a status byte (none is running)", describeBytes(bytes.subarray(at, at + 1)));
      faults.add("runningStatus", at);
      running = earlier;
    }
    const data1 = data();
    events.push({ kind: "channel", tick, status: running, data1, data2: dataBytes(running) === 2 ? data() : 0 });
  }

  /** Messages of known length are passed over; their time stays. */
  function strayMessage(first: number): void {
    const length = STRAY.get(first);
    if (faults === null || length === undefined)
      throw wrong(at - 1, "a channel, sysex or meta event", `${first.toString(16)}, which is not for files`);
    faults.add("strayMessage", at - 1);
    for (let n = 0; n < length; n++) data();
  }

  /** Whether the track ends here. */
  function metaEvent(): boolean {
    const type = data();
    const content = block();
    if (type !== metaTypes.endOfTrack) {
      events.push({ kind: "meta", tick, type, bytes: content });
      return false;
    }
    if (content.length > 0) {
      if (faults === null) throw wrong(at - content.length, "nothing in end of track", `${content.length} bytes`);
      faults.add("endOfTrackBytes", at - content.length);
    }
    if (at !== end && !openEnd) {
      if (faults === null) throw wrong(at, "nothing behind end of track", `${end - at} bytes`);
      faults.add("behindEndOfTrack", at);
    }
    return true;
  }

  /** Whether the track had its end. */
  function readEvents(): boolean {
    while (at < end) {
      tick += variableLength();
      if (at >= end) throw over(at, "an event", "the end of the track");
      const first = bytes[at]!;
      if (first < 0xf0) {
        channelEvent(first);
        continue;
      }
      at++;
      if (first !== 0xff && first !== 0xf0 && first !== 0xf7) {
        strayMessage(first);
        continue;
      }
      earlier = running === 0 ? earlier : running;
      running = 0;
      if (first !== 0xff) events.push({ kind: "sysex", tick, status: first, bytes: block() });
      else if (metaEvent()) return true;
    }
    return false;
  }

  const ended = (next: number, cutOff: boolean): TrackRead => {
    events.push({ kind: "meta", tick, type: metaTypes.endOfTrack, bytes: new Uint8Array(0) });
    return { events, next, cutOff };
  };
  try {
    if (readEvents()) return ended(openEnd ? at : end, false);
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
    tick = events.at(-1)?.tick ?? 0;
  }
  if (faults === null) throw wrong(end, 'the meta event "end of track"', "the end of the track");
  const cutOff = openEnd && end === bytes.length;
  faults.add(cutOff ? "cutOff" : "noEndOfTrack", end);
  return ended(end, cutOff);
}

export function wrong(offset: number, expected: string, found: string): FormatError {
  return new FormatError("MIDI", offset, expected, found);
}
