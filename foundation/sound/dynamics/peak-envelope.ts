import type { Block, Hertz } from "../audio.ts";
import { interpolationTaps } from "../filters/interpolation.ts";
import { createKernels, type KernelMemory, type Region } from "../kernels/instance.ts";

/** The highest true peak (over all channels) in each bin of a few frames: what a limiter decides on. */
export interface PeakEnvelope {
  readonly binFrames: number;
  readonly sampleRate: Hertz;
  readonly bins: number;
  /** Amplitudes, one per bin (the last bin may be short), in pieces of PIECE_BINS; the last piece holds what is left. */
  readonly pieces: readonly Float32Array<ArrayBuffer>[];
}

/** Pieces are added as a sound goes on: nothing is copied, and nothing held twice, while an envelope grows. */
export const PIECE_BINS = 65_536;

export interface PeakEnvelopeMeter {
  push(block: Block): void;
  finish(): PeakEnvelope;
}

const PHASES = 4;
const TAPS = 24;
const CHUNK = 8192;
const MARGIN = 32;
/** The kernel knows crests between two groups of four from the second group on: it begins one group early. */
const LEAD = 4;
const rows = interpolationTaps(PHASES, TAPS, 6);

/** Bins of about a third of a millisecond: 16 frames at 44.1 and 48 kHz. */
export function envelopeBinFrames(sampleRate: Hertz): number {
  let frames = 4;
  while (frames * 2 * 2000 < sampleRate) frames *= 2;
  return frames;
}

/**
 * Interpolates to 4 times the rate, and by parabola between these values, wherever a sample near by exceeds `threshold`
 * (amplitude; a peak between samples counts for the frames on both its sides); elsewhere the samples' own peaks stand.
 */
export function createPeakEnvelopeMeter(sampleRate: Hertz, channelCount: number, threshold: number): PeakEnvelopeMeter {
  const binFrames = envelopeBinFrames(sampleRate);
  const channels = Array.from({ length: channelCount }, createChannel);
  const pieces: Float32Array<ArrayBuffer>[] = [];
  let bins = 0;
  let frames = 0;

  const scan = (): void => {
    const first = channels[0] as Channel;
    const count = first.filled - MARGIN;
    const ready = count - (count % binFrames);
    if (ready <= 0) return;
    const wanted = bins + ready / binFrames;
    while (pieces.length * PIECE_BINS < wanted) pieces.push(new Float32Array(PIECE_BINS));
    for (const channel of channels) {
      const { kernels, x, envelope } = channel;
      envelope.view.fill(0, 0, LEAD + ready);
      kernels.peakEnvelope(x.at + (MARGIN - LEAD) * 4, LEAD + ready, envelope.at, channel.rows.at, TAPS, threshold);
      for (let bin = bins, n = LEAD; bin < wanted; bin++) {
        const piece = pieces[Math.floor(bin / PIECE_BINS)] as Float32Array;
        let peak = piece[bin % PIECE_BINS] as number;
        for (let end = n + binFrames; n < end; n++) {
          const value = envelope.view[n] as number;
          if (value > peak) peak = value;
        }
        piece[bin % PIECE_BINS] = peak;
      }
      x.view.copyWithin(0, ready, MARGIN + channel.filled);
      channel.filled -= ready;
    }
    bins = wanted;
  };

  const append = (block: Block): void => {
    const total = block[0]?.length ?? 0;
    for (let start = 0; start < total; start += CHUNK) {
      channels.forEach((channel, c) => {
        const part = (block[c] as Float32Array).subarray(start, Math.min(total, start + CHUNK));
        channel.x.view.set(part, MARGIN + channel.filled);
        channel.filled += part.length;
      });
      scan();
    }
  };

  return {
    push: (block) => {
      frames += block[0]?.length ?? 0;
      append(block);
    },
    finish: () => {
      const silence = new Float32Array(MARGIN + binFrames);
      append(channels.map(() => silence));
      const count = Math.ceil(frames / binFrames);
      const whole = pieces.slice(0, Math.ceil(count / PIECE_BINS));
      return {
        binFrames,
        sampleRate,
        bins: count,
        pieces: whole.map((piece, at) => piece.subarray(0, count - at * PIECE_BINS)),
      };
    },
  };
}

/** A copy of the bins from `from` up to `to` (none beyond the end). */
export function cutEnvelope(envelope: PeakEnvelope, from: number, to: number): PeakEnvelope {
  const bins = Math.max(0, Math.min(envelope.bins, to) - from);
  const pieces: Float32Array<ArrayBuffer>[] = [];
  for (let done = 0; done < bins; done += PIECE_BINS) {
    pieces.push(
      Float32Array.from({ length: Math.min(PIECE_BINS, bins - done) }, (_, i) => {
        const bin = from + done + i;
        return envelope.pieces[Math.floor(bin / PIECE_BINS)]?.[bin % PIECE_BINS] as number;
      }),
    );
  }
  return { ...envelope, bins, pieces };
}

interface Channel {
  readonly kernels: KernelMemory["kernels"];
  readonly x: Region<Float32Array>;
  readonly envelope: Region<Float32Array>;
  readonly rows: Region<Float32Array>;
  filled: number;
}

function createChannel(): Channel {
  const room = CHUNK + 4 * MARGIN + 1024;
  const { kernels, floats } = createKernels((2 * room + rows.length) * 4 + 256);
  const taps = floats(rows.length);
  taps.view.set(rows);
  return { kernels, x: floats(room), envelope: floats(room), rows: taps, filled: 0 };
}
