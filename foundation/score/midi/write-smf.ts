import { InputError } from "../../plan/errors.ts";
import { asciiBytes, joinBytes } from "../../sound/formats/bytes.ts";
import { dataBytes, metaTypes, type Smf, type SmfTrack } from "./smf.ts";

/**
 * The bytes of a Standard MIDI file, with running status. The same events give the same bytes; reading them gives the
 * same events.
 *
 * @throws InputError for ticks that descend or lie more than 2^28 - 1 apart, and tracks without end
 */
export function writeSmf(smf: Smf): Uint8Array<ArrayBuffer> {
  const { format, division, tracks, otherChunks, headerRest } = smf;
  if (format === 0 && tracks.length !== 1) throw new InputError("tracks", "one in format 0", `${tracks.length}`);
  const word =
    division.kind === "metrical"
      ? division.ticksPerQuarter
      : (256 - division.framesPerSecond) * 256 + division.ticksPerFrame;
  if (!Number.isInteger(word) || word < 1 || word > 0xffff || (division.kind === "metrical" && word > 0x7fff)) {
    throw new InputError("division", "1 to 32767 ticks per quarter note", JSON.stringify(division));
  }
  const header = [format >> 8, format & 255, tracks.length >> 8, tracks.length & 255, word >> 8, word & 255];
  const chunks = [chunk("MThd", joinBytes([Uint8Array.from(header), headerRest]))];
  for (let at = 0; at <= tracks.length; at++) {
    for (const other of otherChunks) if (other.afterTracks === at) chunks.push(chunk(other.id, other.bytes));
    if (at < tracks.length) chunks.push(chunk("MTrk", trackBytes(tracks[at]!, at)));
  }
  return joinBytes(chunks);
}

function chunk(id: string, body: Uint8Array): Uint8Array {
  const size = [body.length >>> 24, (body.length >>> 16) & 255, (body.length >>> 8) & 255, body.length & 255];
  return joinBytes([asciiBytes(id), Uint8Array.from(size), body]);
}

function trackBytes({ events }: SmfTrack, index: number): Uint8Array {
  const last = events.at(-1);
  if (last?.kind !== "meta" || last.type !== metaTypes.endOfTrack) {
    throw new InputError(`tracks[${index}]`, "end of track as the last event", last?.kind ?? "none");
  }
  const out: number[] = [];
  let tick = 0;
  let running = 0;
  for (const event of events) {
    const delta = event.tick - tick;
    if (!Number.isInteger(delta) || delta < 0 || delta > 0xfffffff) {
      throw new InputError(`tracks[${index}]`, "whole, ascending ticks", `${event.tick} after ${tick}`);
    }
    variableLength(out, delta);
    tick = event.tick;
    if (event.kind === "channel") {
      if (event.status !== running) out.push(event.status);
      running = event.status;
      out.push(event.data1);
      if (dataBytes(event.status) === 2) out.push(event.data2);
      continue;
    }
    running = 0;
    if (event.kind === "meta") out.push(0xff, event.type);
    else out.push(event.status);
    variableLength(out, event.bytes.length);
    for (const byte of event.bytes) out.push(byte);
  }
  return Uint8Array.from(out);
}

function variableLength(out: number[], value: number): void {
  for (let shift = 21; shift > 0; shift -= 7) if (value >= 1 << shift) out.push(((value >> shift) & 0x7f) | 0x80);
  out.push(value & 0x7f);
}
