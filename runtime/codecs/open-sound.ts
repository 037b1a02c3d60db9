import type { SoundSource } from "../../foundation/sound/audio.ts";
import { readWav } from "../../foundation/sound/formats/wav-reader.ts";
import { type FileByteReader, openFileBytes } from "./file-bytes.ts";

/**
 * Opens a sound file. What it is, is told by its content, never by its name.
 *
 * @throws FormatError for what is no sound or holds none; NeedError where ffmpeg is needed and missing
 */
export async function openSound(path: string): Promise<SoundSource> {
  const file = await openFileBytes(path);
  try {
    return closing(await readWav(file), file);
  } catch (cause) {
    await file.close();
    throw cause;
  }
}

function closing(source: SoundSource, file: FileByteReader): SoundSource {
  const close = async () => {
    await source.close();
    await file.close();
  };
  return { ...source, close };
}
