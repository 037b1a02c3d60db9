import { InputError } from "../../plan/errors.ts";
import type { ByteWriter, SoundTags } from "../audio.ts";
import { asciiBytes, joinBytes, utf8Bytes, viewOf } from "./bytes.ts";
import { extendedBytes } from "./extended-float.ts";
import { id3Tag } from "./id3-writer.ts";
import type { PcmLayout } from "./pcm-layout.ts";
import { pcmSink } from "./pcm-sink.ts";
import { checkTarget, type SoundTarget } from "./sound-target.ts";
import type { WarningSink } from "./warning-list.ts";
import { wavSamples } from "./wav-writer.ts";

/**
 * Writes AIFF: integers of 1 to 32 bits; 32- and 64-bit floats make it AIFC (fl32, fl64), as does `container` "aifc".
 * Tags go into text chunks and an ID3 chunk. Source: Apple, AIFF-C, 1991.
 *
 * @throws InputError for a target that AIFF cannot hold, or when it grows over 4 GiB
 */
export function aiffSink(writer: ByteWriter, target: SoundTarget, tags: SoundTags = {}): WarningSink {
  const { sampleRate, channelCount } = target;
  const samples = checkTarget(target, wavSamples);
  const isFloat = samples.kind === "float";
  const compressed = isFloat || target.container === "aifc";
  const bytes = Math.ceil(samples.bits / 8) as PcmLayout["bytes"];
  const layout: PcmLayout = { kind: samples.kind, bytes, littleEndian: false, unsigned: false };
  const frameBytes = bytes * channelCount;
  const code = isFloat ? `fl${samples.bits}` : "NONE";
  // A Pascal string, its length included, of even length.
  const compression = compressed ? [asciiBytes(code), asciiBytes(isFloat ? "\x05Float" : "\x0enot compressed\0")] : [];
  const id3 = id3Tag(tags);
  const end = joinBytes([
    ...(tags.title ? [chunk("NAME", utf8Bytes(tags.title))] : []),
    ...(tags.artist ? [chunk("AUTH", utf8Bytes(tags.artist))] : []),
    ...(tags.copyright ? [chunk("(c) ", utf8Bytes(tags.copyright))] : []),
    ...(id3 ? [chunk("ID3 ", id3)] : []),
  ]);

  const header = (frames: number): Uint8Array => {
    const dataBytes = frames * frameBytes;
    if (dataBytes + end.length > 0xffffff00) {
      throw new InputError("container", "a sound of less than 4 GiB for AIFF (WAV holds more)", `${dataBytes} bytes`);
    }
    const common = new Uint8Array(8);
    const view = viewOf(common);
    view.setUint16(0, channelCount);
    view.setUint32(2, frames);
    view.setUint16(6, samples.bits);
    const head = joinBytes([
      asciiBytes(`FORM    ${compressed ? "AIFC" : "AIFF"}`),
      // AIFC version 1: the only one.
      ...(compressed ? [chunk("FVER", Uint8Array.of(0xa2, 0x80, 0x51, 0x40))] : []),
      chunk("COMM", joinBytes([common, extendedBytes(sampleRate), ...compression])),
      asciiBytes("SSND    \0\0\0\0\0\0\0\0"),
    ]);
    const sizes = viewOf(head);
    sizes.setUint32(4, head.length - 8 + dataBytes + (dataBytes % 2) + end.length);
    sizes.setUint32(head.length - 12, dataBytes + 8);
    return head;
  };
  const trailer = (frames: number): Uint8Array => joinBytes([new Uint8Array((frames * frameBytes) % 2), end]);
  return pcmSink(writer, { name: "aiff", channelCount, samples, layout, header, trailer });
}

function chunk(id: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(8 + bytes.length + (bytes.length % 2));
  whole.set(asciiBytes(id));
  viewOf(whole).setUint32(4, bytes.length);
  whole.set(bytes, 8);
  return whole;
}
