import { once } from "node:events";
import { rm } from "node:fs/promises";
import { InputError } from "../../foundation/plan/errors.ts";
import type { SoundTags } from "../../foundation/sound/audio.ts";
import { encodePcm } from "../../foundation/sound/formats/pcm-encode.ts";
import { machineIsLittleEndian } from "../../foundation/sound/formats/pcm-layout.ts";
import { checkBlock } from "../../foundation/sound/formats/pcm-sink.ts";
import type { SoundTarget } from "../../foundation/sound/formats/sound-target.ts";
import { WarningList, type WarningSink } from "../../foundation/sound/formats/warning-list.ts";
import { moveInto, syncFile, unfinishedPath } from "../project/files.ts";
import { type FfmpegPrograms, startFfmpeg } from "./ffmpeg.ts";
import { checkLossy, type LossyEncoding } from "./ffmpeg-encoding.ts";
import { createFileBytes } from "./file-bytes.ts";
import { ffmpegComments, putId3Before, putMp4Tags } from "./lossy-tags.ts";

/**
 * Encodes with ffmpeg into a temporary file beside `path`, then sets the tags, then renames. The same samples and tags
 * give the same bytes with the same ffmpeg.
 *
 * @throws InputError for a rate or channel count that the codec has not; NeedError where ffmpeg is not installed
 */
export async function createWithFfmpeg(
  path: string,
  target: SoundTarget,
  tags: SoundTags,
  encoding: LossyEncoding,
  programs: FfmpegPrograms,
): Promise<WarningSink> {
  checkLossy(target, encoding);
  const { channelCount, sampleRate, container } = target;
  const warnings = new WarningList();
  const isOgg = container === "ogg-vorbis" || container === "ogg-opus";
  // The folder must be one that we can write in, before ffmpeg says so in its own words.
  const probe = await createFileBytes(path);
  await probe.abort();
  const temporary = unfinishedPath(path);
  const raw = machineIsLittleEndian ? "f32le" : "f32be";
  const args = [
    "-nostdin",
    "-v",
    "error",
    "-y",
    "-f",
    raw,
    "-ar",
    `${sampleRate}`,
    "-ac",
    `${channelCount}`,
    "-i",
    "pipe:0",
  ];
  if (isOgg) args.push("-f", "ffmetadata", "-i", "pipe:3");
  args.push("-map", "0:a", "-map_metadata", isOgg ? "1" : "-1", ...encoding.args);
  args.push("-bitexact", "-flags:a", "+bitexact", "-f", encoding.muxer, `file:${temporary}`);
  const run = startFfmpeg(programs.ffmpeg, args, `to write ${container}`, isOgg ? [ffmpegComments(tags)] : []);
  run.child.stdout?.resume();
  await Promise.race([once(run.child, "spawn"), run.ended]);
  let gone = false;
  run.ended.then(
    () => {
      gone = true;
    },
    () => {
      gone = true;
    },
  );

  const abort = async () => {
    run.child.kill("SIGKILL");
    await run.ended.catch(() => null);
    await rm(temporary, { force: true });
  };
  const failed = () => new Error(`ffmpeg could not write ${container}: ${run.messages().slice(0, 300)}`);
  let frames = 0;

  return {
    warnings: warnings.list,
    write: async (block) => {
      const length = checkBlock(block, channelCount);
      if (length === 0) return;
      frames += length;
      const bytes = new Uint8Array(length * channelCount * 4);
      const layout = { kind: "float", bytes: 4, littleEndian: machineIsLittleEndian, unsigned: false } as const;
      encodePcm(block, layout, 32, bytes, { clipped: 0, notANumber: 0 });
      if (gone) throw failed();
      if (!run.child.stdin!.write(bytes)) {
        await Promise.race([once(run.child.stdin!, "drain"), run.ended]);
        if (gone) throw failed();
      }
    },
    finish: async () => {
      try {
        run.child.stdin!.end();
        if ((await run.ended) !== 0) throw failed();
        if (frames === 0) throw new InputError("block", "at least one frame of sound", "none");
        if (container === "m4a") await putMp4Tags(temporary, tags);
        if (container === "mp3") await putId3Before(temporary, tags);
        await syncFile(temporary);
        await moveInto(temporary, path, true);
      } catch (cause) {
        await abort();
        throw cause;
      }
    },
    abort,
  };
}
