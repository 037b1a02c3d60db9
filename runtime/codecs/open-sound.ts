import { FormatError } from "../../foundation/plan/errors.ts";
import type { ByteReader, SoundSource } from "../../foundation/sound/audio.ts";
import { readAiff } from "../../foundation/sound/formats/aiff-reader.ts";
import { describeBytes } from "../../foundation/sound/formats/bytes.ts";
import { readFlac } from "../../foundation/sound/formats/flac-reader.ts";
import { id3Length } from "../../foundation/sound/formats/id3-reader.ts";
import { OtherCodecError } from "../../foundation/sound/formats/other-codec.ts";
import { type SoundKind, sniffSound } from "../../foundation/sound/formats/sniff.ts";
import { readWav } from "../../foundation/sound/formats/wav-reader.ts";
import { type FfmpegPrograms, systemFfmpeg } from "./ffmpeg.ts";
import { openWithFfmpeg } from "./ffmpeg-source.ts";
import { type FileByteReader, openFileBytes } from "./file-bytes.ts";
import { openMpeg } from "./mpeg-source.ts";
import { openOpus } from "./opus-source.ts";
import { openVorbis } from "./vorbis-source.ts";

const headBytes = 65_536;

/**
 * Opens a sound file. What it is, is told by its content, never by its name: WAV, RF64, AIFF, FLAC, MP3, Ogg Vorbis and
 * Opus are read here; AAC, ALAC and others through ffmpeg.
 *
 * @throws FormatError for what is no sound or holds none; NeedError where ffmpeg is needed and missing
 */
export async function openSound(
  path: string,
  options: { readonly programs?: FfmpegPrograms } = {},
): Promise<SoundSource> {
  const programs = options.programs ?? systemFfmpeg;
  const file = await openFileBytes(path);
  try {
    const { kind, head } = await sniffFile(file);
    if (kind === null) {
      if (file.size === 0) throw new FormatError("sound", 0, "a sound file", "an empty file");
      throw new FormatError(
        "sound",
        0,
        "a sound file (WAV, AIFF, FLAC, MP3, M4A, Ogg, Opus...)",
        describeBytes(head.subarray(0, 12)),
      );
    }
    return closing(await openKind(path, file, kind, programs), file);
  } catch (cause) {
    await file.close();
    throw cause;
  }
}

async function sniffFile(file: ByteReader): Promise<{ kind: SoundKind | null; head: Uint8Array }> {
  const head = await file.read(0, headBytes);
  const tag = id3Length(head);
  if (tag === null) return { kind: sniffSound(head), head };
  const afterTag = await file.read(tag, headBytes);
  const kind = sniffSound(afterTag);
  // A tag that lies about its length: MPEG frames are looked for from there on, or in it.
  return { kind: kind ?? sniffSound(head.subarray(10)), head };
}

async function openKind(
  path: string,
  file: ByteReader,
  kind: SoundKind,
  programs: FfmpegPrograms,
): Promise<SoundSource> {
  const withFfmpeg = (demuxer: string) => openWithFfmpeg(path, file, demuxer, programs);
  const orFfmpeg = async (source: Promise<SoundSource>, demuxer: string): Promise<SoundSource> => {
    try {
      return await source;
    } catch (cause) {
      if (cause instanceof OtherCodecError) return withFfmpeg(demuxer);
      throw cause;
    }
  };
  switch (kind.reader) {
    case "wav":
      return orFfmpeg(readWav(file), "wav");
    case "aiff":
      return orFfmpeg(readAiff(file), "aiff");
    case "flac":
      return readFlac(file);
    case "mpeg":
      return openMpeg(file);
    case "vorbis":
      return openVorbis(file);
    case "opus":
      return orFfmpeg(openOpus(file), "ogg");
    case "mp4":
      return withFfmpeg("mov");
    default:
      return withFfmpeg(kind.demuxer);
  }
}

function closing(source: SoundSource, file: FileByteReader): SoundSource {
  let open = true;
  const close = async () => {
    await source.close();
    if (open) await file.close();
    open = false;
  };
  return { ...source, close };
}
