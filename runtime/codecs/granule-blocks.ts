import { FormatError } from "../../foundation/plan/errors.ts";
import type { Block } from "../../foundation/sound/audio.ts";
import { mostFramesInBlock } from "../../foundation/sound/formats/limits.ts";
import type { OggPacketGroup } from "../../foundation/sound/formats/ogg-packets.ts";
import type { WarningList } from "../../foundation/sound/formats/warning-list.ts";

/** How the packets of a codec in Ogg become sound. */
export interface PacketCodec {
  /** Prefix of the warnings' codes: "vorbis", "opus". */
  readonly name: string;
  /** Packets at the beginning that are headers. */
  readonly skipPackets: number;
  /** Frames to leave out at the beginning. */
  readonly preSkip: number;
  readonly mostPacketFrames: number;
  decode(packet: Uint8Array): { channels: Float32Array[]; failed: boolean };
}

/**
 * Decodes packets page by page, and trims beginning and end to where the granules say: a first granule smaller than what
 * was decoded leaves out the beginning, a last one the end. Pages that were lost become silence of their length, with a
 * warning. Sources: Vorbis I, A.2; RFC 7845, 4.
 *
 * @throws FormatError where nothing could be decoded
 */
export async function* granuleBlocks(
  groups: AsyncIterable<OggPacketGroup>,
  codec: PacketCodec,
  warnings: WarningList,
  signal: AbortSignal | undefined,
): AsyncGenerator<Block> {
  let headers = codec.skipPackets;
  let toSkip = codec.preSkip;
  /** Granule of the next frame to be decoded; null until the first page that says one. */
  let position: number | null = null;
  let channelCount = 0;
  let passed = 0;
  let held: Block[] = [];
  let lost = 0;
  let firstOffset = 0;
  for await (const { packets, offset, granule, last, pagesLost } of groups) {
    signal?.throwIfAborted();
    if (position !== null) lost += pagesLost;
    let decoded = 0;
    for (const packet of packets) {
      if (headers > 0) {
        headers--;
        firstOffset = offset;
        continue;
      }
      const { channels, failed } = codec.decode(packet);
      if (failed)
        warnings.add(`${codec.name}.packet`, "A packet could not be decoded.", offset, { bytes: packet.length });
      const frames = channels[0]?.length ?? 0;
      if (frames === 0) continue;
      channelCount = channels.length;
      held.push(channels);
      decoded += frames;
    }
    if (granule < 0) {
      if (position !== null) position += decoded;
      if (position !== null) {
        yield* pass();
      }
      continue;
    }
    if (headers > 0 || (decoded === 0 && held.length === 0 && !last)) continue;
    if (position === null) {
      const heldFrames = held.reduce((sum, block) => sum + block[0]!.length, 0);
      const early = heldFrames - granule;
      if (early > 0 && !last) toSkip += codec.name === "vorbis" ? early : 0;
      // A stream cut out of another begins at any granule; one whose only page is its last begins at 0.
      position = last ? Math.min(heldFrames, Math.max(granule, 0)) : granule;
      if (last) cutEnd(heldFrames - granule);
    } else {
      const end: number = position + decoded;
      if (last) {
        if (end < granule) yield* fill(granule - end, offset);
        else cutEnd(end - granule);
      } else if (end < granule && (lost > 0 || granule - end > codec.mostPacketFrames)) {
        yield* fill(granule - end, offset);
      } else if (end !== granule) {
        const facts = { expectedGranule: granule, foundGranule: end };
        warnings.add(
          `${codec.name}.granule`,
          `A page says it ends at ${granule}, its packets end at ${end}.`,
          offset,
          facts,
        );
      }
      position = granule;
    }
    lost = 0;
    yield* pass();
  }
  yield* pass();
  if (passed === 0) throw new FormatError(codec.name, firstOffset, "packets that can be decoded", "none");

  function* pass(): Generator<Block> {
    for (const block of held) {
      let from = Math.min(toSkip, block[0]!.length);
      toSkip -= from;
      for (let to = from; from < block[0]!.length; from = to) {
        to = Math.min(block[0]!.length, from + mostFramesInBlock);
        passed += to - from;
        yield from === 0 && to === block[0]!.length ? block : block.map((channel) => channel.slice(from, to));
      }
    }
    held = [];
  }

  /** Takes `frames` off the end of what is held. */
  function cutEnd(frames: number): void {
    let left = frames;
    while (left > 0 && held.length > 0) {
      const block = held.at(-1)!;
      const kept = block[0]!.length - left;
      if (kept > 0) held[held.length - 1] = block.map((channel) => channel.slice(0, kept));
      else held.pop();
      left = -Math.min(0, kept);
    }
  }

  /** Silence where sound was lost, before what is held. No more than the pages lost can have held. */
  function* fill(frames: number, offset: number): Generator<Block> {
    const possible = Math.min(frames, (lost * 255 + 2) * codec.mostPacketFrames);
    warnings.add(`${codec.name}.lost`, `${frames} frames are missing; ${possible} are silence instead.`, offset, {
      frames,
      silentFrames: possible,
    });
    if (passed === 0 && held.length === 0) return;
    for (let left = possible; left > 0; left -= mostFramesInBlock) {
      const length = Math.min(left, mostFramesInBlock);
      passed += length;
      yield Array.from({ length: Math.max(1, channelCount) }, () => new Float32Array(length));
    }
  }
}
