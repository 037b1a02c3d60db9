import { open, rename, rm } from "node:fs/promises";
import type { SoundTags } from "../../foundation/sound/audio.ts";
import { asciiAt, joinBytes, utf8Bytes, viewOf } from "../../foundation/sound/formats/bytes.ts";
import { id3Tag } from "../../foundation/sound/formats/id3-writer.ts";
import { mp4Box, mp4Boxes } from "../../foundation/sound/formats/mp4-boxes.ts";
import { mp4TagBox } from "../../foundation/sound/formats/mp4-tags.ts";
import { pictureBytes, vorbisComments } from "../../foundation/sound/formats/vorbis-comment.ts";

const copyBytes = 1024 * 1024;

/** Vorbis comments as ffmpeg reads them from a file of metadata. */
export function ffmpegComments(tags: SoundTags): Uint8Array {
  const comments = vorbisComments(tags);
  if (tags.cover) comments.push(["METADATA_BLOCK_PICTURE", Buffer.from(pictureBytes(tags.cover)).toString("base64")]);
  // A backslash at the end of a line joins it with the next one, even where it is escaped itself: a space parts them.
  const escaped = (text: string) => text.replace(/[=;#\\\n]/g, (character) => `\\${character}`).replace(/\\$/, "\\ ");
  return utf8Bytes(`;FFMETADATA1\n${comments.map(([name, value]) => `${name}=${escaped(value)}\n`).join("")}`);
}

/** Puts an ID3v2.4 tag before the frames of an MP3 file. */
export async function putId3Before(path: string, tags: SoundTags): Promise<void> {
  const tag = id3Tag(tags);
  if (tag === null) return;
  const moved = `${path}.tagged`;
  const from = await open(path, "r");
  try {
    const to = await open(moved, "wx");
    try {
      await to.write(tag);
      const piece = new Uint8Array(copyBytes);
      for (let at = 0; ; ) {
        const { bytesRead } = await from.read(piece, 0, copyBytes, at);
        if (bytesRead === 0) break;
        await to.write(piece, 0, bytesRead);
        at += bytesRead;
      }
    } finally {
      await to.close();
    }
  } catch (cause) {
    await rm(moved, { force: true });
    throw cause;
  } finally {
    await from.close();
  }
  await rename(moved, path);
}

/** Replaces the tags in the movie box of an MP4 file. ffmpeg writes that box last: no offset in it changes. */
export async function putMp4Tags(path: string, tags: SoundTags): Promise<void> {
  const file = await open(path, "r+");
  try {
    const { size } = await file.stat();
    const head = new Uint8Array(8);
    let at = 0;
    for (;;) {
      const { bytesRead } = await file.read(head, 0, 8, at);
      if (bytesRead < 8) throw new Error("ffmpeg wrote an MP4 file without a movie box");
      const boxBytes = viewOf(head).getUint32(0);
      if (asciiAt(head, 4, 4) === "moov") break;
      if (boxBytes === 1) {
        const long = new Uint8Array(8);
        await file.read(long, 0, 8, at + 8);
        at += Number(viewOf(long).getBigUint64(0));
      } else at += boxBytes;
      if (boxBytes === 0) throw new Error("ffmpeg wrote an MP4 file without a movie box");
    }
    const movie = new Uint8Array(size - at);
    await file.read(movie, 0, movie.length, at);
    const kept = mp4Boxes(movie.subarray(8)).filter(({ type }) => type !== "udta");
    const tagBox = mp4TagBox(tags);
    const bytes = mp4Box(
      "moov",
      joinBytes([...kept.map(({ type, body }) => mp4Box(type, body)), ...(tagBox ? [tagBox] : [])]),
    );
    await file.write(bytes, 0, bytes.length, at);
    await file.truncate(at + bytes.length);
  } finally {
    await file.close();
  }
}
