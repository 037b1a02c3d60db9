import type { Block, ByteReader, SoundFormat, SoundSource } from "../../foundation/sound/audio.ts";
import { asciiAt } from "../../foundation/sound/formats/bytes.ts";
import { oggPackets, wavOrderOfVorbis } from "../../foundation/sound/formats/ogg-packets.ts";
import { opusPacketFrames, readOpusHead } from "../../foundation/sound/formats/opus-head.ts";
import { readVorbisComment } from "../../foundation/sound/formats/vorbis-comment.ts";
import { WarningList } from "../../foundation/sound/formats/warning-list.ts";
import { granuleBlocks } from "./granule-blocks.ts";
import { oggHeaders } from "./ogg-headers.ts";

/** Opus is decoded at 48 kHz, whatever rate it was made from. */
const sampleRate = 48_000;
const mostPacketFrames = 5760;

/**
 * Ogg Opus as a source: pages and packets are read and checked here, libopus as WebAssembly decodes them. Pre-skip and
 * end trimming as RFC 7845 says: offset 0, length of what was encoded.
 *
 * @throws FormatError where the headers are broken or nothing can be decoded
 */
export async function openOpus(reader: ByteReader): Promise<SoundSource> {
  const warnings = new WarningList();
  const { packets, offset, lastGranule } = await oggHeaders(reader, 2, "Opus");
  const head = readOpusHead(packets[0]!, offset);
  const comment = packets[1]!;
  const { tags, broken } =
    asciiAt(comment, 0, 8) === "OpusTags" ? readVorbisComment(comment.subarray(8)) : { tags: {}, broken: 0 };
  if (broken !== null) warnings.add("opus.comment-broken", "The comment header is broken.", null);
  const { channelCount, preSkip, outputGain } = head;
  const format: SoundFormat = {
    container: "ogg-opus",
    codec: "opus",
    lossy: true,
    sampleRate,
    channelCount,
    samples: null,
    frames: lastGranule === null ? null : Math.max(0, lastGranule - preSkip),
  };
  const wavOrder = head.family === 1 ? wavOrderOfVorbis[channelCount] : undefined;
  const channelMappingTable = wavOrder ? wavOrder.map((c) => head.mapping[c]!) : [...head.mapping];

  async function* blocks(signal?: AbortSignal): AsyncGenerator<Block> {
    const { createOpusDecoder } = await import("@audio/decode-opus/core");
    const decoder = await createOpusDecoder();
    try {
      const { streamCount, coupledStreamCount } = head;
      decoder.configure({
        sampleRate,
        channels: channelCount,
        streamCount,
        coupledStreamCount,
        channelMappingTable,
        preSkip: 0,
        outputGain,
      });
      const decode = (packet: Uint8Array): { channels: Float32Array[]; failed: boolean } => {
        const { channelData, errors, samplesDecoded } = decoder.decodeFrames([packet]);
        if (errors.length === 0 && samplesDecoded > 0) return { channels: channelData, failed: false };
        const frames = opusPacketFrames(packet);
        return { channels: Array.from({ length: channelCount }, () => new Float32Array(frames)), failed: true };
      };
      yield* granuleBlocks(
        oggPackets(reader, warnings),
        { name: "opus", skipPackets: 2, preSkip, mostPacketFrames, decode },
        warnings,
        signal,
      );
    } finally {
      decoder.free();
    }
  }
  return { format, tags, warnings: warnings.list, blocks, close: async () => {} };
}
