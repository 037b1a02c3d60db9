import { FormatError } from "../../plan/errors.ts";
import type { ByteReader, SoundTags } from "../audio.ts";
import { asciiAt, viewOf } from "./bytes.ts";
import { mostTagBytes } from "./limits.ts";
import { mp4Boxes, mp4Find } from "./mp4-boxes.ts";
import { readMp4Tags } from "./mp4-tags.ts";
import { readITunSmpb } from "./xing-header.ts";

/** What an MP4 file says of its first sound track. */
export interface Mp4Sound {
  /** As in its sample description: "mp4a", "alac", "fLaC", "Opus"... */
  readonly codec: string;
  /** Ticks per second of the track. */
  readonly timescale: number;
  /** Ticks to leave out at the beginning of what is decoded; null: not said. */
  readonly delayTicks: number | null;
  /** Ticks of sound after that; null: not said. */
  readonly lengthTicks: number | null;
  readonly tags: SoundTags;
  /** AAC-LC of one or two channels that cannot be anything else; null: who decodes it has to tell. */
  readonly plainAac: { readonly sampleRate: number; readonly channelCount: number } | null;
}

/**
 * Reads the movie box of an MP4 file: delay and length by iTunes' note (iTunSMPB) or the edit list. An edit list counts
 * its length in movie ticks, often milliseconds: where the packets' own lengths agree within one such tick, they count.
 * Sources: ISO/IEC 14496-12, 8.6.6; Apple TN2258.
 */
export async function readMp4Sound(reader: ByteReader): Promise<Mp4Sound> {
  const movie = await readMovie(reader);
  for (const { type, body: track } of mp4Boxes(movie)) {
    if (type !== "trak") continue;
    const handler = mp4Find(track, "mdia", "hdlr");
    if (handler === null || asciiAt(handler, 8, 4) !== "soun") continue;
    const timescale = timescaleOf(mp4Find(track, "mdia", "mdhd"));
    const movieTimescale = timescaleOf(mp4Find(movie, "mvhd"));
    if (timescale === 0) continue;
    const description = mp4Find(track, "mdia", "minf", "stbl", "stsd");
    const list = mp4Find(movie, "udta", "meta", "ilst");
    const { tags, iTunSmpb } = list ? readMp4Tags(list) : { tags: {}, iTunSmpb: null };
    const note = iTunSmpb === null ? null : readITunSmpb(iTunSmpb);
    const codec = description ? asciiAt(description, 12, 4) : "";
    const plainAac = description && codec === "mp4a" ? readPlainAac(description.subarray(8)) : null;
    const common = { codec, timescale, tags, plainAac };
    if (note) return { ...common, delayTicks: note.delay, lengthTicks: note.frames };
    const edit = readEditList(mp4Find(track, "edts", "elst"));
    const total = packetTicks(mp4Find(track, "mdia", "minf", "stbl", "stts"));
    if (edit === null) return { ...common, delayTicks: null, lengthTicks: total };
    const byEdit = movieTimescale > 0 ? (edit.duration / movieTimescale) * timescale : 0;
    const byPackets = total === null ? null : total - edit.start;
    const tick = movieTimescale > 0 ? timescale / movieTimescale : 0;
    const packetsAgree = byPackets !== null && (byEdit === 0 || Math.abs(byPackets - byEdit) <= tick + 1);
    return {
      ...common,
      delayTicks: edit.start,
      lengthTicks: packetsAgree ? byPackets : byEdit > 0 ? Math.round(byEdit) : null,
    };
  }
  throw new FormatError("MP4", 0, "a sound track", "none");
}

const AAC_RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000];

/**
 * The decoder's own description in the first sample entry: AAC-LC (object type 2) over 24 kHz, where nobody hides
 * spectral band replication. ISO/IEC 14496-1, 7.2.6; 14496-3, 1.6.2.1.
 */
function readPlainAac(entries: Uint8Array): Mp4Sound["plainAac"] {
  const [entry] = mp4Boxes(entries);
  if (!entry || entry.body.length < 28 || viewOf(entry.body).getUint16(8) !== 0) return null;
  const esds = mp4Find(entry.body.subarray(28), "esds");
  if (esds === null) return null;
  // Descriptors: a tag, a length of up to four bytes, then what is inside.
  let at = 4;
  const enter = (tag: number): boolean => {
    if (esds[at] !== tag) return false;
    at++;
    for (let byte = 0; byte < 4; byte++) if (((esds[at++] ?? 0) & 0x80) === 0) break;
    return true;
  };
  if (!enter(3) || (esds[at + 2] ?? 0xff) !== 0) return null;
  at += 3;
  if (!enter(4) || esds[at] !== 0x40) return null;
  at += 13;
  if (!enter(5)) return null;
  const bits = ((esds[at] ?? 0) << 8) | (esds[at + 1] ?? 0);
  const sampleRate = AAC_RATES[(bits >> 7) & 15];
  const channelCount = (bits >> 3) & 15;
  if (bits >> 11 !== 2 || sampleRate === undefined || sampleRate <= 24_000) return null;
  return channelCount === 1 || channelCount === 2 ? { sampleRate, channelCount } : null;
}

async function readMovie(reader: ByteReader): Promise<Uint8Array> {
  for (let at = 0; at + 8 <= reader.size; ) {
    const head = await reader.read(at, 16);
    if (head.length < 8) break;
    const view = viewOf(head);
    const type = asciiAt(head, 4, 4);
    let size = view.getUint32(0);
    let start = 8;
    if (size === 1 && head.length === 16) {
      size = Number(view.getBigUint64(8));
      start = 16;
    }
    if (size === 0) size = reader.size - at;
    if (size < start) throw new FormatError("MP4", at, "a box of 8 or more bytes", `${size}`);
    if (type === "moov") {
      if (size > mostTagBytes) throw new FormatError("MP4", at, `a movie box below ${mostTagBytes} bytes`, `${size}`);
      if (at + size > reader.size) throw new FormatError("MP4", at, `a movie box of ${size} bytes`, "end of file");
      return reader.read(at + start, size - start);
    }
    at += size;
  }
  throw new FormatError("MP4", reader.size, 'a movie box ("moov")', "end of file");
}

/** From "mvhd" or "mdhd", which begin alike. */
function timescaleOf(body: Uint8Array | null): number {
  if (body === null || body.length < 24) return 0;
  return viewOf(body).getUint32(body[0] === 1 ? 20 : 12);
}

/** The one edit that encoders write: from where, how long. Empty edits before it shift the track, which we do not. */
function readEditList(body: Uint8Array | null): { start: number; duration: number } | null {
  if (body === null || body.length < 8) return null;
  const view = viewOf(body);
  const long = body[0] === 1;
  const entryBytes = long ? 20 : 12;
  const count = Math.min(view.getUint32(4), Math.floor((body.length - 8) / entryBytes));
  for (let n = 0, at = 8; n < count; n++, at += entryBytes) {
    const duration = long ? Number(view.getBigUint64(at)) : view.getUint32(at);
    const start = long ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4);
    if (start >= 0) return { start, duration };
  }
  return null;
}

/** The sum of all packets' lengths. */
function packetTicks(body: Uint8Array | null): number | null {
  if (body === null || body.length < 8) return null;
  const view = viewOf(body);
  const count = Math.min(view.getUint32(4), Math.floor((body.length - 8) / 8));
  let total = 0;
  for (let n = 0; n < count; n++) total += view.getUint32(8 + n * 8) * view.getUint32(12 + n * 8);
  return total > 0 ? total : null;
}
