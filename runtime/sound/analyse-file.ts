/** One file through the analyser. */
import { checkpoint, FormatError, type Run } from "../../foundation/plan/index.ts";
import type { SoundFormat, SoundTags, SoundWarning } from "../../foundation/sound/audio.ts";
import { createSoundAnalyser, spectrumSize, type SoundAnalysis } from "../../production/index.ts";
import { openSound } from "../codecs/open-sound.ts";

export interface AnalysedFile {
  readonly path: string;
  readonly format: SoundFormat;
  readonly tags: SoundTags;
  readonly warnings: readonly SoundWarning[];
  readonly analysis: SoundAnalysis;
}

/**
 * @throws FormatError for what is no sound, or holds not one frame
 */
export async function analyseFile(
  path: string,
  run?: Run,
  options: { readonly wholeSpectrumHop?: boolean } = {},
): Promise<AnalysedFile> {
  const source = await openSound(path);
  try {
    const { sampleRate, channelCount, lossy, frames } = source.format;
    const analyser = createSoundAnalyser(sampleRate, channelCount, {
      lossless: !lossy,
      ...(options.wholeSpectrumHop ? { spectrumHop: spectrumSize(sampleRate) } : {}),
    });
    let done = 0;
    for await (const block of source.blocks(run?.signal)) {
      analyser.push(block);
      done += block[0]?.length ?? 0;
      checkpoint(run, { done, total: frames ?? done, doing: "measuring" });
    }
    if (done === 0) throw new FormatError(source.format.container, 0, "at least one frame of sound", "none");
    const analysis = analyser.finish();
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
    return { path, format: source.format, tags: source.tags, warnings, analysis };
  } finally {
    await source.close();
  }
}
