import type { FlacFrame } from "./flac-frames.ts";
import type { FlacStreamInfo } from "./flac-stream-info.ts";
import { mostFramesInBlock } from "./limits.ts";
import type { WarningList } from "./warning-list.ts";

/** The shortest frame: a header of 6 bytes, a constant, a CRC-16. Bounds what a stretch of bytes can have held. */
const shortestFrameBytes = 9;

/** Keeps count of what could not be read, so that the frames after it keep their time. */
export class FlacDamage {
  private readonly warnings: WarningList;
  private readonly firstFrame: number;
  private skippedBytes = 0;
  private skippedAt = -1;
  private reason: { expected: string; found: string } | null = null;
  /** Sample number due next; -1 before the first frame. */
  private due = -1;
  private numbersFrom = 0;
  /** Frames in each block but the last, where blocks are counted. */
  private fixedBlockFrames = 0;

  constructor(warnings: WarningList, firstFrame: number) {
    this.warnings = warnings;
    this.firstFrame = firstFrame;
  }

  /** Why the frame at hand could not be decoded. */
  because(expected: string, found: string): void {
    this.reason ??= { expected, found };
  }

  /** Bytes that are no frame. */
  skipped(from: number, to: number, expected: string): void {
    this.reason ??= { expected, found: "other bytes" };
    if (this.skippedAt < 0) this.skippedAt = from;
    this.skippedBytes += to - from;
  }

  /** Frames of silence to put before `frame`, in stretches of at most a block. */
  silenceBefore({ header, offset }: FlacFrame, info: FlacStreamInfo | null): number[] {
    if (!header.variable && this.fixedBlockFrames === 0) {
      const stated = info && info.mostBlockFrames === info.leastBlockFrames ? info.mostBlockFrames : 0;
      this.fixedBlockFrames = Math.max(stated, header.blockFrames);
    }
    const number = header.variable ? header.number : header.number * this.fixedBlockFrames;
    if (this.due < 0) {
      // A cut from a stream begins at any number; a damaged beginning is known by STREAMINFO and its first bytes.
      this.due = this.skippedAt === this.firstFrame && info !== null ? 0 : number;
      this.numbersFrom = this.due;
    }
    const gap = number - this.due;
    const possible = Math.floor(this.skippedBytes / shortestFrameBytes) * 65_535;
    const lost = this.skippedBytes > 0 && gap > 0 && gap <= possible ? gap : 0;
    if (this.skippedBytes > 0) this.warn(lost);
    else if (gap !== 0) {
      this.warnings.add("flac.frame-number", `A frame says it begins at ${number}, ${this.due} was due.`, offset, {
        expectedFrame: this.due - this.numbersFrom,
        foundFrame: number - this.numbersFrom,
      });
    }
    this.due = number + header.blockFrames;
    const stretches: number[] = [];
    for (let left = lost; left > 0; left -= mostFramesInBlock) stretches.push(Math.min(left, mostFramesInBlock));
    return stretches;
  }

  /** Tells what was lost at the end of the file. `frames`: read so far. */
  close(frames: number): void {
    if (this.skippedBytes > 0) this.warn(0, frames);
  }

  private warn(lost: number, atFrame = Math.max(0, this.due - this.numbersFrom)): void {
    const { expected, found } = this.reason ?? { expected: "a frame", found: "other bytes" };
    const silence = lost > 0 ? ` ${lost} frames are silence instead.` : "";
    const message = `${this.skippedBytes} bytes could not be read: expected ${expected}, found ${found}.${silence}`;
    this.warnings.add("flac.damaged", message, this.skippedAt, {
      expected,
      found,
      bytes: this.skippedBytes,
      atFrame,
      silentFrames: lost,
    });
    this.skippedBytes = 0;
    this.skippedAt = -1;
    this.reason = null;
  }
}
