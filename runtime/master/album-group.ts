/** Songs of an album that run into each other, as one stream: through one chain, one gain and one limiter, cut at the end. */
import { rm } from "node:fs/promises";
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import type { Decision, Run } from "../../foundation/plan/index.ts";
import type { Block, SoundTags } from "../../foundation/sound/audio.ts";
import {
  createQuantiser,
  createResampler,
  cutEnvelope,
  type DitherKind,
  type LimiterCurve,
} from "../../foundation/sound/index.ts";
import {
  type BeforeLimiter,
  createLoudnessModel,
  createSoundAnalyser,
  FRAMES_PER_SECTOR,
  limitedBlocks,
  limiterSettings,
  numberOf,
  renderBeforeLimiter,
  type Scratch,
  type SoundAnalysis,
} from "../../production/index.ts";
import { createSound } from "../codecs/create-sound.ts";
import { openSound } from "../codecs/open-sound.ts";
import { moveInto, unfinishedPath } from "../project/files.ts";
import type { AnalysedFile } from "../sound/analyse-file.ts";
import { type DeliveryFormat, deliveryRate } from "./formats.ts";

export interface GroupSong {
  readonly name: string;
  readonly source: AnalysedFile;
  readonly targetLufs: number;
  readonly tags: SoundTags;
  /** Of this song alone: repair, with the shared decisions. */
  readonly decisions: readonly Decision[];
}

export interface PreparedGroup {
  readonly songs: readonly GroupSong[];
  readonly scratch: Scratch;
  /** First frame of each song, and the end of the last. */
  readonly edges: readonly number[];
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly before: BeforeLimiter;
}

/** One pass through one chain: what rings at the end of a song rings on into the next. */
export async function prepareGroup(songs: readonly GroupSong[], scratch: Scratch, run?: Run): Promise<PreparedGroup> {
  const [first] = songs as [GroupSong];
  const { sampleRate } = first.source.format;
  const channelCount = songs.length === 1 ? first.source.format.channelCount : 2;
  const edges = [0];
  for (const { source } of songs) edges.push((edges.at(-1) as number) + source.analysis.measurement.frames);
  const incoming = {
    blocks: concatenated(songs, channelCount, run?.signal),
    sampleRate,
    channelCount,
    frames: edges.at(-1) as number,
  };
  const own = Math.max(...songs.map(({ source }) => source.analysis.measurement.integratedLufs ?? -70));
  const before = await renderBeforeLimiter(incoming, first.decisions, own, scratch, run);
  return { songs, scratch, edges, sampleRate, channelCount, before };
}

async function* concatenated(
  songs: readonly GroupSong[],
  channelCount: number,
  signal?: AbortSignal,
): AsyncGenerator<Block> {
  for (const { source } of songs) {
    const reader = await openSound(source.path);
    try {
      for await (const block of reader.blocks(signal)) {
        yield channelCount === 2 && block.length === 1
          ? [block[0] as Float32Array, (block[0] as Float32Array).slice()]
          : block;
      }
    } finally {
      await reader.close();
    }
  }
}

/** What one gain and limiter make of each song of the group: loudness predicted, limiting needed. */
export interface GroupDrive {
  readonly percentile99Db: number;
  readonly songLufs: readonly (number | null)[];
}

export interface GroupModel {
  drive(gainDb: number, ceilingDbtp: number): GroupDrive;
  curve(gainDb: number, ceilingDbtp: number): LimiterCurve;
}

export function createGroupModel({ songs: [first], before, edges, sampleRate }: PreparedGroup): GroupModel {
  const settings = limiterSettings(first?.decisions ?? []);
  const { binFrames } = before.envelope;
  const songs = edges.slice(0, -1).map((from, at) => {
    const to = edges[at + 1] as number;
    const slices = (frame: number): number => Math.round((frame * 100) / sampleRate);
    return createLoudnessModel({
      weightedPower: before.weightedPower.slice(slices(from), slices(to)),
      envelope: cutEnvelope(before.envelope, Math.floor(from / binFrames), Math.ceil(to / binFrames)),
      frames: to - from,
    }).limitedBy(settings);
  });
  const whole = createLoudnessModel(before).limitedBy(settings);
  const factors = (gainDb: number, ceilingDbtp: number): [number, number] => [
    amplitudeFromDecibels(gainDb),
    amplitudeFromDecibels(ceilingDbtp),
  ];
  return {
    drive: (gainDb, ceilingDbtp) => {
      const [gain, ceiling] = factors(gainDb, ceilingDbtp);
      return {
        percentile99Db: whole.drive(gain, ceiling).percentile99Db,
        songLufs: songs.map((song) => (song.ownLufs === null ? null : song.drive(gain, ceiling).integratedLufs)),
      };
    },
    curve: (gainDb, ceilingDbtp) => {
      const [gain, ceiling] = factors(gainDb, ceilingDbtp);
      return whole.curve({ gain, ceiling });
    },
  };
}

export interface TrackFile {
  readonly name: string;
  readonly path: string;
  readonly analysis: SoundAnalysis;
  readonly sampleRate: number;
  readonly frames: number;
}

export interface GroupRendering {
  readonly tracks: readonly TrackFile[];
  /** Moves the files into their places. */
  keep(): Promise<void>;
  drop(): Promise<void>;
}

/** Renders the group and cuts it into its songs. For a disc, cuts lie on sectors and the last song is filled up with silence. */
export async function renderGroup(
  group: PreparedGroup,
  curve: LimiterCurve,
  format: DeliveryFormat,
  paths: readonly string[],
  options: { readonly seed: number; readonly dither: DitherKind; readonly force: boolean; readonly disc: boolean },
  run?: Run,
): Promise<GroupRendering> {
  const { channelCount, songs } = group;
  const sampleRate = deliveryRate(format, group.sampleRate);
  const convert = sampleRate === group.sampleRate ? null : createResampler(group.sampleRate, sampleRate, channelCount);
  const bits = format.samples?.kind === "integer" ? format.samples.bits : null;
  const quantiser = bits === null ? null : createQuantiser(bits, options.dither, options.seed, channelCount);
  const cuts = group.edges.map((frame) => {
    const at = Math.round((frame * sampleRate) / group.sampleRate);
    return options.disc ? Math.round(at / FRAMES_PER_SECTOR) * FRAMES_PER_SECTOR : at;
  });
  const end = Math.round(((group.edges.at(-1) as number) * sampleRate) / group.sampleRate);
  const last = options.disc ? Math.ceil(end / FRAMES_PER_SECTOR) * FRAMES_PER_SECTOR : end;
  cuts[cuts.length - 1] = last;
  const parts = paths.map(unfinishedPath);
  const tracks: TrackFile[] = [];
  const drop = async (): Promise<void> => {
    for (const part of parts) await rm(part, { force: true });
  };
  let song = 0;
  let frame = 0;
  let sink: Awaited<ReturnType<typeof createSound>> | null = null;
  let analyser = createSoundAnalyser(sampleRate, channelCount, { lossless: true });
  const take = async (block: Block): Promise<void> => {
    const total = block[0]?.length ?? 0;
    if (total === 0) return;
    const final = quantiser ? quantiser.push(block) : block;
    for (let done = 0; done < total; ) {
      const to = cuts[song + 1] as number;
      const { container, samples, bitsPerSecond } = format;
      const frames = to - (cuts[song] as number);
      sink ??= await createSound(
        parts[song] as string,
        { container, sampleRate, channelCount, samples, bitsPerSecond, frames },
        songs[song]?.tags ?? {},
      );
      const count = Math.min(total - done, to - frame);
      const piece = final.map((samples) => samples.subarray(done, done + count));
      analyser.push(piece);
      await sink.write(piece);
      done += count;
      frame += count;
      if (frame < to) continue;
      await sink.finish();
      sink = null;
      tracks.push({
        name: songs[song]?.name as string,
        path: paths[song] as string,
        analysis: analyser.finish(),
        sampleRate,
        frames,
      });
      analyser = createSoundAnalyser(sampleRate, channelCount, { lossless: true });
      if (song < songs.length - 1) song++;
      else break;
    }
  };
  try {
    for await (const block of limitedBlocks(group.scratch, curve, run?.signal))
      await take(convert ? convert.push(block) : block);
    if (convert) await take(convert.flush());
    if (last > frame) await take(Array.from({ length: channelCount }, () => new Float32Array(last - frame)));
  } catch (cause) {
    await (sink as { abort(): Promise<void> } | null)?.abort();
    await drop();
    throw cause;
  }
  return {
    tracks,
    keep: async () => {
      for (const [at, path] of paths.entries()) await moveInto(parts[at] as string, path, options.force);
    },
    drop,
  };
}

/** Ceiling and limits as the shared decisions have them. */
export function limitsOf(decisions: readonly Decision[]): { readonly ceilingDbtp: number; readonly mostDb: number } {
  return { ceilingDbtp: numberOf(decisions, "limiter.ceiling"), mostDb: numberOf(decisions, "limiter.most") };
}
