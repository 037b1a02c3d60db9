import { asciiAt, asciiBytes, joinBytes, viewOf } from "./bytes.ts";

/** A box of an MP4 file in memory. ISO/IEC 14496-12, 4.2. */
export interface Mp4Box {
  readonly type: string;
  /** What is inside: a view. */
  readonly body: Uint8Array;
}

/** The boxes in `bytes`, one after the other; a broken length ends them. */
export function mp4Boxes(bytes: Uint8Array): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  const view = viewOf(bytes);
  for (let at = 0; at + 8 <= bytes.length; ) {
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1 && at + 16 <= bytes.length) {
      size = Number(view.getBigUint64(at + 8));
      head = 16;
    }
    if (size === 0) size = bytes.length - at;
    if (size < head || at + size > bytes.length) break;
    boxes.push({ type: asciiAt(bytes, at + 4, 4), body: bytes.subarray(at + head, at + size) });
    at += size;
  }
  return boxes;
}

/** The body of the box reached by these types, the first of each; null where there is none. */
export function mp4Find(bytes: Uint8Array, ...path: string[]): Uint8Array | null {
  let inside: Uint8Array | null = bytes;
  for (const type of path) {
    inside = mp4Boxes(inside).find((box) => box.type === type)?.body ?? null;
    if (inside === null) return null;
    if (type === "meta" && asciiAt(inside, 4, 4) !== "hdlr") inside = inside.subarray(4); // version and flags
  }
  return inside;
}

export function mp4Box(type: string, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = joinBytes(parts);
  const box = new Uint8Array(8 + body.length);
  viewOf(box).setUint32(0, box.length);
  box.set(asciiBytes(type), 4);
  box.set(body, 8);
  return box;
}
