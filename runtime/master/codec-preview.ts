/** What streaming services will make of a master: encoded, decoded to float, measured. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join } from "node:path";
import { NeedError, type Run, stage } from "../../foundation/plan/index.ts";
import { createResampler } from "../../foundation/sound/index.ts";
import { createSound } from "../codecs/create-sound.ts";
import { openSound } from "../codecs/open-sound.ts";
import { writeThrough } from "../project/files.ts";
import { analyseFile } from "../sound/analyse-file.ts";
import { type DeliveryFormat, deliveryRate, parseFormat } from "./formats.ts";

export interface CodecPreview {
  readonly of: string;
  readonly codec: string;
  /** What the codec made, to listen to; null where it was not kept. */
  readonly path: string | null;
  readonly truePeakDbtp: number | null;
  readonly integratedLufs: number | null;
  /** Whether decoding clips: over 0 dBTP. */
  readonly over: boolean;
  readonly bandwidthHz: number | null;
}

/** The usual lowest qualities: if these do not clip, the better ones will not. */
export const previewedCodecs: readonly string[] = ["mp3-128", "aac-128", "opus-96"];

/** A finished file. */
export interface PreviewedFile {
  readonly path: string;
  readonly format: DeliveryFormat;
}

export interface PreviewOptions {
  /** Keep what the codecs made, in a folder `codecs` beside each file. */
  readonly keep: boolean;
  readonly force: boolean;
  warn(text: string): void;
}

/**
 * Of the lossless ones among the files. Without ffmpeg: a warning, and an empty list. Throws InputError where something
 * is in the place of what is to be kept, and not `force`.
 */
export async function previewCodecs(
  files: readonly PreviewedFile[],
  { keep, force, warn }: PreviewOptions,
  run?: Run,
): Promise<CodecPreview[]> {
  const lossless = files.filter(({ format }) => format.samples !== null);
  const folder = await mkdtemp(join(tmpdir(), "songwright-"));
  const runs = stage(run, ...lossless.flatMap(() => previewedCodecs.map(() => 1)));
  const previews: CodecPreview[] = [];
  try {
    for (const [at, { path }] of lossless.entries()) {
      for (const [c, codec] of previewedCodecs.entries()) {
        const coded = join(folder, `${at}-${codec}`);
        await encode(path, coded, codec, run?.signal);
        const { measurement } = (await analyseFile(coded, runs[at * previewedCodecs.length + c])).analysis;
        const { truePeakDbtp, integratedLufs, effectiveBandwidthHz } = measurement;
        const over = truePeakDbtp !== null && truePeakDbtp > 0;
        const kept = keep ? await keepCoded(coded, path, codec, force) : null;
        const figures = { truePeakDbtp, integratedLufs, over, bandwidthHz: effectiveBandwidthHz };
        previews.push({ of: path, codec, path: kept, ...figures });
      }
    }
  } catch (cause) {
    if (!(cause instanceof NeedError)) throw cause;
    warn(`no codec preview: ${cause.what} is missing (${cause.install})`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return previews;
}

/** "codecs/song.master.aac-128.m4a" beside the file. */
async function keepCoded(coded: string, of: string, codec: string, force: boolean): Promise<string> {
  const name = `${basename(of, extname(of))}.${codec}.${parseFormat(codec).extension}`;
  const path = join(dirname(of), "codecs", name);
  await writeThrough(path, force, (part) => copyFile(coded, part));
  return path;
}

async function encode(from: string, to: string, codec: string, signal?: AbortSignal): Promise<void> {
  const source = await openSound(from);
  try {
    const { channelCount } = source.format;
    const format = parseFormat(codec);
    const sampleRate = deliveryRate(format, source.format.sampleRate);
    const convert =
      sampleRate === source.format.sampleRate
        ? null
        : createResampler(source.format.sampleRate, sampleRate, channelCount);
    const sink = await createSound(to, {
      container: format.container,
      sampleRate,
      channelCount,
      bitsPerSecond: format.bitsPerSecond,
    });
    try {
      for await (const block of source.blocks(signal)) await sink.write(convert ? convert.push(block) : block);
      if (convert) await sink.write(convert.flush());
      await sink.finish();
    } catch (cause) {
      await sink.abort();
      throw cause;
    }
  } finally {
    await source.close();
  }
}
