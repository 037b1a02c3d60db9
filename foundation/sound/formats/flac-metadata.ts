import { FormatError } from "../../plan/errors.ts";
import type { ByteReader, SoundTags } from "../audio.ts";
import { asciiAt, describeBytes } from "./bytes.ts";
import { type FlacStreamInfo, readStreamInfo } from "./flac-stream-info.ts";
import { id3Length } from "./id3-reader.ts";
import { mostTagBytes } from "./limits.ts";
import { readPicture, readVorbisComment } from "./vorbis-comment.ts";
import type { WarningList } from "./warning-list.ts";

export interface FlacMetadata {
  readonly info: FlacStreamInfo | null;
  readonly tags: SoundTags;
  /** Byte where the first frame should be. */
  readonly firstFrame: number;
}

/**
 * The metadata blocks of a FLAC file (RFC 9639, 8). A file without them (a cut from a stream) gives none, with a
 * warning. An ID3 tag before "fLaC", which some programs write, is skipped.
 */
export async function readFlacMetadata(reader: ByteReader, warnings: WarningList): Promise<FlacMetadata> {
  let at = id3Length(await reader.read(0, 10)) ?? 0;
  const magic = await reader.read(at, 4);
  if (asciiAt(magic, 0, 4) !== "fLaC") {
    warnings.add("flac.no-metadata", "The file does not begin with “fLaC”: frames are looked for.", at, {
      found: describeBytes(magic),
    });
    return { info: null, tags: {}, firstFrame: at };
  }
  at += 4;
  let info: FlacStreamInfo | null = null;
  let tags: SoundTags = {};
  let afterInfo = at;
  const broken = (message: string, facts: Record<string, number> = {}) => {
    warnings.add("flac.metadata-broken", message, at, facts);
    at = afterInfo; // one of the lengths was wrong: the frames may begin anywhere from here on
  };
  for (let block = 0, last = false; !last; block++) {
    const head = await reader.read(at, 4);
    if (head.length < 4) throw new FormatError("FLAC", at, "a metadata block", "end of file");
    last = (head[0]! & 128) !== 0;
    const type = head[0]! & 127;
    const size = (head[1]! << 16) | (head[2]! << 8) | head[3]!;
    const body = at + 4;
    if (type === 127 || (head[0] === 0xff && (head[1]! & 0xfe) === 0xf8)) {
      broken("Something else is where a metadata block was due.");
      break;
    }
    if (body + size > reader.size) {
      broken(`A metadata block says ${size} bytes, ${reader.size - body} are left.`, { size });
      break;
    }
    if (type === 0) {
      if (size < 34) throw new FormatError("FLAC", at, "a STREAMINFO block of 34 bytes", `${size} bytes`);
      if (block > 0) warnings.add("flac.stream-info-late", "STREAMINFO is not the first metadata block.", at);
      info ??= readStreamInfo(await reader.read(body, 34));
      afterInfo = body + 34;
    } else if (type === 4 && size <= mostTagBytes) {
      const comment = readVorbisComment(await reader.read(body, size));
      tags = { ...tags, ...comment.tags };
      if (comment.broken !== null)
        warnings.add("flac.comment-broken", "The Vorbis comment ends early.", body + comment.broken);
    } else if (type === 6 && tags.cover === undefined) {
      const cover = readPicture(await reader.read(body, size));
      if (cover) tags = { ...tags, cover };
    } else if (type > 6) {
      warnings.add("flac.metadata-unknown", `A metadata block of unknown type ${type}.`, at, { type, size });
    }
    at = body + size;
  }
  if (info === null) warnings.add("flac.no-stream-info", "There is no STREAMINFO block.", at);
  return { info, tags, firstFrame: at };
}
