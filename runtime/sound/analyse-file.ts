/** One file measured, in this thread or in two. */
import { checkpoint, FormatError, type Run } from "../../foundation/plan/index.ts";
import type { Block, SoundFormat, SoundTags, SoundWarning } from "../../foundation/sound/audio.ts";
import {
  type AnalyserOptions,
  createMusicAnalyser,
  createSoundAnalyser,
  createTemporalPart,
  type HeardMusic,
  type SoundAnalysis,
  type SpectralResult,
  spectrumSize,
} from "../../production/index.ts";
import { openSound } from "../codecs/open-sound.ts";
import { openRemoteMeter } from "./meter-thread.ts";

export interface AnalysedFile {
  readonly path: string;
  readonly format: SoundFormat;
  readonly tags: SoundTags;
  readonly warnings: readonly SoundWarning[];
  readonly analysis: SoundAnalysis;
  /** Tempo, key and mode; null where they were not asked for. */
  readonly music: HeardMusic | null;
}

export interface FileAnalysisOptions {
  /** Spectrum windows side by side instead of half overlapping: half the work, enough for a long sound. */
  readonly wholeSpectrumHop?: boolean;
  /** Levels of lows and highs over time, too: what a master is planned from. */
  readonly bands?: boolean;
  /** Also hear tempo, key and mode, in this thread. */
  readonly music?: boolean;
  /** 2: the work is shared with a second thread. The figures are the same. */
  readonly threads?: number;
}

/** An analyser that may have help from another thread. */
export interface RunningAnalyser {
  push(block: Block): Promise<void> | void;
  finish(): Promise<SoundAnalysis> | SoundAnalysis;
  /** After a failure, or when all is done: lets go of the other thread. */
  close(): void;
}

export function startAnalyser(
  sampleRate: number,
  channelCount: number,
  options: AnalyserOptions,
  threads: number,
): RunningAnalyser {
  if (threads < 2) return { ...createSoundAnalyser(sampleRate, channelCount, options), close: () => {} };
  const temporal = createTemporalPart(sampleRate, channelCount, options);
  const spectral = openRemoteMeter<SpectralResult>({ kind: "spectral", sampleRate, channelCount, options });
  return {
    push: (block) => spectral.push(temporal.push(block)),
    finish: async () => temporal.finish(await spectral.finish()),
    close: () => spectral.drop(),
  };
}

/**
 * @throws FormatError for what is no sound, or holds not one frame
 */
export async function analyseFile(path: string, run?: Run, options: FileAnalysisOptions = {}): Promise<AnalysedFile> {
  const source = await openSound(path);
  let analyser: RunningAnalyser | null = null;
  try {
    const { sampleRate, channelCount, lossy, frames } = source.format;
    const hop = options.wholeSpectrumHop ? { spectrumHop: spectrumSize(sampleRate) } : {};
    const bands = options.bands ?? false;
    analyser = startAnalyser(sampleRate, channelCount, { lossless: !lossy, bands, ...hop }, options.threads ?? 1);
    const listener = options.music ? createMusicAnalyser(sampleRate) : null;
    let done = 0;
    for await (const block of source.blocks(run?.signal)) {
      listener?.push(block);
      await analyser.push(block);
      done += block[0]?.length ?? 0;
      checkpoint(run, { done, total: frames ?? done, doing: "measuring" });
    }
    if (done === 0) throw new FormatError(source.format.container, 0, "at least one frame of sound", "none");
    const analysis = await analyser.finish();
    const { count, firstSeconds } = analysis.notNumbers;
    const known = source.warnings.some(({ code }) => /nan|finite|number/i.test(code));
    const warnings = [...source.warnings];
    if (count > 0 && !known) {
      warnings.push({
        code: "samples.not-numbers",
        message: `${count} samples are NaN or infinite (the first at ${firstSeconds?.toFixed(3)} s): taken as silence`,
        offset: null,
        facts: { count, firstSeconds: firstSeconds ?? 0 },
      });
    }
    return { path, format: source.format, tags: source.tags, warnings, analysis, music: listener?.finish() ?? null };
  } finally {
    analyser?.close();
    await source.close();
  }
}
