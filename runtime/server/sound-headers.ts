/** What the headers of sound files say, remembered until the file changes. Bodies are not read, no program is started. */

import type { SoundFormat } from "../../foundation/sound/audio.ts";
import { readAiff } from "../../foundation/sound/formats/aiff-reader.ts";
import { readFlac } from "../../foundation/sound/formats/flac-reader.ts";
import { sniffSound } from "../../foundation/sound/formats/sniff.ts";
import { readWav } from "../../foundation/sound/formats/wav-reader.ts";
import { openFileBytes } from "../codecs/file-bytes.ts";
import type { SoundShape } from "./api/project.ts";
import { soundText } from "./file-kinds.ts";

interface Described {
  readonly about: string;
  readonly format: SoundShape | null;
}

const MOST_KEPT = 5000;
const known = new Map<string, Described>();

/** Null where the content is no sound that its header tells of. */
export async function describeSound(file: {
  readonly whole: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}): Promise<Described | null> {
  const key = `${file.bytes} ${file.modifiedAt} ${file.whole}`;
  const remembered = known.get(key);
  if (remembered) return remembered;
  const format = await readHeader(file.whole).catch(() => null);
  if (format === null) return null;
  const { container, sampleRate, channelCount: channels, frames } = format;
  const described = {
    about: soundText(container, sampleRate, channels, frames),
    format: { sampleRate, channels, frames },
  };
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, described);
  return described;
}

async function readHeader(path: string): Promise<SoundFormat | null> {
  const file = await openFileBytes(path);
  try {
    const kind = sniffSound(await file.read(0, 65_536));
    if (kind?.reader === "wav") return (await readWav(file)).format;
    if (kind?.reader === "aiff") return (await readAiff(file)).format;
    if (kind?.reader === "flac") return (await readFlac(file)).format;
    return null;
  } finally {
    await file.close();
  }
}
