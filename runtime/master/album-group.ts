/** Songs of an album that run into each other, as one stream: through one chain, to one gain and one limiter. */
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Decision, InputError, type Run } from "../../foundation/plan/index.ts";
import type { Block, SoundTags } from "../../foundation/sound/audio.ts";
import { cutEnvelope, type LimiterCurve, type LimiterSettings } from "../../foundation/sound/index.ts";
import {
  type BeforeLimiter,
  chainIsNeutral,
  createLoudnessModel,
  croppedBlocks,
  type Edges,
  edgesOf,
  type Fade,
  type LoudnessModel,
  leastOfInterest,
  renderBeforeLimiter,
  type Scratch,
} from "../../production/index.ts";
import { openSound } from "../codecs/open-sound.ts";
import type { AnalysedFile } from "../sound/analyse-file.ts";

/** A song as one target wants it. */
export interface GroupSong {
  /** Stands in file names and in the ids of decisions. */
  readonly name: string;
  readonly source: AnalysedFile;
  readonly tags: SoundTags;
  readonly targetLufs: number;
  /** What holds for this song and target, ids without names. */
  readonly decisions: readonly Decision[];
}

/** A group that has been through the chain and waits for its limiter. */
export interface PreparedGroup {
  readonly scratch: Scratch;
  readonly model: GroupModel;
  /** First frame of each song, and the end of the last. */
  readonly edges: readonly number[];
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Nothing in front of the limiter changed the sound, whose word length is this; null: it did. */
  readonly untouchedBits: number | null;
}

/** Songs that stand alone keep their channel count; those that run into each other are stereo. */
export const groupChannels = (songs: readonly GroupSong[]): number =>
  songs.length === 1 ? (songs[0] as GroupSong).source.format.channelCount : 2;

/** The least peak that matters to the limiter of any of the songs. */
export function leastOfGroup(songs: readonly GroupSong[]): number {
  return Math.min(
    ...songs.map(({ source, decisions }) => leastOfInterest(decisions, source.analysis.measurement.integratedLufs)),
  );
}

/**
 * One pass through one chain, with the decisions of the first song: what rings at the end of a song rings on into the
 * next. `least`: the least peak that matters to any of the songs for any target. Throws InputError where songs of
 * different sample rates are to run into each other.
 */
export async function prepareGroup(
  songs: readonly GroupSong[],
  scratch: Scratch,
  least: number,
  run?: Run,
): Promise<PreparedGroup> {
  const [first] = songs as [GroupSong];
  const { sampleRate } = first.source.format;
  const channelCount = groupChannels(songs);
  const other = songs.find(({ source }) => source.format.sampleRate !== sampleRate);
  if (other) {
    const rates = `${sampleRate} Hz and ${other.source.format.sampleRate} Hz`;
    throw new InputError(`album.segue of ${first.name}`, "songs of one sample rate to run into each other", rates);
  }
  const kept = songs.map(({ source, decisions }) => edgesOf(decisions, sampleRate, source.analysis.measurement.frames));
  const edges = [0];
  const fades: Fade[] = [];
  for (const each of kept) {
    const start = edges.at(-1) as number;
    for (const { from, to, rising } of each.fades) fades.push({ from: start + from, to: start + to, rising });
    edges.push(start + each.to - each.from);
  }
  const blocks = concatenated(songs, kept, channelCount, run?.signal);
  const incoming = { blocks, sampleRate, channelCount, frames: edges.at(-1) as number, fades };
  const before = await renderBeforeLimiter(incoming, first.decisions, least, scratch, run);
  const untouched = chainIsNeutral(first.decisions) && fades.length === 0;
  const model = createGroupModel(before, edges, sampleRate);
  return { scratch, model, edges, sampleRate, channelCount, untouchedBits: untouched ? wordLength(songs) : null };
}

/** The longest word of the songs; null where one has none. */
function wordLength(songs: readonly GroupSong[]): number | null {
  const lengths = songs.map(({ source: { format, analysis } }) =>
    format.samples?.kind === "integer" ? format.samples.bits : analysis.measurement.effectiveBits,
  );
  return lengths.reduce<number | null>(
    (most, bits) => (most === null || bits === null ? null : Math.max(most, bits)),
    0,
  );
}

async function* concatenated(
  songs: readonly GroupSong[],
  kept: readonly Edges[],
  channelCount: number,
  signal?: AbortSignal,
): AsyncGenerator<Block> {
  for (const [at, { source }] of songs.entries()) {
    const reader = await openSound(source.path);
    try {
      for await (const block of croppedBlocks(reader.blocks(signal), kept[at] as Edges)) {
        yield channelCount === 2 && block.length === 1
          ? [block[0] as Float32Array, (block[0] as Float32Array).slice()]
          : block;
      }
    } finally {
      await reader.close();
    }
  }
}

/** What one gain (dB) and limiter make of a group, predicted. */
export interface GroupModel {
  readonly whole: Driven;
  readonly songs: readonly Driven[];
  curve(gainDb: number, ceilingDbtp: number): LimiterCurve;
  /** The same group in front of a limiter that moves otherwise; this one moves as is usual. */
  limitedBy(settings: LimiterSettings): GroupModel;
}

export interface Driven {
  /** Null for silence. */
  readonly ownLufs: number | null;
  drive(gainDb: number, ceilingDbtp: number): ReturnType<LoudnessModel["drive"]>;
}

function createGroupModel(before: BeforeLimiter, edges: readonly number[], sampleRate: number): GroupModel {
  const { binFrames } = before.envelope;
  const slice = (frame: number): number => Math.round((frame * 100) / sampleRate);
  const songs = edges.slice(0, -1).map((from, at) => {
    const to = edges[at + 1] as number;
    return createLoudnessModel({
      weightedPower: before.weightedPower.slice(slice(from), slice(to)),
      envelope: cutEnvelope(before.envelope, Math.floor(from / binFrames), Math.ceil(to / binFrames)),
      frames: to - from,
    });
  });
  // Takes the envelope over, so it comes last.
  return groupModel(createLoudnessModel(before), songs);
}

function groupModel(whole: LoudnessModel, songs: readonly LoudnessModel[]): GroupModel {
  const driven = ({ ownLufs, drive }: LoudnessModel): Driven => ({
    ownLufs,
    drive: (gainDb, ceilingDbtp) => drive(amplitudeFromDecibels(gainDb), amplitudeFromDecibels(ceilingDbtp)),
  });
  return {
    whole: driven(whole),
    songs: songs.map(driven),
    curve: (gainDb, ceilingDbtp) =>
      whole.curve({ gain: amplitudeFromDecibels(gainDb), ceiling: amplitudeFromDecibels(ceilingDbtp) }),
    limitedBy: (settings) =>
      groupModel(
        whole.limitedBy(settings),
        songs.map((song) => song.limitedBy(settings)),
      ),
  };
}
