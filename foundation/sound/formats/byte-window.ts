import type { ByteReader } from "../audio.ts";

/** Zero bytes after the last one, so that readers may look at a word at a time. */
const paddingBytes = 16;

/** A stretch of a file in memory that moves forward through it, read in large pieces. */
export class ByteWindow {
  readonly reader: ByteReader;
  /** Byte of the file that `bytes[0]` is. */
  start = 0;
  /** Bytes of the file that are here; `paddingBytes` zeros follow them. */
  length = 0;
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView<ArrayBuffer>;
  private readonly pieceBytes: number;

  constructor(reader: ByteReader, pieceBytes: number = 512 * 1024) {
    this.reader = reader;
    this.pieceBytes = Math.min(pieceBytes, reader.size + paddingBytes);
    this.bytes = new Uint8Array(this.pieceBytes * 2 + paddingBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  /** True when the window reaches the end of the file. */
  get atEnd(): boolean {
    return this.start + this.length >= this.reader.size;
  }

  /**
   * Makes at least `wanted` bytes from `offset` of the file available (fewer at its end), and forgets what lies before.
   * Gives the index of `offset` in `bytes`.
   */
  async seek(offset: number, wanted: number): Promise<number> {
    const index = offset - this.start;
    if (index >= 0 && (index + wanted <= this.length || (this.atEnd && index <= this.length))) return index;
    const kept = index >= 0 && index < this.length ? this.length - index : 0;
    const capacity = Math.max(wanted, kept) + this.pieceBytes;
    const from = this.bytes;
    if (this.bytes.length < capacity + paddingBytes) {
      this.bytes = new Uint8Array(capacity + paddingBytes);
      this.view = new DataView(this.bytes.buffer);
      this.bytes.set(from.subarray(this.length - kept, this.length));
    } else if (kept > 0) this.bytes.copyWithin(0, this.length - kept, this.length);
    this.start = offset;
    this.length = kept;
    const room = Math.min(this.bytes.length - paddingBytes - kept, this.reader.size - offset - kept);
    if (room > 0) {
      const more = await this.reader.read(offset + kept, room);
      this.bytes.set(more, kept);
      this.length += more.length;
    }
    this.bytes.fill(0, this.length, this.length + paddingBytes);
    return 0;
  }
}
