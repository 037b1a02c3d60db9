import { FormatError } from "../../foundation/plan/errors.ts";
import type { Block, ByteReader, SoundFormat, SoundSource } from "../../foundation/sound/audio.ts";
import { asciiAt, joinBytes } from "../../foundation/sound/formats/bytes.ts";
import { id3Length, readId3 } from "../../foundation/sound/formats/id3-reader.ts";
import { mostTagBytes } from "../../foundation/sound/formats/limits.ts";
import { type MpegFrame, mpegFrames } from "../../foundation/sound/formats/mpeg-stream.ts";
import { trimFrames } from "../../foundation/sound/formats/trim-frames.ts";
import { WarningList } from "../../foundation/sound/formats/warning-list.ts";
import { mp3DecoderDelay, readITunSmpb, readXing } from "../../foundation/sound/formats/xing-header.ts";
import { loadMpg123 } from "./mpg123.ts";

/** MPEG frames that are given to the decoder at once. */
const framesAtOnce = 32;
const mostBytesAtOnce = 60_000;

/**
 * MP3 (and layers I and II) as a source: frames are found and checked here, mpg123 decodes them. Encoder delay and
 * padding are taken off where the file states them (LAME tag, iTunSMPB); where it does not, a warning says so.
 *
 * @throws FormatError where no frame can be decoded
 */
export async function openMpeg(reader: ByteReader): Promise<SoundSource> {
  const warnings = new WarningList();
  const head = await reader.read(0, 10);
  const tagBytes = id3Length(head) ?? 0;
  const tag = tagBytes > 0 && tagBytes <= mostTagBytes ? await reader.read(0, tagBytes) : null;
  const tags = tag ? (readId3(tag)?.tags ?? {}) : {};
  const first = await firstFrame(reader, tagBytes);
  if (first === null) throw new FormatError("MP3", tagBytes, "an MPEG audio frame", "none");
  const { header } = first;
  const xing = readXing(first.bytes, 0, header);
  const soundFrom = xing ? first.offset + header.bytes : first.offset;
  const note = tag ? iTunesNote(tag) : null;
  const delay = xing?.delay ?? note?.delay ?? null;
  const padding = xing?.delay != null ? xing.padding : (note?.padding ?? null);
  if (delay === null) {
    warnings.add(
      "mp3.delay-unknown",
      "The file does not say what its encoder put before the sound: it may begin late.",
      first.offset,
    );
  }
  const skip = delay === null ? 0 : delay + mp3DecoderDelay;
  const length = (mpegFrameCount: number): number =>
    Math.max(0, mpegFrameCount * header.frames - (delay ?? 0) - (padding ?? 0));
  const stated = xing?.mpegFrames ?? null;
  const format: SoundFormat = {
    container: "mp3",
    codec: `mp${header.layer}`,
    lossy: true,
    sampleRate: header.sampleRate,
    channelCount: header.channelCount,
    samples: null,
    frames: stated === null ? null : length(stated),
  };

  async function* decoded(counts: Counts, signal: AbortSignal | undefined): AsyncGenerator<Block> {
    const decoder = await loadMpg123();
    try {
      let waiting: Uint8Array[] = [];
      let waitingBytes = 0;
      let waitingFrom = soundFrom;
      const flush = (): Block | null => {
        if (waiting.length === 0) return null;
        const due = waiting.length * header.frames;
        const { left, right, failed } = decoder.decode(joinBytes(waiting));
        counts.decoded += left.length;
        counts.fed += due;
        if (failed) counts.badAt ??= waitingFrom;
        waiting = [];
        waitingBytes = 0;
        if (left.length === 0) return null;
        return header.channelCount === 1 ? [left] : [left, right];
      };
      for await (const item of mpegFrames(reader, soundFrom)) {
        signal?.throwIfAborted();
        if ("gap" in item) {
          const code = item.gap === "truncated" ? "mp3.truncated" : "mp3.skipped";
          const what = item.gap === "truncated" ? "The last frame is not whole" : "Bytes that are no frame";
          warnings.add(code, `${what}: ${item.length} bytes.`, item.offset, { bytes: item.length });
          continue;
        }
        if (waiting.length === 0) waitingFrom = item.offset;
        waiting.push(item.bytes.slice());
        waitingBytes += item.bytes.length;
        counts.mpegFrames++;
        if (waiting.length < framesAtOnce && waitingBytes + item.bytes.length < mostBytesAtOnce) continue;
        const block = flush();
        if (block) yield block;
      }
      const block = flush();
      if (block) yield block;
      // Silence pushes out what the decoder still holds back.
      const late = counts.fed + (delay === null ? 0 : mp3DecoderDelay) - counts.decoded;
      if (late > 0 && late <= 4 * header.frames + mp3DecoderDelay) yield quiet(header.channelCount, late);
      else if (late > 0) counts.badAt ??= soundFrom;
    } finally {
      decoder.close();
    }
  }

  async function* blocks(signal?: AbortSignal): AsyncGenerator<Block> {
    const counts: Counts = { mpegFrames: 0, decoded: 0, fed: 0, badAt: null };
    const wanted = stated === null ? null : length(stated);
    const passed = yield* trimFrames(decoded(counts, signal), skip, wanted);
    if (counts.decoded === 0) throw new FormatError("MP3", soundFrom, "frames that can be decoded", "none");
    if (stated !== null && counts.mpegFrames !== stated) {
      warnings.add(
        "mp3.frame-count",
        `The first frame says ${stated} frames, ${counts.mpegFrames} were found.`,
        first!.offset,
        {
          expected: stated,
          found: counts.mpegFrames,
          frames: passed,
        },
      );
    }
    if (counts.badAt !== null) {
      warnings.add("mp3.damaged", "Frames could not be decoded rightly from here on.", counts.badAt);
    }
  }

  return { format, tags, warnings: warnings.list, blocks, close: async () => {} };
}

interface Counts {
  mpegFrames: number;
  decoded: number;
  fed: number;
  badAt: number | null;
}

async function firstFrame(reader: ByteReader, offset: number): Promise<MpegFrame | null> {
  for await (const item of mpegFrames(reader, offset)) {
    if (!("gap" in item)) return { ...item, bytes: item.bytes.slice() };
  }
  return null;
}

function quiet(channelCount: number, frames: number): Block {
  return Array.from({ length: channelCount }, () => new Float32Array(frames));
}

/** iTunes' note of delay and padding, wherever it stands in the tag. */
function iTunesNote(tag: Uint8Array): ReturnType<typeof readITunSmpb> {
  const text = asciiAt(tag, 0, Math.min(tag.length, 262_144)).replaceAll("\0", "");
  const at = text.indexOf("iTunSMPB");
  return at < 0 ? null : readITunSmpb(text.slice(at + 8).replace(/^[^ ]*/, ""));
}
