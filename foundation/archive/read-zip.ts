/**
 * ZIP archives (PKWARE APPNOTE 6.3.10) from outside: the directory is read within bounds, sizes are limits and not promises,
 * checksums are verified. Stored and deflated members; no encryption, no archives over 4 GiB.
 */
import { Inflate } from "fflate";
import { FormatError } from "../plan/errors.ts";

export interface ZipMember {
  readonly name: string;
  /** Bytes when unpacked, as the directory says. */
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly checksum: number;
  /** Of its local header. */
  readonly offset: number;
}

export interface ZipLimits {
  readonly members: number;
  /** Of one member unpacked, in bytes. */
  readonly size: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

function refuse(offset: number, expected: string, found: string): never {
  throw new FormatError("ZIP", offset, expected, found);
}

/** The members of an archive, in the order of its directory. */
export function readZipDirectory(bytes: Uint8Array, { members: most, size: largest }: ZipLimits): ZipMember[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const length = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (count > most) refuse(end + 10, `at most ${most} members`, `${count}`);
  if (start + length > end) refuse(end + 16, "a directory before its end record", `${length} bytes at ${start}`);
  const decoder = new TextDecoder();
  const members: ZipMember[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) refuse(at, "an entry of the directory", "something else");
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) refuse(at, "an entry within the directory", "a longer one");
    const member = {
      name: decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      offset: view.getUint32(at + 42, true),
    };
    if (view.getUint16(at + 8, true) & 1) refuse(at + 8, "a member without a password", member.name);
    if (member.size > largest)
      refuse(at + 24, `members of at most ${largest} bytes`, `${member.name} with ${member.size}`);
    members.push(member);
    at = next;
  }
  return members;
}

/** The end record is the last thing in the file but for a comment of at most 65,535 bytes. */
function findEnd(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 65_535); at--) {
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return refuse(0, "a whole archive", "no directory at its end");
}

/** Unpacks one member. Throws FormatError where it is broken or larger than its directory says. */
export function unpackMember(bytes: Uint8Array, member: ZipMember): Uint8Array {
  const { name, offset, packed, size, method, checksum } = member;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL)
    refuse(offset, `the header of ${name}`, "something else");
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length)
    refuse(offset, `${packed} bytes of ${name}`, `${Math.max(0, bytes.length - start)}`);
  const data = bytes.subarray(start, start + packed);
  if (method !== STORED && method !== DEFLATED)
    refuse(offset + 8, "a stored or deflated member", `method ${method} (${name})`);
  const whole = method === STORED ? data.slice() : inflate(data, size, name, start);
  if (whole.length !== size) refuse(start, `${size} bytes in ${name}`, `${whole.length}`);
  if (crc32(whole) !== checksum) refuse(start, `the checksum of ${name}`, "another");
  return whole;
}

function inflate(data: Uint8Array, size: number, name: string, offset: number): Uint8Array {
  const whole = new Uint8Array(size);
  let length = 0;
  const inflater = new Inflate((chunk) => {
    if (length + chunk.length > size) refuse(offset, `${size} bytes in ${name}`, "more");
    whole.set(chunk, length);
    length += chunk.length;
  });
  try {
    // In pieces, so that what grows without end is stopped soon.
    for (let at = 0; at < data.length || at === 0; at += 65_536) {
      inflater.push(data.subarray(at, at + 65_536), at + 65_536 >= data.length);
    }
  } catch (error) {
    if (error instanceof FormatError) throw error;
    refuse(offset, `deflated data of ${name}`, error instanceof Error ? error.message : "something else");
  }
  return whole.subarray(0, length);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 of ISO 3309, reflected; of "123456789" it is 0xcbf43926. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let at = 0; at < bytes.length; at++)
    value = (CRC_TABLE[(value ^ (bytes[at] as number)) & 255] as number) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
