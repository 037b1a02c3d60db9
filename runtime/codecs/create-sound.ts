import { InputError } from "../../foundation/plan/errors.ts";
import type { ByteWriter, SoundTags } from "../../foundation/sound/audio.ts";
import { aiffSink } from "../../foundation/sound/formats/aiff-writer.ts";
import { flacSink } from "../../foundation/sound/formats/flac-writer.ts";
import type { SoundTarget } from "../../foundation/sound/formats/sound-target.ts";
import type { WarningSink } from "../../foundation/sound/formats/warning-list.ts";
import { wavSink } from "../../foundation/sound/formats/wav-writer.ts";
import { type FfmpegPrograms, systemFfmpeg } from "./ffmpeg.ts";
import { lossyEncoding } from "./ffmpeg-encoding.ts";
import { createWithFfmpeg } from "./ffmpeg-sink.ts";
import { createFileBytes, type FileByteWriter } from "./file-bytes.ts";

/**
 * Creates a sound file. It appears at `path` only when it is finished; `abort` leaves nothing behind. WAV, AIFF and FLAC
 * are written here, the same bytes on any machine; MP3, AAC ("m4a"), Vorbis and Opus by ffmpeg.
 *
 * @throws InputError for a target that the format cannot hold; NeedError where ffmpeg is needed and missing
 */
export async function createSound(
  path: string,
  target: SoundTarget,
  tags: SoundTags = {},
  options: { readonly programs?: FfmpegPrograms } = {},
): Promise<WarningSink> {
  const lossy = lossyEncoding(target);
  if (lossy) return createWithFfmpeg(path, target, tags, lossy, options.programs ?? systemFfmpeg);
  const sinkOf = losslessSink(target.container);
  const file = await createFileBytes(path);
  try {
    return renaming(sinkOf(file, target, tags), file);
  } catch (cause) {
    await file.abort();
    throw cause;
  }
}

function losslessSink(container: string): (writer: ByteWriter, target: SoundTarget, tags: SoundTags) => WarningSink {
  switch (container) {
    case "wav":
    case "rf64":
    case "bw64":
      return wavSink;
    case "aiff":
    case "aifc":
      return aiffSink;
    case "flac":
      return flacSink;
    default:
      throw new InputError("container", "wav, aiff, flac, mp3, m4a, ogg-vorbis or ogg-opus", container);
  }
}

function renaming(sink: WarningSink, file: FileByteWriter): WarningSink {
  const abort = async () => {
    await sink.abort();
    await file.abort();
  };
  const finish = async () => {
    try {
      await sink.finish();
      await file.finish();
    } catch (cause) {
      await file.abort();
      throw cause;
    }
  };
  return { warnings: sink.warnings, write: (block) => sink.write(block), finish, abort };
}
