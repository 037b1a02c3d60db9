import type { ByteWindow } from "./byte-window.ts";
import { FlacOverrun } from "./flac-bits.ts";
import type { FlacDamage } from "./flac-damage.ts";
import { FlacFrameDecoder } from "./flac-frame.ts";
import { type FlacFrameHeader, longestFlacHeader, readFrameHeader } from "./flac-frame-header.ts";
import type { FlacStreamInfo } from "./flac-stream-info.ts";
import { FlacBadFrame } from "./flac-subframe.ts";
import type { WarningList } from "./warning-list.ts";

/** A decoded frame: the first `header.blockFrames` of each channel, overwritten by the next frame. */
export interface FlacFrame {
  readonly header: FlacFrameHeader;
  readonly offset: number;
  readonly bits: number;
  readonly channels: readonly Int32Array[];
}

export interface FlacFoundFrame {
  readonly header: FlacFrameHeader;
  readonly offset: number;
}

/** No frame is longer: 8 channels of 65,536 raw samples of 32 bits, and what says so. */
const longestFrameBytes = 8 * 65_536 * 4 + 64;

/** Headers without a frame that are tried, beyond the frames that were good: each may cost a decoding of megabytes. */
const mostFailures = 2000;

/** Where the next frame begins at or after `offset`: a header whose CRC-8 is right and that decodes. */
export async function findFrame(
  window: ByteWindow,
  offset: number,
  info: FlacStreamInfo | null,
): Promise<FlacFoundFrame | null> {
  const decoder = new FlacFrameDecoder();
  for (let at = offset, failures = 0; failures < mostFailures; at++, failures++) {
    const found = await nextHeader(window, at);
    if (found === null) return null;
    if ((await decodeAt(decoder, window, found, info)) !== null) return found;
    at = found.offset;
  }
  return null;
}

/** All frames from `offset` on. What lies between or after them and is none is told to `damage`. */
export async function* flacFrames(
  window: ByteWindow,
  offset: number,
  info: FlacStreamInfo | null,
  warnings: WarningList,
  damage: FlacDamage,
): AsyncGenerator<FlacFrame> {
  const decoder = new FlacFrameDecoder();
  let before: FlacFoundFrame | null = null;
  let failures = 0;
  for (let at = offset; at < window.reader.size; ) {
    const index = await window.seek(at, longestFlacHeader);
    const header = readFrameHeader(window.bytes, index, window.length);
    if (header === null) {
      const found = await nextHeader(window, at + 1);
      damage.skipped(at, found?.offset ?? window.reader.size, "a frame header");
      if (found === null) return;
      at = found.offset;
      continue;
    }
    const end = await decodeAt(decoder, window, { header, offset: at }, info, damage);
    if (end === null) {
      const found = await nextHeader(window, at + 1);
      if (found === null || ++failures > mostFailures) {
        damage.skipped(at, window.reader.size, "a whole frame");
        return;
      }
      damage.skipped(at, found.offset, "a whole frame");
      at = found.offset;
      continue;
    }
    if (before !== null) {
      warnOfBlock(warnings, before, info, at - before.offset, false);
      warnOfChange(warnings, before.header, header, at);
    }
    before = { header, offset: at };
    failures--;
    yield { header, offset: at, bits: header.bits || info?.bits || 0, channels: decoder.channels };
    at = end;
  }
  if (before !== null) warnOfBlock(warnings, before, info, window.reader.size - before.offset, true);
}

/** The byte after the frame; null when it is none. The window grows as far as the longest frame needs. */
async function decodeAt(
  decoder: FlacFrameDecoder,
  window: ByteWindow,
  { header, offset }: FlacFoundFrame,
  info: FlacStreamInfo | null,
  damage: FlacDamage | null = null,
): Promise<number | null> {
  const depth = header.bits || info?.bits || 0;
  if (depth === 0) return null;
  for (let wanted = 65_536; ; wanted *= 4) {
    const index = await window.seek(offset, Math.min(wanted, longestFrameBytes));
    try {
      return offset + decoder.decode(header, depth, window.bytes, window.view, index, window.length) - index;
    } catch (cause) {
      if (cause instanceof FlacBadFrame) damage?.because(cause.expected, cause.found);
      else if (!(cause instanceof FlacOverrun)) throw cause;
      else if (!window.atEnd && wanted < longestFrameBytes) continue;
      else damage?.because("a whole frame", window.atEnd ? "end of file" : "no end of it");
      return null;
    }
  }
}

async function nextHeader(window: ByteWindow, offset: number): Promise<FlacFoundFrame | null> {
  for (let at = offset; ; ) {
    const index = await window.seek(at, 65_536);
    for (let n = index; n + longestFlacHeader <= window.length || (window.atEnd && n < window.length); n++) {
      n = window.bytes.indexOf(0xff, n);
      if (n < 0 || n >= window.length) break;
      const header = readFrameHeader(window.bytes, n, window.length);
      if (header !== null) return { header, offset: window.start + n };
    }
    if (window.atEnd) return null;
    at = Math.max(at + 1, window.start + window.length - longestFlacHeader);
  }
}

/** Frames may change their form in the middle of a file: allowed, and no player expects it. */
function warnOfChange(warnings: WarningList, before: FlacFrameHeader, now: FlacFrameHeader, offset: number): void {
  for (const [what, from, to] of [
    ["channel count", before.channelCount, now.channelCount],
    ["sample rate", before.sampleRate, now.sampleRate],
    ["bit depth", before.bits, now.bits],
  ] as const) {
    if (from === to) continue;
    const code = `flac.${what.replace(" ", "-")}-change`;
    warnings.add(code, `The ${what} changes from ${from} to ${to}.`, offset, { from, to });
  }
}

/** Blocks and frames that are not as STREAMINFO says, told once each. */
function warnOfBlock(
  warnings: WarningList,
  { header, offset }: FlacFoundFrame,
  info: FlacStreamInfo | null,
  bytes: number,
  last: boolean,
): void {
  const told = (code: string) => warnings.list.some((warning) => warning.code === code);
  const size = header.blockFrames;
  const wrong = size > 65_535 || (!last && size < 16) || (info !== null && size > info.mostBlockFrames);
  if (wrong && !told("flac.block-size")) {
    const stated = info?.mostBlockFrames ?? 0;
    warnings.add("flac.block-size", `A block of ${size} frames, against the rules or STREAMINFO.`, offset, {
      size,
      stated,
    });
  }
  if (info !== null && info.mostFrameBytes > 0 && bytes > info.mostFrameBytes && !last && !told("flac.frame-size")) {
    warnings.add(
      "flac.frame-size",
      `A frame takes ${bytes} bytes, STREAMINFO says at most ${info.mostFrameBytes}.`,
      offset,
      {
        bytes,
        stated: info.mostFrameBytes,
      },
    );
  }
}
