import { FormatError } from "../../plan/errors.ts";
import type { Block, ByteReader, ExactBlock, SoundFormat, SoundSource } from "../audio.ts";
import { hexDigits, Md5 } from "../md5.ts";
import { ByteWindow } from "./byte-window.ts";
import { describeBytes } from "./bytes.ts";
import { FlacDamage } from "./flac-damage.ts";
import { type FlacFoundFrame, findFrame, flacFrames } from "./flac-frames.ts";
import { readFlacMetadata } from "./flac-metadata.ts";
import { integersToFloat32, integersToFloat64, packForMd5 } from "./flac-samples.ts";
import type { FlacStreamInfo } from "./flac-stream-info.ts";
import { checkShape } from "./limits.ts";
import { WarningList } from "./warning-list.ts";

/**
 * Reads FLAC (RFC 9639), streamable subset or not: 4 to 32 bits, 1 to 8 channels, blocks of 1 to 65,535 frames. Checks
 * CRCs, frame count and MD5: what does not match is a warning. A damaged frame is silence of its length, with a warning,
 * so that what follows keeps its time.
 *
 * @throws FormatError where no frame can be read
 */
export async function readFlac(reader: ByteReader): Promise<SoundSource> {
  const warnings = new WarningList();
  const { info, tags, firstFrame } = await readFlacMetadata(reader, warnings);
  const first = await findFrame(new ByteWindow(reader), firstFrame, info);
  if (first === null) {
    const found = describeBytes((await reader.read(firstFrame, 4)).subarray(0, 4));
    throw new FormatError("FLAC", firstFrame, "a frame of sound", found);
  }
  const { header } = first;
  const sampleRate = header.sampleRate || info?.sampleRate || 0;
  const bits = header.bits || info?.bits || 0;
  if (bits === 0) throw new FormatError("FLAC", first.offset, "a bit depth in STREAMINFO or frame", "none");
  checkShape("FLAC", first.offset, sampleRate, header.channelCount);
  warnDifferences(warnings, first, info, sampleRate, bits);
  const format: SoundFormat = {
    container: "flac",
    codec: "flac",
    lossy: false,
    sampleRate,
    channelCount: header.channelCount,
    samples: { kind: "integer", bits },
    frames: info && info.frames > 0 ? info.frames : null,
  };

  async function* samples<Channel extends Float32Array | Float64Array>(
    convert: (integers: Int32Array, frames: number, bits: number) => Channel,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Channel[]> {
    const md5 = info?.md5 ? new Md5() : null;
    const damage = new FlacDamage(warnings, firstFrame);
    let frames = 0;
    for await (const frame of flacFrames(new ByteWindow(reader), firstFrame, info, warnings, damage)) {
      signal?.throwIfAborted();
      for (const lost of damage.silenceBefore(frame, info)) {
        frames += lost;
        yield Array.from({ length: format.channelCount }, () => convert(new Int32Array(lost), lost, bits));
      }
      const { blockFrames, channelCount } = frame.header;
      if (md5) md5.update(packForMd5(frame.channels, channelCount, blockFrames, frame.bits));
      frames += blockFrames;
      const channels = frame.channels
        .slice(0, channelCount)
        .map((channel) => convert(channel, blockFrames, frame.bits));
      yield channelCount === format.channelCount ? channels : fitChannels(channels, format.channelCount);
    }
    damage.close(frames);
    if (frames === 0) throw new FormatError("FLAC", firstFrame, "a frame of sound", "none that could be read");
    if (format.frames !== null && frames !== format.frames) {
      warnings.add("flac.frame-count", `STREAMINFO says ${format.frames} frames, ${frames} were found.`, null, {
        expectedFrames: format.frames,
        foundFrames: frames,
      });
    }
    if (md5 && info?.md5) {
      const found = hexDigits(md5.digest());
      const expected = hexDigits(info.md5);
      if (found !== expected) {
        warnings.add("flac.md5-mismatch", "The sound is not what was encoded: its MD5 differs.", null, {
          expected,
          found,
        });
      }
    }
  }

  const blocks = (signal?: AbortSignal): AsyncGenerator<Block> => samples(integersToFloat32, signal);
  const exactBlocks = (signal?: AbortSignal): AsyncGenerator<ExactBlock> => samples(integersToFloat64, signal);
  const source: SoundSource = { format, tags, warnings: warnings.list, blocks, close: async () => {} };
  return bits > 24 ? { ...source, exactBlocks } : source;
}

function warnDifferences(
  warnings: WarningList,
  { header, offset }: FlacFoundFrame,
  info: FlacStreamInfo | null,
  sampleRate: number,
  bits: number,
): void {
  if (info === null) return;
  const pairs = [
    ["sample rate", info.sampleRate, sampleRate],
    ["channels", info.channelCount, header.channelCount],
    ["bits per sample", info.bits, bits],
  ] as const;
  for (const [what, stated, found] of pairs) {
    if (stated === found) continue;
    const code = `flac.wrong-${what.replaceAll(" ", "-")}`;
    warnings.add(code, `STREAMINFO says ${what} ${stated}, the first frame ${found}.`, offset, { stated, found });
  }
}

/** Frames may change their channel count: mono goes to all channels, others lose or repeat their last ones. */
function fitChannels<Channel extends Float32Array | Float64Array>(channels: Channel[], count: number): Channel[] {
  return Array.from({ length: count }, (_, c) => channels[c] ?? (channels.at(-1)!.slice() as Channel));
}
