/** The sound of a clip: cut out, at the loudness that platforms play at, with short fades. */
import { rm } from "node:fs/promises";
import type { Run } from "../../foundation/plan/run.ts";
import type { Block } from "../../foundation/sound/audio.ts";
import { createSound } from "../codecs/create-sound.ts";
import { openSound } from "../codecs/open-sound.ts";
import { analyseFile } from "../sound/analyse-file.ts";

/** Integrated loudness that short videos are played at, and the true peak that AAC is given room over (decisions/0024). */
export const CLIP_LUFS = -14;
export const CLIP_CEILING_DBTP = -1.5;
const FADE_IN = 0.01;
const FADE_OUT = 0.6;
/** Values of the picture of the wave. */
const PARTS = 160;

export interface ClipSound {
  /** Of the WAV file, 24 bit. */
  readonly path: string;
  readonly seconds: number;
  readonly gainDb: number;
  readonly integratedLufs: number | null;
  readonly truePeakDbtp: number | null;
  /** Loudness of each of PARTS parts as the root of its mean square, 0 to 1 over the loudest of all. */
  readonly wave: Float64Array;
}

/** Loudness is changed by gain alone: what cannot be made loud enough without a limiter stays quieter. */
export async function cutClipSound(
  master: string,
  { from, to }: { readonly from: number; readonly to: number },
  path: string,
  run: Run,
): Promise<ClipSound> {
  const draft = `${path}.draft.wav`;
  try {
    const cut = await copyPart(master, from, to, draft, () => 1, run);
    const before = (await analyseFile(draft, run)).analysis.measurement;
    const { integratedLufs, truePeakDbtp } = before;
    const room = CLIP_CEILING_DBTP - (truePeakDbtp ?? 0);
    const gainDb = Math.min(CLIP_LUFS - (integratedLufs ?? CLIP_LUFS), room);
    const gain = 10 ** (gainDb / 20);
    const { sampleRate, frames } = cut;
    const [fadeIn, fadeOut] = [FADE_IN, FADE_OUT].map((seconds) => Math.max(1, Math.round(seconds * sampleRate))) as [
      number,
      number,
    ];
    const envelope = (frame: number): number => gain * Math.min(1, (frame + 1) / fadeIn, (frames - frame) / fadeOut);
    await copyPart(draft, 0, frames / sampleRate, path, envelope, run);
    const after = (await analyseFile(path, run)).analysis.measurement;
    return {
      path,
      seconds: frames / sampleRate,
      gainDb,
      integratedLufs: after.integratedLufs,
      truePeakDbtp: after.truePeakDbtp,
      wave: cut.wave,
    };
  } finally {
    await rm(draft, { force: true });
  }
}

/** Mono and stereo stay; of more channels the first two. */
async function copyPart(
  source: string,
  from: number,
  to: number,
  target: string,
  gain: (frame: number) => number,
  run: Run,
): Promise<{ readonly sampleRate: number; readonly frames: number; readonly wave: Float64Array }> {
  const sound = await openSound(source);
  try {
    const { sampleRate, channelCount } = sound.format;
    const [first, last] = [Math.round(from * sampleRate), Math.round(to * sampleRate)];
    const channels = Math.min(2, channelCount);
    const sink = await createSound(target, {
      container: "wav",
      sampleRate,
      channelCount: channels,
      samples: { kind: "integer", bits: 24 },
    });
    const squares = new Float64Array(PARTS);
    let at = 0;
    let written = 0;
    try {
      for await (const block of sound.blocks(run.signal)) {
        const length = block[0]?.length ?? 0;
        const [begin, end] = [Math.max(0, first - at), Math.min(length, last - at)];
        if (end > begin) {
          const part: Block = block.slice(0, channels).map((samples) => samples.slice(begin, end));
          for (const samples of part) {
            for (let t = 0; t < samples.length; t++) {
              const place = Math.min(PARTS - 1, Math.floor(((written + t) * PARTS) / (last - first)));
              squares[place]! += (samples[t] as number) ** 2;
              samples[t]! *= gain(written + t);
            }
          }
          await sink.write(part);
          written += end - begin;
        }
        at += length;
        if (at >= last) break;
      }
      await sink.finish();
    } catch (error) {
      await sink.abort();
      throw error;
    }
    const most = Math.max(1e-12, ...squares);
    return { sampleRate, frames: written, wave: squares.map((sum) => Math.sqrt(sum / most)) };
  } finally {
    await sound.close();
  }
}
