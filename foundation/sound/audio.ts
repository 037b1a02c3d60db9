/** Sound as the crafts see it: planar 32-bit floats, one array per channel, full scale 1. */

export type Hertz = number;
export type Seconds = number;
export type Decibels = number;

/** A whole sound in memory. All channels have the same length; what is longer than a few minutes goes by block. */
export interface Sound {
  readonly sampleRate: Hertz;
  readonly channels: readonly Float32Array[];
}

/** One stretch of a stream: planar, all channels of one length (frames). Its arrays belong to the receiver. */
export type Block = readonly Float32Array[];

/** As Block, with every bit of 32-bit integers and 64-bit floats kept. */
export type ExactBlock = readonly Float64Array[];

/** How the samples lie in a file. */
export interface SampleFormat {
  readonly kind: "integer" | "float";
  /** Bits that carry sound: 8 to 32 for integers, 32 or 64 for floats. */
  readonly bits: number;
}

/** What is known of a file before its sound is read. */
export interface SoundFormat {
  /** "wav", "rf64", "bw64", "aiff", "aifc", "flac", "mp3", "ogg-vorbis", "ogg-opus", or ffmpeg's name of a demuxer. */
  readonly container: string;
  readonly codec: string;
  readonly lossy: boolean;
  readonly sampleRate: Hertz;
  readonly channelCount: number;
  /** Null for lossy codecs. */
  readonly samples: SampleFormat | null;
  /** Frames the file says it holds (encoder delay and padding taken off); null where it does not say. */
  readonly frames: number | null;
}

/** Something a reader had to put up with: the sound is there, the person should know. */
export interface SoundWarning {
  /** Stable, for example "flac.md5-mismatch". */
  readonly code: string;
  readonly message: string;
  /** Byte in the file, where it is known. */
  readonly offset: number | null;
  readonly facts: Readonly<Record<string, number | string>>;
}

/** A sound that is read from its beginning, block by block. */
export interface SoundSource {
  readonly format: SoundFormat;
  readonly tags: SoundTags;
  /** Grows while the blocks are read; complete once they are all through. */
  readonly warnings: readonly SoundWarning[];
  /** Blocks of 1 to 65,536 frames, in order. Can be called again to read from the beginning again. */
  blocks(signal?: AbortSignal): AsyncIterable<Block>;
  /** The same without any rounding; only where `format.samples` is 32-bit integer or 64-bit float. */
  exactBlocks?(signal?: AbortSignal): AsyncIterable<ExactBlock>;
  close(): Promise<void>;
}

/** A sound that is being written. */
export interface SoundSink {
  write(block: Block | ExactBlock): Promise<void>;
  /** Writes what is left, patches headers. The file is whole only after this. */
  finish(): Promise<void>;
  /** Gives up: leaves nothing behind. */
  abort(): Promise<void>;
}

/** The tags that every format carries, and the chunks kept byte for byte. */
export interface SoundTags {
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  /** "3" or "3/11" */
  readonly track?: string;
  /** ISO 8601: "2026" or "2026-05-01" */
  readonly date?: string;
  readonly genre?: string;
  readonly isrc?: string;
  /** UPC or EAN of the release, digits. */
  readonly upc?: string;
  readonly copyright?: string;
  readonly comment?: string;
  readonly cover?: { readonly mime: string; readonly bytes: Uint8Array };
  /** Chunks kept as they are from WAV to WAV: "bext", "iXML", "cue ", "smpl"... */
  readonly chunks?: readonly { readonly id: string; readonly bytes: Uint8Array }[];
}

/** Bytes at rest, wherever they lie. `read` gives fewer bytes only at the end. */
export interface ByteReader {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes on their way out: appended in order; `patch` goes back to fill in a header. */
export interface ByteWriter {
  append(bytes: Uint8Array): Promise<void>;
  patch(offset: number, bytes: Uint8Array): Promise<void>;
}
