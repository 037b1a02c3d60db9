/** Clips of a song's hook: three shapes of 15 and 30 seconds, sound and a picture of it, through ffmpeg. */
import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NeedError } from "../../foundation/plan/errors.ts";
import { checkpoint, type Run, stage } from "../../foundation/plan/run.ts";
import { type FfmpegPrograms, inputOptions, startFfmpeg, systemFfmpeg } from "../codecs/ffmpeg.ts";
import { CLIP_SHAPES, type ClipShape, clipPicture, waveBox } from "./clip-picture.ts";
import { type ClipSound, cutClipSound } from "./clip-sound.ts";
import { clipWords } from "./clip-words.ts";
import { clipSource, keptClips } from "./kept-clips.ts";

export interface ClipQuestion {
  readonly master: string;
  /** Seconds of the song, one a clip. */
  readonly hooks: readonly { readonly from: number; readonly to: number }[];
  readonly title: string;
  readonly artist: string;
  /** Stands in the file's comment; "" for nothing. */
  readonly disclosure: string;
  readonly out: string;
}

export interface RenderedClip {
  readonly path: string;
  readonly shape: string;
  readonly from: number;
  readonly to: number;
  readonly integratedLufs: number | null;
  readonly truePeakDbtp: number | null;
}

/** Frames a second. */
const RATE = 25;
/** Pixels across of the mark that moves over the wave. */
const MARK = 6;
const SOUND_BITS = 192_000;

/** Throws NeedError where ffmpeg is missing, or has no encoder for H.264. */
export async function renderClips(
  { master, hooks, title, artist, disclosure, out }: ClipQuestion,
  run: Run,
  programs: FfmpegPrograms = systemFfmpeg,
): Promise<RenderedClip[]> {
  const work = await mkdtemp(join(tmpdir(), "songwright-clips-"));
  try {
    await mkdir(out, { recursive: true });
    const kept = await keptClips(out);
    const clips: RenderedClip[] = [];
    const runs = stage(run, ...hooks.map(() => 1));
    for (const [at, { from, to }] of hooks.entries()) {
      const part = runs[at] ?? run;
      const cut = join(work, `${at}.wav`);
      const sound = await cutClipSound(master, { from, to }, cut, part);
      for (const [n, shape] of CLIP_SHAPES.entries()) {
        checkpoint(part, { done: (n + 1) / (CLIP_SHAPES.length + 1), total: 1, doing: `clip ${shape.name}` });
        const path = join(out, `hook-${Math.round(sound.seconds)}s-${shape.name}.mp4`);
        const tags = { title, artist, disclosure };
        const made = await clipSource(cut, shape.name, tags);
        if (!(await kept.holds(path, made))) {
          // Some builds of ffmpeg draw no text, and some machines have no fonts: then the clip goes without words.
          const drawn = await renderClip(sound, shape, tags, true, path, work, part, programs);
          if (!drawn) await renderClip(sound, shape, tags, false, path, work, part, programs);
          await kept.keep(path, made);
        }
        const { integratedLufs, truePeakDbtp } = sound;
        clips.push({ path, shape: shape.name, from, to, integratedLufs, truePeakDbtp });
      }
    }
    return clips;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

interface ClipTags {
  readonly title: string;
  readonly artist: string;
  readonly disclosure: string;
}

/** Texts go by files, since no quoting of them is safe. */
async function textFilters(tags: ClipTags, shape: ClipShape, work: string): Promise<string[]> {
  const filters: string[] = [];
  for (const { name, lines, size, spacing, left, top, bottom, colour } of clipWords(tags, shape)) {
    const file = join(work, `${name}.txt`);
    await writeFile(file, lines.join("\n"));
    const y = top === null ? `${bottom}-text_h` : `${top}`;
    filters.push(
      `drawtext=textfile=${file}:expansion=none:fontsize=${size}:line_spacing=${spacing}:fontcolor=${colour}:x=${left}:y=${y}`,
    );
  }
  return filters;
}

/** False: with words, and this ffmpeg cannot draw them. */
async function renderClip(
  sound: ClipSound,
  shape: ClipShape,
  tags: ClipTags,
  words: boolean,
  path: string,
  work: string,
  run: Run,
  programs: FfmpegPrograms,
): Promise<boolean> {
  const picture = join(work, `${shape.name}.ppm`);
  await writeFile(picture, clipPicture(shape, sound.wave));
  const box = waveBox(shape);
  const seconds = sound.seconds.toFixed(3);
  const mark = `color=c=0xf2f0ea:s=${MARK}x${box.height + 40}:r=${RATE}:d=${seconds}`;
  const texts = words ? await textFilters(tags, shape, work) : [];
  const unfinished = join(work, "clip.mp4");
  const args = [
    "-nostdin",
    "-v",
    "error",
    "-y",
    ...inputOptions("image2", picture),
    ...inputOptions("wav", sound.path),
    "-filter_complex",
    `${mark}[m];[0:v]format=yuv420p${texts.map((filter) => `,${filter}`).join("")},loop=loop=-1:size=1:start=0,setpts=N/${RATE}/TB[p];[p][m]overlay=x='${box.left}+${box.width - MARK}*t/${seconds}':y=${box.top - 20}:eval=frame[v]`,
    "-map",
    "[v]",
    "-map",
    "1:a",
    "-t",
    seconds,
    "-c:v",
    "libx264",
    "-preset",
    "superfast",
    "-tune",
    "stillimage",
    "-crf",
    "20",
    "-pix_fmt",
    "yuv420p",
    "-r",
    `${RATE}`,
    // Another number of threads would give other bytes.
    "-threads",
    "2",
    "-c:a",
    "aac",
    "-b:a",
    `${SOUND_BITS}`,
    "-ar",
    "48000",
    "-fflags",
    "+bitexact",
    "-flags:v",
    "+bitexact",
    "-flags:a",
    "+bitexact",
    "-metadata",
    `title=${tags.title}`,
    "-metadata",
    `artist=${tags.artist}`,
    ...(tags.disclosure === "" ? [] : ["-metadata", `comment=${tags.disclosure}`]),
    "-movflags",
    "+faststart",
    unfinished,
  ];
  const { child, ended, messages } = startFfmpeg(programs.ffmpeg, args, "to make clips");
  const stop = (): void => void child.kill("SIGKILL");
  run.signal?.addEventListener("abort", stop, { once: true });
  try {
    const code = await ended;
    run.signal?.throwIfAborted();
    if (code !== 0) {
      if (words && /drawtext|font/i.test(messages())) return false;
      if (/Unknown encoder/i.test(messages()))
        throw new NeedError("an ffmpeg with an H.264 encoder, to make clips", "sudo apt-get install ffmpeg");
      throw new Error(`ffmpeg ended with ${code}: ${messages()}`);
    }
    await rename(unfinished, path).catch(async (error: NodeJS.ErrnoException) => {
      // The folder for unfinished work may be another disk.
      if (error.code !== "EXDEV") throw error;
      await copyAcross(unfinished, path);
    });
    return true;
  } finally {
    run.signal?.removeEventListener("abort", stop);
  }
}

async function copyAcross(from: string, to: string): Promise<void> {
  await copyFile(from, `${to}.part`);
  await rename(`${to}.part`, to);
}
