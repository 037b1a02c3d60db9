import { InputError } from "../../plan/errors.ts";
import type { ByteWriter, SampleFormat, SoundTags } from "../audio.ts";
import { asciiBytes, joinBytes, viewOf } from "./bytes.ts";
import { id3Tag } from "./id3-writer.ts";
import type { PcmLayout } from "./pcm-layout.ts";
import { type PcmContainer, pcmSink } from "./pcm-sink.ts";
import { infoList, riffChunk } from "./riff-chunks.ts";
import { checkTarget, type SoundTarget } from "./sound-target.ts";
import type { WarningSink } from "./warning-list.ts";
import { needsExtensible, wavFormatBody } from "./wav-format.ts";

/**
 * Writes WAV: integers of 1 to 32 bits, 32- and 64-bit floats. 8-, 16- and 24-bit mono and stereo have format code 1,
 * as stores ask; more channels and other depths are WAVEFORMATEXTENSIBLE. Over 4 GiB the file becomes RF64 (EBU Tech
 * 3306): room for that is kept unless `target.frames` says that it will not be needed.
 * Tags go into LIST INFO and an id3 chunk; `tags.chunks` are written as they are.
 *
 * @throws InputError for a target that WAV cannot hold
 */
export function wavSink(writer: ByteWriter, target: SoundTarget, tags: SoundTags = {}): WarningSink {
  return pcmSink(writer, wavContainer(target, tags));
}

/** The bytes around the samples of a WAV file. */
export function wavContainer(target: SoundTarget, tags: SoundTags): PcmContainer {
  const { sampleRate, channelCount } = target;
  const samples = checkTarget(target, wavSamples);
  const layout = wavLayout(samples);
  const frameBytes = layout.bytes * channelCount;
  const mayBeLong = target.frames == null || target.frames * frameBytes > 0xf0000000;
  const fmt = riffChunk("fmt ", wavFormatBody({ sampleRate, channelCount, samples, layout }));
  const hasFact = samples.kind === "float" || needsExtensible(samples, channelCount);
  const kept = (tags.chunks ?? []).map(({ id, bytes }) => riffChunk(id, bytes));
  const info = infoList(tags);
  const id3 = id3Tag(tags);
  const end = id3 ? riffChunk("id3 ", id3) : new Uint8Array(0);

  const header = (frames: number): Uint8Array => {
    const dataBytes = frames * frameBytes;
    const long = 4096 + dataBytes + keptBytes(kept) + (info?.length ?? 0) + end.length > 0xffffffff;
    if (long && !mayBeLong) throw new InputError("frames", `${target.frames}, as promised`, `${frames}`);
    const fact = riffChunk("fact", uint32Bytes(Math.min(frames, 0xffffffff)));
    const parts = [
      asciiBytes(long ? "RF64\xff\xff\xff\xffWAVE" : "RIFF    WAVE"),
      ...(mayBeLong ? [riffChunk(long ? "ds64" : "JUNK", new Uint8Array(28))] : []),
      ...kept,
      fmt,
      ...(hasFact ? [fact] : []),
      ...(info ? [riffChunk("LIST", info)] : []),
      asciiBytes("data\xff\xff\xff\xff"),
    ];
    const bytes = joinBytes(parts);
    const view = viewOf(bytes);
    const riffBytes = bytes.length - 8 + dataBytes + (dataBytes % 2) + end.length;
    if (long) {
      view.setBigUint64(20, BigInt(riffBytes), true);
      view.setBigUint64(28, BigInt(dataBytes), true);
      view.setBigUint64(36, BigInt(frames), true);
    } else {
      view.setUint32(4, riffBytes, true);
      view.setUint32(bytes.length - 4, dataBytes, true);
    }
    return bytes;
  };
  const trailer = (frames: number): Uint8Array => joinBytes([new Uint8Array((frames * frameBytes) % 2), end]);
  return { name: "wav", channelCount, samples, layout, header, trailer };
}

/** True for the sample formats that WAV holds. */
export function wavSamples({ kind, bits }: SampleFormat): boolean {
  return kind === "float" ? bits === 32 || bits === 64 : bits >= 1 && bits <= 32;
}

function wavLayout({ kind, bits }: SampleFormat): PcmLayout {
  const bytes = Math.ceil(bits / 8) as PcmLayout["bytes"];
  return { kind, bytes, littleEndian: true, unsigned: kind === "integer" && bytes === 1 };
}

function keptBytes(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

function uint32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, true);
  return bytes;
}
