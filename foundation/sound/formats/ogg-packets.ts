import type { ByteReader } from "../audio.ts";
import { joinBytes } from "./bytes.ts";
import { mostTagBytes } from "./limits.ts";
import { oggPages } from "./ogg-pages.ts";
import type { WarningList } from "./warning-list.ts";

/** The packets that end in one page of a logical stream. */
export interface OggPacketGroup {
  readonly packets: readonly Uint8Array[];
  /** Where the page begins. */
  readonly offset: number;
  /** Position at the end of the last packet; -1: none. */
  readonly granule: number;
  readonly last: boolean;
  /** Pages that are missing before this one. */
  readonly pagesLost: number;
}

/**
 * The packets of the first logical stream of an Ogg file, page by page. Other streams, broken pages and a missing end
 * are warnings. Packets are copies.
 */
export async function* oggPackets(reader: ByteReader, warnings: WarningList): AsyncGenerator<OggPacketGroup> {
  let serial: number | null = null;
  let due = 0;
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  let ended = false;
  const damaged = (offset: number, length: number, found: string) => {
    const message = `${length} bytes could not be read: expected a page, found ${found}.`;
    warnings.add("ogg.damaged", message, offset, { bytes: length, expected: "a page", found });
  };
  for await (const page of oggPages(reader, damaged)) {
    serial ??= page.serial;
    if (page.serial !== serial) {
      if (ended || page.first) {
        warnings.add("ogg.other-stream", "The file holds more than one stream: the first is read.", page.offset, {
          serial: page.serial,
        });
      }
      continue;
    }
    if (ended) continue;
    const pagesLost = Math.max(0, page.sequence - due);
    due = page.sequence + 1;
    if (pagesLost > 0) {
      warnings.add("ogg.pages-lost", `${pagesLost} pages are missing here.`, page.offset, { pages: pagesLost });
      begun = [];
      begunBytes = 0;
    }
    const packets: Uint8Array[] = [];
    for (const [n, piece] of page.pieces.entries()) {
      const goesOn = n === 0 && page.continued;
      const orphan = goesOn && begun.length === 0; // its beginning was lost
      if (!goesOn) begun = [];
      if (!goesOn) begunBytes = 0;
      const isOpen = page.open && n === page.pieces.length - 1;
      begunBytes += piece.length;
      if (begunBytes <= mostTagBytes && !(orphan && isOpen)) begun.push(piece.slice());
      if (isOpen) continue;
      if (!orphan) packets.push(begun.length === 1 ? begun[0]! : joinBytes(begun));
      begun = [];
      begunBytes = 0;
    }
    ended = page.last;
    yield { packets, offset: page.offset, granule: page.granule, last: page.last, pagesLost };
  }
  if (serial !== null && !ended) {
    warnings.add("ogg.no-end", "The last page is missing: the file was cut off.", reader.size);
  }
}

/**
 * Vorbis and Opus order their channels front left, centre, front right...; WAV order (left, right, centre, LFE...) by
 * channel count. Sources: Vorbis I, 4.3.9; RFC 7845, 5.1.1.2.
 */
export const wavOrderOfVorbis: Readonly<Record<number, readonly number[]>> = {
  3: [0, 2, 1],
  5: [0, 2, 1, 3, 4],
  6: [0, 2, 1, 5, 3, 4],
  7: [0, 2, 1, 6, 5, 3, 4],
  8: [0, 2, 1, 7, 5, 6, 3, 4],
};
