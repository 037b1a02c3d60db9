/** Archives that honest programs do not make. */
import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../foundation/archive/read-zip.ts";

export interface Entry {
  readonly name: string;
  readonly data: Uint8Array;
  /** As the directory says; of `data` when not given. */
  readonly size?: number;
  readonly encrypted?: boolean;
  /** Shares the bytes of the entry before. */
  readonly shared?: boolean;
}

export function zipOf(entries: readonly Entry[], count: number = entries.length): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let before = 0;
  for (const { name, data, size = data.length, encrypted, shared } of entries) {
    const packed = deflateRawSync(data);
    const called = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc32(data), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(called.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(encrypted ? 1 : 0, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(data), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(called.length, 28);
    entry.writeUInt32LE(shared ? before : offset, 42);
    directory.push(Buffer.concat([entry, called]));
    if (shared) continue;
    before = offset;
    parts.push(local, called, packed);
    offset += local.length + called.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listing, end]);
}
