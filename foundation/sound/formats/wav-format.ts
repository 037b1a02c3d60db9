import { FormatError } from "../../plan/errors.ts";
import type { SampleFormat } from "../audio.ts";
import { viewOf } from "./bytes.ts";
import { checkShape } from "./limits.ts";
import { OtherCodecError } from "./other-codec.ts";
import type { PcmLayout } from "./pcm-layout.ts";
import type { WarningList } from "./warning-list.ts";

/** What a "fmt " chunk says. */
export interface WavFormat {
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly samples: SampleFormat;
  readonly layout: PcmLayout;
}

const pcmCode = 1;
const floatCode = 3;
const extensibleCode = 0xfffe;

/**
 * Reads a "fmt " chunk (WAVEFORMATEX, WAVEFORMATEXTENSIBLE).
 *
 * @param offset of the chunk's body in the file, for errors
 * @throws OtherCodecError for codecs other than integers and floats; FormatError for impossible values
 */
export function readWavFormat(body: Uint8Array, offset: number, warnings: WarningList): WavFormat {
  if (body.length < 16) throw new FormatError("WAV", offset, '16 or more bytes in "fmt "', `${body.length}`);
  const view = viewOf(body);
  let code = view.getUint16(0, true);
  const channelCount = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const blockAlign = view.getUint16(12, true);
  const statedBits = view.getUint16(14, true);
  let bits = statedBits;
  if (code === extensibleCode && body.length >= 26) {
    code = view.getUint16(24, true);
    const validBits = view.getUint16(18, true);
    if (validBits > 0 && validBits <= statedBits) bits = validBits;
  }
  if (code !== pcmCode && code !== floatCode) {
    const found = `0x${code.toString(16).padStart(4, "0")}`;
    throw new OtherCodecError("WAV", offset, "format code 1 (integer), 3 (float) or 0xfffe (extensible)", found);
  }
  checkShape("WAV", offset + 2, sampleRate, channelCount);
  const fromBits = Math.ceil(statedBits / 8);
  let bytes = blockAlign / channelCount;
  if (!Number.isInteger(bytes) || bytes < fromBits || bytes > 8) {
    warnings.add(
      "wav.block-align",
      `Frames of ${blockAlign} bytes do not fit ${statedBits}-bit samples.`,
      offset + 12,
      {
        blockAlign,
        bits: statedBits,
      },
    );
    bytes = fromBits;
  }
  if (code === floatCode) {
    if (bytes !== 4 && bytes !== 8)
      throw new FormatError("WAV", offset + 14, "32- or 64-bit floats", `${statedBits} bits`);
    const samples = { kind: "float", bits: bytes * 8 } as const;
    return { sampleRate, channelCount, samples, layout: { kind: "float", bytes, littleEndian: true, unsigned: false } };
  }
  if (bits < 1 || bits > 32 || (bytes !== 1 && bytes !== 2 && bytes !== 3 && bytes !== 4)) {
    throw new FormatError("WAV", offset + 14, "integers of 1 to 32 bits", `${bits} bits in ${bytes} bytes`);
  }
  const layout: PcmLayout = { kind: "integer", bytes, littleEndian: true, unsigned: bytes === 1 };
  return { sampleRate, channelCount, samples: { kind: "integer", bits }, layout };
}

// Speaker positions (ksmedia.h) for the usual layouts of 1 to 8 channels; 0: no position said.
const speakerMasks = [0, 0x4, 0x3, 0x7, 0x33, 0x37, 0x3f, 0x70f, 0x63f];

/** True where only WAVEFORMATEXTENSIBLE says it rightly. Stores refuse it, so it is kept for what needs it. */
export function needsExtensible({ kind, bits }: SampleFormat, channelCount: number): boolean {
  if (channelCount > 2) return true;
  return kind === "integer" && bits !== 8 && bits !== 16 && bits !== 24;
}

/** The body of a "fmt " chunk. */
export function wavFormatBody({ sampleRate, channelCount, samples, layout }: WavFormat): Uint8Array<ArrayBuffer> {
  const extensible = needsExtensible(samples, channelCount);
  const code = samples.kind === "float" ? floatCode : pcmCode;
  const body = new Uint8Array(extensible ? 40 : samples.kind === "float" ? 18 : 16);
  const view = viewOf(body);
  const frameBytes = layout.bytes * channelCount;
  view.setUint16(0, extensible ? extensibleCode : code, true);
  view.setUint16(2, channelCount, true);
  view.setUint32(4, sampleRate, true);
  view.setUint32(8, sampleRate * frameBytes, true);
  view.setUint16(12, frameBytes, true);
  view.setUint16(14, layout.bytes * 8, true);
  if (extensible) {
    view.setUint16(16, 22, true);
    view.setUint16(18, samples.bits, true);
    view.setUint32(20, speakerMasks[channelCount] ?? 0, true);
    // KSDATAFORMAT_SUBTYPE: the code, then 0000-0010-8000-00aa00389b71.
    body.set([code, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71], 24);
  }
  return body;
}
