import { FormatError } from "../../foundation/plan/errors.ts";
import type { ByteReader } from "../../foundation/sound/audio.ts";
import { oggPackets } from "../../foundation/sound/formats/ogg-packets.ts";
import { oggPages } from "../../foundation/sound/formats/ogg-pages.ts";
import { WarningList } from "../../foundation/sound/formats/warning-list.ts";

/** The longest page and one more: where the last page of a file begins at the latest. */
const tailBytes = 2 * 65_307;

/** The first packets of an Ogg stream, and the granule of its last page (null where it cannot be found). */
export async function oggHeaders(
  reader: ByteReader,
  count: number,
  format: string,
): Promise<{ packets: Uint8Array[]; offset: number; lastGranule: number | null }> {
  const packets: Uint8Array[] = [];
  let offset = 0;
  for await (const group of oggPackets(reader, new WarningList())) {
    if (packets.length === 0) offset = group.offset;
    if (group.pagesLost > 0) break;
    packets.push(...group.packets);
    if (packets.length >= count) break;
  }
  if (packets.length < count) throw new FormatError(format, offset, `${count} header packets`, `${packets.length}`);
  return { packets: packets.slice(0, count), offset, lastGranule: await lastGranule(reader, offset) };
}

async function lastGranule(reader: ByteReader, firstPage: number): Promise<number | null> {
  const serial = (await reader.read(firstPage + 14, 4)).slice();
  const from = Math.max(0, reader.size - tailBytes);
  const tail = {
    size: reader.size - from,
    read: (offset: number, length: number) => reader.read(from + offset, length),
  };
  let granule: number | null = null;
  for await (const page of oggPages(tail, () => {})) {
    const same = page.serial === new DataView(serial.buffer, serial.byteOffset).getUint32(0, true);
    if (same && page.granule >= 0) granule = page.granule;
  }
  return granule !== null && granule > 0 ? granule : null;
}
