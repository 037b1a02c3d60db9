import { viewOf } from "./bytes.ts";

/** What the STREAMINFO block says. Zeros: not known. RFC 9639, 8.2. */
export interface FlacStreamInfo {
  readonly leastBlockFrames: number;
  readonly mostBlockFrames: number;
  readonly leastFrameBytes: number;
  readonly mostFrameBytes: number;
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly bits: number;
  readonly frames: number;
  /** 16 bytes; null where the encoder left zeros. */
  readonly md5: Uint8Array | null;
}

/** From the 34 bytes of the block. */
export function readStreamInfo(body: Uint8Array): FlacStreamInfo {
  const view = viewOf(body);
  const packed = view.getUint32(10);
  const md5 = body.slice(18, 34);
  return {
    leastBlockFrames: view.getUint16(0),
    mostBlockFrames: view.getUint16(2),
    leastFrameBytes: (view.getUint16(4) << 8) | body[6]!,
    mostFrameBytes: (view.getUint16(7) << 8) | body[9]!,
    sampleRate: packed >>> 12,
    channelCount: ((packed >>> 9) & 7) + 1,
    bits: ((packed >>> 4) & 31) + 1,
    frames: (packed & 15) * 2 ** 32 + view.getUint32(14),
    md5: md5.some((byte) => byte !== 0) ? md5 : null,
  };
}

/** The 34 bytes of the block. */
export function streamInfoBytes(info: FlacStreamInfo): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(34);
  const view = viewOf(body);
  view.setUint16(0, info.leastBlockFrames);
  view.setUint16(2, info.mostBlockFrames);
  view.setUint16(4, info.leastFrameBytes >>> 8);
  body[6] = info.leastFrameBytes;
  view.setUint16(7, info.mostFrameBytes >>> 8);
  body[9] = info.mostFrameBytes;
  const known = info.frames < 2 ** 36 ? info.frames : 0;
  const packed =
    info.sampleRate * 4096 + (info.channelCount - 1) * 512 + (info.bits - 1) * 16 + Math.floor(known / 2 ** 32);
  view.setUint32(10, packed);
  view.setUint32(14, known % 2 ** 32);
  if (info.md5) body.set(info.md5, 18);
  return body;
}
