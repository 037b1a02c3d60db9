import { FormatError } from "../../plan/errors.ts";
import type { ByteReader, SoundSource, SoundTags } from "../audio.ts";
import { asciiAt, describeBytes, viewOf } from "./bytes.ts";
import { readId3 } from "./id3-reader.ts";
import { mostTagBytes } from "./limits.ts";
import { type PcmPlace, pcmSource } from "./pcm-source.ts";
import { readInfoList } from "./riff-chunks.ts";
import { WarningList } from "./warning-list.ts";
import { readWavFormat, type WavFormat } from "./wav-format.ts";

interface Found {
  format: WavFormat | null;
  dataOffset: number;
  dataBytes: number;
  info: SoundTags;
  id3: SoundTags;
  chunks: { id: string; bytes: Uint8Array }[];
}

// Chunks that describe the samples or the layout of this one file: wrong in any other.
const chunksOfThisFile = new Set(["JUNK", "junk", "PAD ", "FLLR", "fact", "ds64", "PEAK", "levl", "filr"]);

/**
 * Reads WAV, RF64 and BW64: integers to 32 bits, 32- and 64-bit floats. Sizes that lie give warnings and what is there.
 * Sources: RIFF 1.0, Microsoft WAVEFORMATEXTENSIBLE, EBU Tech 3306 (RF64), ITU-R BS.2088 (BW64).
 *
 * @throws FormatError without a format, without sound; OtherCodecError (a FormatError) for compressed sound
 */
export async function readWav(reader: ByteReader): Promise<SoundSource> {
  return pcmSource(await placeOfWav(reader));
}

/** Where the samples lie, for who wants some of them only. Throws as readWav. */
export async function placeOfWav(reader: ByteReader): Promise<PcmPlace> {
  const warnings = new WarningList();
  const head = await reader.read(0, 12);
  const magic = asciiAt(head, 0, 4);
  if (magic !== "RIFF" && magic !== "RF64" && magic !== "BW64") {
    throw new FormatError("WAV", 0, '"RIFF", "RF64" or "BW64"', describeBytes(head.subarray(0, 4)));
  }
  if (asciiAt(head, 8, 4) !== "WAVE") throw new FormatError("WAV", 8, '"WAVE"', describeBytes(head.subarray(8, 12)));
  const { format, dataOffset, dataBytes, info, id3, chunks } = await readChunks(reader, warnings);
  if (format === null) throw new FormatError("WAV", dataOffset < 0 ? reader.size : dataOffset - 8, '"fmt "', "none");
  if (dataOffset < 0) throw new FormatError("WAV", reader.size, '"data"', "end of file");
  const frameBytes = format.layout.bytes * format.channelCount;
  const frames = Math.floor(dataBytes / frameBytes);
  if (frames === 0) throw new FormatError("WAV", dataOffset, "at least one frame of sound", `${dataBytes} bytes`);
  if (dataBytes % frameBytes !== 0) {
    warnings.add("wav.partial-frame", "The last frame is not whole.", dataOffset + frames * frameBytes, {
      bytes: dataBytes % frameBytes,
    });
  }
  const { sampleRate, channelCount, samples, layout } = format;
  const container = magic === "RIFF" ? "wav" : magic === "RF64" ? "rf64" : "bw64";
  const codec = samples.kind === "float" ? `float${samples.bits}` : `pcm${samples.bits}`;
  return {
    reader,
    name: "wav",
    format: { container, codec, lossy: false, sampleRate, channelCount, samples, frames },
    layout,
    offset: dataOffset,
    frames,
    tags: { ...info, ...id3, ...(chunks.length > 0 ? { chunks } : {}) },
    warnings,
  };
}

async function readChunks(reader: ByteReader, warnings: WarningList): Promise<Found> {
  const found: Found = { format: null, dataOffset: -1, dataBytes: 0, info: {}, id3: {}, chunks: [] };
  let longDataBytes = -1;
  let room = mostTagBytes;
  for (let at = 12; at + 8 <= reader.size; ) {
    const head = await reader.read(at, 8);
    if (head.length < 8) break;
    const id = asciiAt(head, 0, 4);
    const size = viewOf(head).getUint32(4, true);
    const body = at + 8;
    const left = reader.size - body;
    if (id === "data" && found.dataOffset < 0) {
      const stated = size === 0xffffffff && longDataBytes >= 0 ? longDataBytes : size;
      found.dataOffset = body;
      found.dataBytes = await realDataBytes(reader, body, stated, warnings);
      at = body + found.dataBytes + (await padding(reader, body + found.dataBytes));
      continue;
    }
    if (!/^[\x20-\x7e]{4}$/.test(id)) {
      warnings.add("wav.trailing-bytes", "Bytes that are no chunk follow.", at, {
        found: describeBytes(head.subarray(0, 4)),
      });
      break;
    }
    if (size > left) {
      warnings.add("wav.chunk-truncated", `Chunk "${id}" says ${size} bytes, ${left} are left.`, at, { size, left });
      break;
    }
    if (id === "fmt ") found.format ??= readWavFormat(await reader.read(body, Math.min(size, 64)), body, warnings);
    else if (id === "ds64" && size >= 24) {
      longDataBytes = Number(viewOf(await reader.read(body, 24)).getBigUint64(8, true));
    } else if (!chunksOfThisFile.has(id)) {
      if (size > room) {
        warnings.add("wav.chunk-left-out", `Chunk "${id}" of ${size} bytes is too large to keep.`, at, { size });
      } else {
        room -= size;
        keepChunk(found, id, (await reader.read(body, size)).slice());
      }
    }
    at = body + size;
    at += await padding(reader, at);
  }
  return found;
}

function keepChunk(found: Found, id: string, bytes: Uint8Array): void {
  if (id === "LIST" && asciiAt(bytes, 0, 4) === "INFO") found.info = { ...found.info, ...readInfoList(bytes) };
  else if (id === "id3 " || id === "ID3 ") found.id3 = readId3(bytes)?.tags ?? {};
  else found.chunks.push({ id, bytes });
}

/** The bytes of sound there really are. Recorders that were cut off leave 0 or 0xFFFFFFFF as the length. */
async function realDataBytes(reader: ByteReader, body: number, stated: number, warnings: WarningList): Promise<number> {
  const left = reader.size - body;
  if (stated > left) {
    const message = `"data" says ${stated} bytes, ${left} are left.`;
    warnings.add("wav.data-size", message, body - 4, { stated, found: left });
    return left;
  }
  if (stated === 0 && left > 0) {
    const next = await reader.read(body, 8);
    if (next.length === 8 && /^[\x20-\x7e]{4}$/.test(asciiAt(next, 0, 4))) return 0;
    warnings.add("wav.data-size", `"data" says 0 bytes, ${left} are left.`, body - 4, { stated, found: left });
    return left;
  }
  return stated;
}

/** Chunks begin at even bytes; some writers forget. */
async function padding(reader: ByteReader, at: number): Promise<number> {
  if (at % 2 === 0) return 0;
  const next = await reader.read(at, 4);
  return next.length === 4 && /^[A-Za-z][\x20-\x7e]{3}$/.test(asciiAt(next, 0, 4)) ? 0 : 1;
}
