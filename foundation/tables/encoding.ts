/** Which encoding a text is in, and its bytes as UTF-8. */

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export interface DetectedEncoding {
  readonly encoding: TextEncoding;
  /** Bytes of the byte order mark. */
  readonly mark: number;
}

/** From the byte order mark; without one, UTF-16 shows in its zeros. What is not valid UTF-8 is seen on the way. */
export function detectEncoding(head: Uint8Array): DetectedEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: "utf-8", mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", mark: 2 };
  let even = 0;
  let odd = 0;
  const length = Math.min(head.length, 4096) & ~1;
  for (let at = 0; at < length; at += 2) {
    if (head[at] === 0) even++;
    if (head[at + 1] === 0) odd++;
  }
  if (length >= 4 && odd > length * 0.35 && even < length * 0.05) return { encoding: "utf-16le", mark: 0 };
  if (length >= 4 && even > length * 0.35 && odd < length * 0.05) return { encoding: "utf-16be", mark: 0 };
  return { encoding: "utf-8", mark: 0 };
}

export interface Utf8Check {
  /** False as soon as the bytes so far cannot be UTF-8. */
  add(bytes: Uint8Array): boolean;
  /** False where the text ends within a character. */
  end(): boolean;
}

const allAscii = (bytes: Uint8Array, at: number): boolean =>
  ((bytes[at] as number) | (bytes[at + 1] as number) | (bytes[at + 2] as number) | (bytes[at + 3] as number)) < 0x80;

/** Checks bytes block by block (Unicode 15, table 3-7). */
export function createUtf8Check(): Utf8Check {
  let good = true;
  let pending = 0;
  let low = 0x80;
  let high = 0xbf;
  return {
    add(bytes) {
      for (let at = 0; at < bytes.length && good; at++) {
        // Most text is ASCII, or nearly.
        while (pending === 0 && at + 4 < bytes.length && allAscii(bytes, at)) at += 4;
        const c = bytes[at] as number;
        if (pending > 0) {
          if (c < low || c > high) good = false;
          low = 0x80;
          high = 0xbf;
          pending--;
        } else if (c >= 0x80) {
          if (c >= 0xc2 && c <= 0xdf) pending = 1;
          else if (c >= 0xe0 && c <= 0xef) {
            pending = 2;
            if (c === 0xe0) low = 0xa0;
            if (c === 0xed) high = 0x9f;
          } else if (c >= 0xf0 && c <= 0xf4) {
            pending = 3;
            if (c === 0xf0) low = 0x90;
            if (c === 0xf4) high = 0x8f;
          } else good = false;
        }
      }
      return good;
    },
    end: () => good && pending === 0,
  };
}

/** Blocks of text in any of the encodings as UTF-8, without the byte order mark. */
export function* asUtf8(
  blocks: Iterable<Uint8Array>,
  { encoding, mark }: DetectedEncoding,
): Generator<Uint8Array, void, void> {
  let skip = mark;
  const skipped = function* (): Generator<Uint8Array, void, void> {
    for (const block of blocks) {
      const drop = Math.min(skip, block.length);
      skip -= drop;
      if (drop < block.length) yield drop === 0 ? block : block.subarray(drop);
    }
  };
  if (encoding === "utf-8") {
    yield* skipped();
    return;
  }
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  for (const block of skipped()) yield encoder.encode(decoder.decode(block, { stream: true }));
  const rest = decoder.decode();
  if (rest !== "") yield encoder.encode(rest);
}
