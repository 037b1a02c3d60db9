/** A group of songs through its limiter, cut into its songs, each written and measured. */
import { rm } from "node:fs/promises";
import { checkpoint, type Run } from "../../foundation/plan/index.ts";
import type { Block, SoundTags, SoundWarning } from "../../foundation/sound/audio.ts";
import { createQuantiser, createResampler, type DitherKind, type LimiterCurve } from "../../foundation/sound/index.ts";
import { FRAMES_PER_SECTOR, limitedBlocks, type SoundAnalysis } from "../../production/index.ts";
import { createSound } from "../codecs/create-sound.ts";
import { unfinishedPath } from "../project/files.ts";
import { analyseFile, type RunningAnalyser, startAnalyser } from "../sound/analyse-file.ts";
import type { PreparedGroup } from "./album-group.ts";
import { columnLows } from "./deliver.ts";
import { type DeliveryFormat, deliveryRate } from "./formats.ts";

export interface RenderOptions {
  readonly format: DeliveryFormat;
  readonly seed: number;
  readonly dither: DitherKind;
  /** 2: measuring goes on in a second thread. */
  readonly threads: number;
  /** Cuts lie on sectors of a Compact Disc and the last song is filled up with silence. */
  readonly disc: boolean;
}

export interface RenderedTrack {
  /** Where the file lies until the whole run has gone well. */
  readonly part: string;
  readonly sampleRate: number;
  readonly analysis: SoundAnalysis;
  readonly warnings: readonly SoundWarning[];
  /** The least gain (factor, limiting included) in each of at most 2,000 stretches. */
  readonly gainLows: Float32Array;
}

/** Where the songs begin and the last one ends, in frames of the delivered rate. */
export function trackCuts(edges: readonly number[], from: number, to: number, disc: boolean): number[] {
  const grid = disc ? FRAMES_PER_SECTOR : 1;
  const cuts = edges.map((frame) => Math.round((frame * to) / from / grid) * grid);
  const end = Math.round(((edges.at(-1) as number) * to) / from);
  cuts[cuts.length - 1] = Math.ceil(end / grid) * grid;
  return cuts;
}

/** Renders the group to files beside `paths`. When it throws, none of them is left. */
export async function renderGroup(
  group: PreparedGroup,
  curve: LimiterCurve,
  identity: boolean,
  paths: readonly string[],
  tags: readonly SoundTags[],
  options: RenderOptions,
  run?: Run,
): Promise<RenderedTrack[]> {
  const { channelCount } = group;
  const { format } = options;
  const sampleRate = deliveryRate(format, group.sampleRate);
  const convert = sampleRate === group.sampleRate ? null : createResampler(group.sampleRate, sampleRate, channelCount);
  const bits = format.samples?.kind === "integer" ? format.samples.bits : null;
  const asItIs = identity && !convert && group.untouchedBits !== null && group.untouchedBits <= (bits ?? 0);
  const quantiser = bits === null || asItIs ? null : createQuantiser(bits, options.dither, options.seed, channelCount);
  const cuts = trackCuts(group.edges, group.sampleRate, sampleRate, options.disc);
  const last = cuts.at(-1) as number;
  const parts = paths.map(unfinishedPath);
  const lows = trackLows(
    cuts.map((cut) => (cut * group.sampleRate) / sampleRate / curve.binFrames),
    curve.bins,
  );
  const tracks: RenderedTrack[] = [];
  let open: OpenTrack | null = null;
  let frame = 0;
  const take = async (block: Block): Promise<void> => {
    const total = Math.min(block[0]?.length ?? 0, last - frame);
    if (total === 0) return;
    const final = quantiser ? quantiser.push(block) : block;
    for (let done = 0; done < total; ) {
      const at = tracks.length;
      const to = cuts[at + 1] as number;
      open ??= await openTrack(parts[at] as string, tags[at] ?? {}, to - (cuts[at] as number), {
        format,
        sampleRate,
        channelCount,
        threads: options.threads,
      });
      const count = Math.min(total - done, to - frame);
      await open.write(final.map((samples) => samples.subarray(done, done + count)));
      done += count;
      frame += count;
      if (frame < to) continue;
      tracks.push({ ...(await open.finish(run)), sampleRate, gainLows: lows.columns(at) });
      open = null;
    }
    checkpoint(run, { done: frame, total: last, doing: `writing ${format.name}` });
  };
  try {
    for await (const block of limitedBlocks(group.scratch, curve, run?.signal, lows.take)) {
      await take(convert ? convert.push(block) : block);
    }
    if (convert) await take(convert.flush());
    if (last > frame) await take(Array.from({ length: channelCount }, () => new Float32Array(last - frame)));
    return tracks;
  } catch (cause) {
    await (open as OpenTrack | null)?.abort();
    for (const part of parts) await rm(part, { force: true });
    throw cause;
  }
}

/** Where each track's gains lie low, gathered as they come. `cuts`: where tracks begin and the last ends, in bins. */
function trackLows(
  cuts: readonly number[],
  bins: number,
): { columns: (track: number) => Float32Array; take: (controls: Float32Array, at: number) => void } {
  const tracks = cuts.slice(1).map((end, at) => {
    const from = Math.min(bins, Math.floor(cuts[at] as number));
    const to = Math.min(bins, Math.ceil(end));
    return { from, to, ...columnLows(to - from) };
  });
  return {
    columns: (track) => (tracks[track] as (typeof tracks)[number]).columns,
    take: (controls, at) => {
      for (const { from, to, take } of tracks) {
        const part = controls.subarray(Math.max(0, from - at), Math.max(0, to - at));
        if (part.length > 0) take(part, Math.max(0, at - from));
      }
    },
  };
}

interface OpenTrack {
  write(piece: Block): Promise<void>;
  finish(run?: Run): Promise<Pick<RenderedTrack, "part" | "analysis" | "warnings">>;
  abort(): Promise<void>;
}

/** A file being written and measured; a lossy one is measured as it decodes. */
async function openTrack(
  part: string,
  tags: SoundTags,
  frames: number,
  shape: {
    readonly format: DeliveryFormat;
    readonly sampleRate: number;
    readonly channelCount: number;
    readonly threads: number;
  },
): Promise<OpenTrack> {
  const { sampleRate, channelCount, threads } = shape;
  const { container, samples, bitsPerSecond } = shape.format;
  const sink = await createSound(part, { container, sampleRate, channelCount, samples, bitsPerSecond, frames }, tags);
  const analyser: RunningAnalyser | null = samples
    ? startAnalyser(sampleRate, channelCount, { lossless: true }, threads)
    : null;
  return {
    write: async (piece) => {
      await analyser?.push(piece);
      await sink.write(piece);
    },
    finish: async (run) => {
      await sink.finish();
      // Decoding is a part of writing here: it has no progress of its own, but it can be cancelled.
      const decoded = run?.signal ? { signal: run.signal } : undefined;
      const analysis = analyser ? await analyser.finish() : (await analyseFile(part, decoded, { threads })).analysis;
      analyser?.close();
      return { part, analysis, warnings: sink.warnings };
    },
    abort: async () => {
      analyser?.close();
      await sink.abort();
    },
  };
}
