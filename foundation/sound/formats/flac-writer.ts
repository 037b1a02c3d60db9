import type { ByteWriter, SampleFormat, SoundTags } from "../audio.ts";
import { Md5 } from "../md5.ts";
import { asciiBytes, joinBytes } from "./bytes.ts";
import { FlacBitWriter } from "./flac-bit-writer.ts";
import { encodeFrame } from "./flac-encode-frame.ts";
import { packForMd5 } from "./flac-samples.ts";
import { streamInfoBytes } from "./flac-stream-info.ts";
import { type QuantiseFindings, quantise } from "./pcm-encode.ts";
import { checkBlock, warnOfQuantising } from "./pcm-sink.ts";
import { checkTarget, type SoundTarget } from "./sound-target.ts";
import { pictureBytes, vorbisCommentBytes } from "./vorbis-comment.ts";
import { WarningList, type WarningSink } from "./warning-list.ts";

const blockFrames = 4096;

/** A metadata block's length has 24 bits. */
const mostMetadataBytes = 2 ** 24 - 1;

/** True for the sample formats that our FLAC encoder writes: integers of 4 to 24 bits. */
export function flacSamples({ kind, bits }: SampleFormat): boolean {
  return kind === "integer" && bits >= 4 && bits <= 24;
}

/**
 * Writes FLAC (RFC 9639): integers of 4 to 24 bits, 1 to 8 channels, blocks of 4096 frames, frame count and MD5 set.
 * Samples are rounded to nearest and clipped with a count, as in pcm-encode.ts. The same samples give the same bytes on
 * any machine.
 *
 * @throws InputError for a target that FLAC cannot hold
 */
export function flacSink(writer: ByteWriter, target: SoundTarget, tags: SoundTags = {}): WarningSink {
  const { sampleRate, channelCount } = target;
  const { bits } = checkTarget(target, flacSamples, 8);
  const warnings = new WarningList();
  const findings: QuantiseFindings = { clipped: 0, notANumber: 0 };
  const md5 = new Md5();
  const out = new FlacBitWriter();
  const waiting = Array.from({ length: channelCount }, () => new Int32Array(blockFrames));
  let waitingFrames = 0;
  let frames = 0;
  let number = 0;
  let leastFrameBytes = 0;
  let mostFrameBytes = 0;
  let begun = false;

  const header = (): Uint8Array => {
    const info = streamInfoBytes({
      leastBlockFrames: blockFrames,
      mostBlockFrames: blockFrames,
      leastFrameBytes,
      mostFrameBytes,
      sampleRate,
      channelCount,
      bits,
      frames,
      md5: begun ? md5.digest() : null,
    });
    const blocks: [type: number, bytes: Uint8Array][] = [
      [0, info],
      [4, vorbisCommentBytes(tags)],
    ];
    if (tags.cover) blocks.push([6, pictureBytes(tags.cover)]);
    const kept = blocks.filter(([, bytes]) => bytes.length <= mostMetadataBytes);
    if (kept.length < blocks.length) warnings.add("flac.tags-too-large", "Tags over 16 MiB were left out.", null);
    return joinBytes([
      asciiBytes("fLaC"),
      ...kept.map(([type, bytes], n) => metadataBlock(type, bytes, n === kept.length - 1)),
    ]);
  };
  const begin = async () => {
    if (!begun) await writer.append(header());
    begun = true;
  };
  const flush = async () => {
    if (waitingFrames === 0) return;
    md5.update(packForMd5(waiting, channelCount, waitingFrames, bits));
    const bytes = encodeFrame(out, waiting, waitingFrames, bits, sampleRate, number).slice();
    number++;
    frames += waitingFrames;
    waitingFrames = 0;
    leastFrameBytes = leastFrameBytes === 0 ? bytes.length : Math.min(leastFrameBytes, bytes.length);
    mostFrameBytes = Math.max(mostFrameBytes, bytes.length);
    await writer.append(bytes);
  };

  return {
    warnings: warnings.list,
    write: async (block) => {
      const length = checkBlock(block, channelCount);
      await begin();
      for (let at = 0; at < length; ) {
        const taken = Math.min(length - at, blockFrames - waitingFrames);
        for (const [c, channel] of block.entries()) {
          quantise(channel.subarray(at, at + taken), bits, findings, waiting[c]!.subarray(waitingFrames));
        }
        waitingFrames += taken;
        at += taken;
        if (waitingFrames === blockFrames) await flush();
      }
    },
    finish: async () => {
      await begin();
      await flush();
      warnOfQuantising(warnings, "flac", findings);
      await writer.patch(0, header());
    },
    abort: async () => {},
  };
}

function metadataBlock(type: number, bytes: Uint8Array, last: boolean): Uint8Array {
  const head = Uint8Array.of((last ? 128 : 0) | type, bytes.length >> 16, bytes.length >> 8, bytes.length);
  return joinBytes([head, bytes]);
}
