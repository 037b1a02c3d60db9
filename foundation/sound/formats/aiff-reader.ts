import { FormatError } from "../../plan/errors.ts";
import type { ByteReader, SampleFormat, SoundSource, SoundTags } from "../audio.ts";
import { asciiAt, describeBytes, legacyText, viewOf } from "./bytes.ts";
import { readExtended } from "./extended-float.ts";
import { readId3 } from "./id3-reader.ts";
import { checkShape, mostTagBytes } from "./limits.ts";
import { OtherCodecError } from "./other-codec.ts";
import type { PcmLayout } from "./pcm-layout.ts";
import { pcmSource } from "./pcm-source.ts";
import { WarningList } from "./warning-list.ts";

interface Common {
  readonly channelCount: number;
  readonly frames: number;
  readonly sampleRate: number;
  readonly samples: SampleFormat;
  readonly layout: PcmLayout;
  readonly codec: string;
}

const textChunks: Readonly<Record<string, "title" | "artist" | "copyright" | "comment">> = {
  NAME: "title",
  AUTH: "artist",
  "(c) ": "copyright",
  ANNO: "comment",
};

/**
 * Reads AIFF and uncompressed AIFC (NONE, twos, sowt, raw, in24, in32, 42ni, 23ni, fl32, fl64). Sizes that lie give
 * warnings and what is there. Source: Apple, Audio Interchange File Format AIFF-C, 1991.
 *
 * @throws FormatError without a format, without sound; OtherCodecError (a FormatError) for compressed sound
 */
export async function readAiff(reader: ByteReader): Promise<SoundSource> {
  const warnings = new WarningList();
  const head = await reader.read(0, 12);
  const kind = asciiAt(head, 8, 4);
  if (asciiAt(head, 0, 4) !== "FORM") throw new FormatError("AIFF", 0, '"FORM"', describeBytes(head.subarray(0, 4)));
  if (kind !== "AIFF" && kind !== "AIFC") {
    throw new FormatError("AIFF", 8, '"AIFF" or "AIFC"', describeBytes(head.subarray(8, 12)));
  }
  let common: Common | null = null;
  let dataOffset = -1;
  let dataBytes = 0;
  let texts: SoundTags = {};
  let id3: SoundTags = {};
  for (let at = 12; at + 8 <= reader.size; ) {
    const chunk = await reader.read(at, 8);
    if (chunk.length < 8) break;
    const id = asciiAt(chunk, 0, 4);
    const size = viewOf(chunk).getUint32(4);
    const body = at + 8;
    const left = reader.size - body;
    if (id === "SSND" && dataOffset < 0) {
      const start = await reader.read(body, 8);
      if (start.length < 8) throw new FormatError("AIFF", body, "an offset and a block size", "end of file");
      const skip = viewOf(start).getUint32(0);
      dataOffset = body + 8 + skip;
      dataBytes = Math.min(size, left) - 8 - skip;
      if (size > left) {
        const message = `"SSND" says ${size} bytes, ${left} are left.`;
        warnings.add("aiff.data-size", message, at + 4, { stated: size, found: left });
        // A recorder that was cut off leaves its length open: what is there is sound.
        if (common !== null) break;
      }
    } else if (size > left) {
      warnings.add("aiff.chunk-truncated", `Chunk ${JSON.stringify(id)} says ${size} bytes, ${left} are left.`, at, {
        size,
        left,
      });
      break;
    } else if (id === "COMM")
      common ??= readCommon(await reader.read(body, Math.min(size, 300)), body, kind === "AIFC");
    else if (id === "ID3 " && size <= mostTagBytes) id3 = readId3(await reader.read(body, size))?.tags ?? {};
    else {
      const field = textChunks[id];
      const text = field && size <= 65_536 ? legacyText(await reader.read(body, size)) : "";
      if (field && text !== "") texts = { ...texts, [field]: text };
    }
    at = body + size + (size % 2);
  }
  if (common === null) throw new FormatError("AIFF", reader.size, 'a "COMM" chunk', "end of file");
  if (dataOffset < 0) throw new FormatError("AIFF", reader.size, 'a "SSND" chunk', "end of file");
  const { channelCount, sampleRate, samples, layout, codec } = common;
  const there = Math.floor(dataBytes / (layout.bytes * channelCount));
  if (there < 1)
    throw new FormatError("AIFF", dataOffset, "at least one frame of sound", `${Math.max(0, dataBytes)} bytes`);
  if (there !== common.frames) {
    warnings.add("aiff.frame-count", `"COMM" says ${common.frames} frames, "SSND" holds ${there}.`, dataOffset, {
      expectedFrames: common.frames,
      foundFrames: there,
    });
  }
  // More bytes than frames: padding. No frames stated: a recorder that was cut off.
  const frames = common.frames > 0 ? Math.min(there, common.frames) : there;
  return pcmSource({
    reader,
    name: "aiff",
    format: { container: kind.toLowerCase(), codec, lossy: false, sampleRate, channelCount, samples, frames },
    layout,
    offset: dataOffset,
    frames,
    tags: { ...texts, ...id3 },
    warnings,
  });
}

function readCommon(body: Uint8Array, offset: number, compressed: boolean): Common {
  const needed = compressed ? 22 : 18;
  if (body.length < needed)
    throw new FormatError("AIFF", offset, `${needed} or more bytes in "COMM"`, `${body.length}`);
  const view = viewOf(body);
  const channelCount = view.getUint16(0);
  const frames = view.getUint32(2);
  const statedBits = view.getUint16(6);
  const sampleRate = readExtended(body, 8);
  checkShape("AIFF", offset, sampleRate, channelCount);
  const code = compressed ? asciiAt(body, 18, 4) : "NONE";
  const known = layoutOf(code, statedBits);
  if (known === null) throw new OtherCodecError("AIFF", offset + 18, "uncompressed sound", JSON.stringify(code));
  const { kind, bits } = known;
  if (kind === "integer" && (bits < 1 || bits > 32)) {
    throw new FormatError("AIFF", offset + 6, "integers of 1 to 32 bits", `${statedBits} bits`);
  }
  return {
    channelCount,
    frames,
    sampleRate,
    samples: { kind, bits },
    layout: known,
    codec: kind === "float" ? `float${bits}` : `pcm${bits}`,
  };
}

function layoutOf(code: string, statedBits: number): (PcmLayout & { bits: number }) | null {
  const integer = (bits: number, littleEndian: boolean, unsigned = false) => {
    const bytes = Math.max(1, Math.min(4, Math.ceil(bits / 8))) as PcmLayout["bytes"];
    return { kind: "integer" as const, bytes, bits, littleEndian, unsigned };
  };
  switch (code) {
    case "NONE":
    case "twos":
      return integer(statedBits, false);
    case "sowt":
      return integer(statedBits, true);
    case "raw ":
      return integer(8, false, true);
    case "in24":
      return integer(24, false);
    case "in32":
      return integer(32, false);
    case "42ni":
      return integer(24, true);
    case "23ni":
      return integer(32, true);
    case "fl32":
    case "FL32":
      return { kind: "float", bytes: 4, bits: 32, littleEndian: false, unsigned: false };
    case "fl64":
    case "FL64":
      return { kind: "float", bytes: 8, bits: 64, littleEndian: false, unsigned: false };
    default:
      return null;
  }
}
