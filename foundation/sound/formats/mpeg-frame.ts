/** The header of an MPEG audio frame. Sources: ISO/IEC 11172-3, 13818-3; MPEG 2.5 as decoders know it. */
export interface MpegFrameHeader {
  readonly layer: 1 | 2 | 3;
  /** 1, 2, or 2.5. */
  readonly version: number;
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Frames of sound (samples per channel) in it. */
  readonly frames: number;
  /** Its length in the file. */
  readonly bytes: number;
  /** Bytes from its start to the side information's end (layer III): where a Xing header lies. */
  readonly sideEnd: number;
}

const kilobits: Readonly<Record<string, readonly number[]>> = {
  "1-1": [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  "1-2": [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  "1-3": [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  "2-1": [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  "2-2": [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  "2-3": [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/** The header at `at`; null where there is none, or of the free format, whose length is not said. */
export function readMpegHeader(bytes: Uint8Array, at: number, end: number): MpegFrameHeader | null {
  if (at + 4 > end || bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0) return null;
  const versionCode = (bytes[at + 1]! >> 3) & 3;
  const layerCode = (bytes[at + 1]! >> 1) & 3;
  const rateCode = (bytes[at + 2]! >> 2) & 3;
  const bitCode = bytes[at + 2]! >> 4;
  if (versionCode === 1 || layerCode === 0 || rateCode === 3 || bitCode === 0 || bitCode === 15) return null;
  if ((bytes[at + 3]! & 3) === 2) return null; // reserved emphasis
  const version = versionCode === 3 ? 1 : versionCode === 2 ? 2 : 2.5;
  const layer = (4 - layerCode) as 1 | 2 | 3;
  const sampleRate = [44_100, 48_000, 32_000][rateCode]! / (version === 1 ? 1 : version === 2 ? 2 : 4);
  const bitRate = kilobits[`${version === 1 ? 1 : 2}-${layer}`]![bitCode - 1]! * 1000;
  const padding = (bytes[at + 2]! >> 1) & 1;
  const frames = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152;
  const length =
    layer === 1
      ? (Math.floor((12 * bitRate) / sampleRate) + padding) * 4
      : Math.floor((frames * bitRate) / 8 / sampleRate) + padding;
  const channelCount = bytes[at + 3]! >> 6 === 3 ? 1 : 2;
  const sideBytes = version === 1 ? (channelCount === 1 ? 17 : 32) : channelCount === 1 ? 9 : 17;
  return { layer, version, sampleRate, channelCount, frames, bytes: length, sideEnd: 4 + sideBytes };
}

/** True where two frames can belong to one stream. */
export function sameMpegStream(a: MpegFrameHeader, b: MpegFrameHeader): boolean {
  return a.layer === b.layer && a.version === b.version && a.sampleRate === b.sampleRate;
}
