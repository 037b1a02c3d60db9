/** What is in a Standard MIDI file, event by event: nothing is added and nothing lost. */

export interface Smf {
  /** 0: one track; 1: tracks that sound together; 2: patterns one after the other. */
  readonly format: 0 | 1 | 2;
  readonly division: SmfDivision;
  readonly tracks: readonly SmfTrack[];
  /** Chunks of other kinds, with the number of tracks that stand before each. */
  readonly otherChunks: readonly OtherChunk[];
  /** What a header longer than six bytes holds behind them. */
  readonly headerRest: Uint8Array;
}

/** Ticks per quarter note (1 to 32767), or ticks per SMPTE frame (1 to 255; 29 stands for 30000 / 1001 frames). */
export type SmfDivision =
  | { readonly kind: "metrical"; readonly ticksPerQuarter: number }
  | { readonly kind: "smpte"; readonly framesPerSecond: 24 | 25 | 29 | 30; readonly ticksPerFrame: number };

export interface OtherChunk {
  /** Four Latin-1 characters. */
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly afterTracks: number;
}

export interface SmfTrack {
  /** Ticks ascend; the last event is the meta event "end of track". */
  readonly events: readonly SmfEvent[];
}

export type SmfEvent = ChannelEvent | SysexEvent | MetaEvent;

export interface ChannelEvent {
  readonly kind: "channel";
  /** From the start of the track. */
  readonly tick: number;
  /** 0x80 to 0xef: the message, with the channel in the low four bits. */
  readonly status: number;
  /** 0 to 127. */
  readonly data1: number;
  /** 0 to 127; 0 for program change and channel pressure, which have none. */
  readonly data2: number;
}

/** System exclusive. 0xf0 begins a message, 0xf7 goes on with it or escapes other bytes. */
export interface SysexEvent {
  readonly kind: "sysex";
  readonly tick: number;
  readonly status: 0xf0 | 0xf7;
  /** What follows the length, with the final 0xf7 where the message ends. */
  readonly bytes: Uint8Array;
}

export interface MetaEvent {
  readonly kind: "meta";
  readonly tick: number;
  /** 0 to 127. */
  readonly type: number;
  readonly bytes: Uint8Array;
}

export type MetaName =
  | "text"
  | "copyright"
  | "name"
  | "instrument"
  | "lyric"
  | "marker"
  | "cue"
  | "endOfTrack"
  | "tempo"
  | "metre"
  | "key";

/** Types of meta events (Standard MIDI Files 1.0 and RP-019). */
export const metaTypes: Readonly<Record<MetaName, number>> = {
  text: 0x01,
  copyright: 0x02,
  name: 0x03,
  instrument: 0x04,
  lyric: 0x05,
  marker: 0x06,
  cue: 0x07,
  endOfTrack: 0x2f,
  tempo: 0x51,
  metre: 0x58,
  key: 0x59,
};

/** Program change and channel pressure have one data byte, all others two. */
export function dataBytes(status: number): 1 | 2 {
  return (status & 0xe0) === 0xc0 ? 1 : 2;
}
