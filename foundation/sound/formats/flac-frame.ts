import { FlacBits, FlacOverrun } from "./flac-bits.ts";
import { crc16 } from "./flac-crc.ts";
import type { FlacFrameHeader } from "./flac-frame-header.ts";
import { FlacBadFrame, readSubframe } from "./flac-subframe.ts";

/** Decodes frames into integers, its arrays used again for each. */
export class FlacFrameDecoder {
  /** One array per channel, the first `blockFrames` of each set by `decode`. */
  readonly channels: Int32Array[] = [];
  private readonly bits = new FlacBits();
  private wide = new Float64Array(0);

  /**
   * Decodes the frame whose header was read at `at`. Gives the index of the byte after it.
   *
   * @param depth bits per sample
   * @throws FlacBadFrame for what no frame may say; FlacOverrun where it goes on past `end`
   */
  decode(header: FlacFrameHeader, depth: number, bytes: Uint8Array, view: DataView, at: number, end: number): number {
    const { blockFrames, channelCount, stereo } = header;
    while (this.channels.length < channelCount) this.channels.push(new Int32Array(0));
    for (let c = 0; c < channelCount; c++) {
      if (this.channels[c]!.length < blockFrames) this.channels[c] = new Int32Array(Math.max(blockFrames, 4608));
    }
    if (depth > 31 && this.wide.length < blockFrames) this.wide = new Float64Array(blockFrames);
    const { bits } = this;
    bits.open(bytes, view, at + header.bytes, end);
    for (let c = 0; c < channelCount; c++) {
      const isSide =
        (stereo === "side-right" && c === 0) || ((stereo === "left-side" || stereo === "mid-side") && c === 1);
      readSubframe(bits, depth + (isSide ? 1 : 0), blockFrames, this.channels[c]!, this.wide);
    }
    const footer = (bits.bit + 7) >>> 3;
    if (footer + 2 > end) throw new FlacOverrun();
    const stated = view.getUint16(footer);
    const real = crc16(bytes, at, footer);
    if (stated !== real) throw new FlacBadFrame(`CRC-16 ${hex(stated)}`, hex(real));
    if (stereo !== "independent") {
      const [a, b] = this.channels as [Int32Array, Int32Array];
      if (depth > 31) joinWide(stereo, a, b, this.wide, blockFrames);
      else join(stereo, a, b, blockFrames);
    }
    return footer + 2;
  }
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(4, "0")}`;
}

/** Left and right in place of left and side, side and right, or mid and side. RFC 9639, 4.2. */
function join(stereo: FlacFrameHeader["stereo"], a: Int32Array, b: Int32Array, frames: number): void {
  if (stereo === "left-side") for (let n = 0; n < frames; n++) b[n] = a[n]! - b[n]!;
  else if (stereo === "side-right") for (let n = 0; n < frames; n++) a[n] = a[n]! + b[n]!;
  else {
    for (let n = 0; n < frames; n++) {
      const side = b[n]!;
      const middle = (a[n]! << 1) | (side & 1);
      a[n] = (middle + side) >> 1;
      b[n] = (middle - side) >> 1;
    }
  }
}

function joinWide(
  stereo: FlacFrameHeader["stereo"],
  a: Int32Array,
  b: Int32Array,
  side: Float64Array,
  frames: number,
): void {
  for (let n = 0; n < frames; n++) {
    const s = side[n]!;
    if (stereo === "left-side") b[n] = a[n]! - s;
    else if (stereo === "side-right") a[n] = b[n]! + s;
    else {
      const middle = 2 * a[n]! + (Math.abs(s) % 2);
      a[n] = (middle + s) / 2;
      b[n] = (middle - s) / 2;
    }
  }
}
