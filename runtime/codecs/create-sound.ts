import type { SoundTags } from "../../foundation/sound/audio.ts";
import type { SoundTarget } from "../../foundation/sound/formats/sound-target.ts";
import type { WarningSink } from "../../foundation/sound/formats/warning-list.ts";
import { wavSink } from "../../foundation/sound/formats/wav-writer.ts";
import { createFileBytes, type FileByteWriter } from "./file-bytes.ts";

/** Creates a sound file. It appears at `path` only when it is finished; `abort` leaves nothing behind. */
export async function createSound(path: string, target: SoundTarget, tags: SoundTags = {}): Promise<WarningSink> {
  const file = await createFileBytes(path);
  try {
    return renaming(wavSink(file, target, tags), file);
  } catch (cause) {
    await file.abort();
    throw cause;
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
