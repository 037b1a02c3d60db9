import type { FlacBitWriter } from "./flac-bit-writer.ts";
import { crc8, crc16 } from "./flac-crc.ts";
import { putSubframe } from "./flac-encode-subframe.ts";
import { riceBits, riceParameter } from "./flac-rice.ts";

const rateCodes = [0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];
const depthCodes: Readonly<Record<number, number>> = { 8: 1, 12: 2, 16: 4, 20: 5, 24: 6 };

let middle = new Int32Array(0);
let side = new Int32Array(0);

/**
 * Writes one frame (RFC 9639, 9). Gives its bytes, valid until the next frame.
 *
 * @param channels the first `frames` of each, as integers of `bits` bits
 * @param number of the frame, counted from 0
 */
export function encodeFrame(
  out: FlacBitWriter,
  channels: readonly Int32Array[],
  frames: number,
  bits: number,
  sampleRate: number,
  number: number,
): Uint8Array {
  out.clear();
  const stereo = channels.length === 2 ? chooseStereo(channels[0]!, channels[1]!, frames) : "independent";
  const channelCode =
    stereo === "independent" ? channels.length - 1 : stereo === "left-side" ? 8 : stereo === "side-right" ? 9 : 10;
  putHeader(out, frames, bits, sampleRate, channelCode, number);
  if (stereo === "independent") for (const channel of channels) putSubframe(out, channel, frames, bits);
  else {
    putSubframe(
      out,
      stereo === "mid-side" ? middle : stereo === "left-side" ? channels[0]! : side,
      frames,
      stereo === "side-right" ? bits + 1 : bits,
    );
    putSubframe(out, stereo === "side-right" ? channels[1]! : side, frames, stereo === "side-right" ? bits : bits + 1);
  }
  out.align();
  const body = out.aligned();
  out.put(crc16(body, 0, body.length), 16);
  return out.aligned();
}

function putHeader(
  out: FlacBitWriter,
  frames: number,
  bits: number,
  sampleRate: number,
  channelCode: number,
  number: number,
): void {
  const sizeCode = frames === 4096 ? 12 : frames <= 256 ? 6 : 7;
  const known = rateCodes.indexOf(sampleRate);
  const inKilohertz = sampleRate % 1000 === 0 && sampleRate < 256_000;
  const inTens = sampleRate % 10 === 0 && sampleRate < 655_360;
  const rateCode = known > 0 ? known : inKilohertz ? 12 : sampleRate < 65_536 ? 13 : inTens ? 14 : 0;
  out.put(0xfff8, 16);
  out.put(sizeCode, 4);
  out.put(rateCode, 4);
  out.put(channelCode, 4);
  out.put(depthCodes[bits] ?? 0, 3);
  out.put(0, 1);
  for (const byte of codedNumber(number)) out.put(byte, 8);
  if (sizeCode === 6) out.put(frames - 1, 8);
  if (sizeCode === 7) out.put(frames - 1, 16);
  if (rateCode === 12) out.put(sampleRate / 1000, 8);
  if (rateCode === 13) out.put(sampleRate, 16);
  if (rateCode === 14) out.put(sampleRate / 10, 16);
  const header = out.aligned();
  out.put(crc8(header, 0, header.length), 8);
}

/** A number below 2^31, coded as UTF-8 codes characters. RFC 9639, 9.1.5. */
function codedNumber(number: number): number[] {
  if (number < 0x80) return [number];
  const bytes: number[] = [];
  let left = number;
  let room = 0x3f;
  for (; left > room; left >>>= 6, room >>= 1) bytes.unshift(0x80 | (left & 0x3f));
  bytes.unshift(((0xfe ^ (room << 1)) & 0xff) | left);
  return bytes;
}

type Stereo = "independent" | "left-side" | "side-right" | "mid-side";

/** Which pair of left, right, middle and side leaves the least, judged by second differences; sets middle and side. */
function chooseStereo(left: Int32Array, right: Int32Array, frames: number): Stereo {
  if (middle.length < frames) {
    middle = new Int32Array(frames);
    side = new Int32Array(frames);
  }
  let sumLeft = 0;
  let sumRight = 0;
  let sumMiddle = 0;
  let sumSide = 0;
  let l1 = 0;
  let l2 = 0;
  let r1 = 0;
  let r2 = 0;
  for (let n = 0; n < frames; n++) {
    const l = left[n]!;
    const r = right[n]!;
    middle[n] = (l + r) >> 1;
    side[n] = l - r;
    const dl = (l - 2 * l1 + l2) | 0;
    const dr = (r - 2 * r1 + r2) | 0;
    const dm = (dl + dr) >> 1;
    const ds = (dl - dr) | 0;
    sumLeft += dl ^ (dl >> 31);
    sumRight += dr ^ (dr >> 31);
    sumMiddle += dm ^ (dm >> 31);
    sumSide += ds ^ (ds >> 31);
    l2 = l1;
    l1 = l;
    r2 = r1;
    r1 = r;
  }
  const cost = (sum: number) => riceBits(2 * sum, frames, riceParameter(2 * sum, frames));
  const [l, r, m, s] = [cost(sumLeft), cost(sumRight), cost(sumMiddle), cost(sumSide)];
  const least = Math.min(l + r, l + s, s + r, m + s);
  if (least === m + s) return "mid-side";
  if (least === l + r) return "independent";
  return least === l + s ? "left-side" : "side-right";
}
