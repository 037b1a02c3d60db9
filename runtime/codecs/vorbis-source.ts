import { FormatError } from "../../foundation/plan/errors.ts";
import type { Block, ByteReader, SoundFormat, SoundSource } from "../../foundation/sound/audio.ts";
import { asciiAt } from "../../foundation/sound/formats/bytes.ts";
import { oggPackets, wavOrderOfVorbis } from "../../foundation/sound/formats/ogg-packets.ts";
import { readVorbisComment } from "../../foundation/sound/formats/vorbis-comment.ts";
import { readVorbisHead } from "../../foundation/sound/formats/vorbis-head.ts";
import { WarningList } from "../../foundation/sound/formats/warning-list.ts";
import { granuleBlocks } from "./granule-blocks.ts";
import { oggHeaders } from "./ogg-headers.ts";

interface VorbisInside {
  readonly ready: Promise<void>;
  free(): void;
  readonly _decoder: {
    sendSetupHeader(packet: Uint8Array): void;
    initDsp(): void;
    decodePackets(packets: readonly Uint8Array[]): { channelData: Float32Array[]; samplesDecoded: number };
  };
}

/** The WebAssembly decoder's input buffer. */
const mostPacketBytes = 128 * 1024;

/**
 * Ogg Vorbis as a source: pages and packets are read and checked here, libvorbis as WebAssembly decodes them. Beginning
 * and end are where the granules say.
 *
 * @throws FormatError where the headers are broken or nothing can be decoded
 */
export async function openVorbis(reader: ByteReader): Promise<SoundSource> {
  const warnings = new WarningList();
  const { packets: headers, offset, lastGranule } = await oggHeaders(reader, 3, "Vorbis");
  const [identification, comment, setup] = headers as [Uint8Array, Uint8Array, Uint8Array];
  const head = readVorbisHead(identification, offset);
  if (setup[0] !== 5 || asciiAt(setup, 1, 6) !== "vorbis" || setup.length > mostPacketBytes) {
    throw new FormatError("Vorbis", offset, "a setup header", "another packet");
  }
  const { tags, broken } = readVorbisComment(comment.subarray(7));
  if (broken !== null) warnings.add("vorbis.comment-broken", "The comment header ends early.", null);
  const format: SoundFormat = {
    container: "ogg-vorbis",
    codec: "vorbis",
    lossy: true,
    sampleRate: head.sampleRate,
    channelCount: head.channelCount,
    samples: null,
    frames: lastGranule,
  };
  const order = wavOrderOfVorbis[head.channelCount] ?? Array.from({ length: head.channelCount }, (_, c) => c);

  async function* blocks(signal?: AbortSignal): AsyncGenerator<Block> {
    const { OggVorbisDecoder } = await import("@wasm-audio-decoders/ogg-vorbis");
    const outer = new OggVorbisDecoder() as unknown as VorbisInside;
    await outer.ready;
    const decoder = outer._decoder;
    try {
      decoder.sendSetupHeader(identification);
      decoder.sendSetupHeader(setup);
      decoder.initDsp();
      const decode = (packet: Uint8Array): { channels: Float32Array[]; failed: boolean } => {
        // An even first byte is a packet of sound; the decoder says nothing of one that it cannot read.
        if (packet.length === 0 || packet.length > mostPacketBytes || (packet[0]! & 1) === 1)
          return { channels: [], failed: packet.length > 0 };
        const { channelData } = decoder.decodePackets([packet]);
        return { channels: order.map((c) => channelData[c]!), failed: false };
      };
      const groups = oggPackets(reader, warnings);
      yield* granuleBlocks(
        groups,
        { name: "vorbis", skipPackets: 3, preSkip: 0, mostPacketFrames: head.longBlock, decode },
        warnings,
        signal,
      );
    } finally {
      outer.free();
    }
  }
  return { format, tags, warnings: warnings.list, blocks, close: async () => {} };
}
