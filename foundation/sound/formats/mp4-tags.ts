import type { SoundTags } from "../audio.ts";
import { asciiAt, asciiBytes, joinBytes, utf8Bytes, utf8Text, viewOf } from "./bytes.ts";
import { mp4Box, mp4Boxes } from "./mp4-boxes.ts";

const textItems = [
  ["\xa9nam", "title"],
  ["\xa9ART", "artist"],
  ["\xa9alb", "album"],
  ["\xa9day", "date"],
  ["\xa9gen", "genre"],
  ["cprt", "copyright"],
  ["\xa9cmt", "comment"],
] as const;

const asText = 1;
const asJpeg = 13;
const asPng = 14;

/**
 * Tags as the "udta" box of an MP4 file, the way iTunes writes them: items of "ilst", ISRC and UPC as freeform items
 * ("----"), which have no code of their own. Null when there is nothing to say.
 */
export function mp4TagBox(tags: SoundTags): Uint8Array<ArrayBuffer> | null {
  const items: Uint8Array[] = [];
  for (const [type, field] of textItems) {
    const text = tags[field];
    if (text) items.push(mp4Box(type, dataBox(asText, utf8Bytes(text))));
  }
  const track = /^(\d+)(?:\/(\d+))?$/.exec(tags.track ?? "");
  if (track)
    items.push(mp4Box("trkn", dataBox(0, Uint8Array.of(0, 0, ...short(track[1]!), ...short(track[2] ?? "0"), 0, 0))));
  if (tags.cover)
    items.push(mp4Box("covr", dataBox(tags.cover.mime === "image/png" ? asPng : asJpeg, tags.cover.bytes)));
  if (tags.isrc) items.push(freeform("ISRC", tags.isrc));
  if (tags.upc) items.push(freeform("UPC", tags.upc), freeform("BARCODE", tags.upc));
  if (items.length === 0) return null;
  const handler = mp4Box("hdlr", joinBytes([new Uint8Array(8), asciiBytes("mdirappl"), new Uint8Array(9)]));
  return mp4Box("udta", mp4Box("meta", new Uint8Array(4), handler, mp4Box("ilst", ...items)));
}

function short(digits: string): [number, number] {
  const value = Math.min(65_535, Number(digits));
  return [value >> 8, value & 255];
}

function dataBox(kind: number, bytes: Uint8Array): Uint8Array {
  return mp4Box("data", Uint8Array.of(0, 0, 0, kind, 0, 0, 0, 0), bytes);
}

function freeform(name: string, value: string): Uint8Array {
  const flags = new Uint8Array(4);
  return mp4Box(
    "----",
    mp4Box("mean", flags, asciiBytes("com.apple.iTunes")),
    mp4Box("name", flags, asciiBytes(name)),
    dataBox(asText, utf8Bytes(value)),
  );
}

/** Tags from the body of an "ilst" box, and iTunes' note of encoder delay if there is one. */
export function readMp4Tags(list: Uint8Array): { tags: SoundTags; iTunSmpb: string | null } {
  const tags: { -readonly [Field in keyof SoundTags]: SoundTags[Field] } = {};
  let iTunSmpb: string | null = null;
  for (const { type, body } of mp4Boxes(list)) {
    const inside = mp4Boxes(body);
    const data = inside.find((box) => box.type === "data")?.body;
    if (!data || data.length < 8) continue;
    const value = data.subarray(8);
    const field = textItems.find(([known]) => known === type)?.[1];
    if (field) tags[field] = utf8Text(value);
    else if (type === "trkn" && value.length >= 6) {
      const [number, total] = [viewOf(value).getUint16(2), viewOf(value).getUint16(4)];
      if (number > 0) tags.track = total > 0 ? `${number}/${total}` : `${number}`;
    } else if (type === "covr" && value.length > 0) {
      tags.cover ??= { mime: data[3] === asPng ? "image/png" : "image/jpeg", bytes: value.slice() };
    } else if (type === "----") {
      const name = inside.find((box) => box.type === "name")?.body;
      const key = name ? asciiAt(name, 4, name.length - 4).toUpperCase() : "";
      if (key === "ISRC") tags.isrc ??= utf8Text(value);
      if (key === "UPC" || key === "BARCODE") tags.upc ??= utf8Text(value);
      if (key === "ITUNSMPB") iTunSmpb = utf8Text(value);
    }
  }
  return { tags, iTunSmpb };
}
