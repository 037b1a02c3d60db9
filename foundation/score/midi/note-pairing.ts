import type { Note, PedalChange } from "../score.ts";

/** What one channel of one track plays. */
export interface ChannelLine {
  readonly notes: Note[];
  readonly pedal: PedalChange[];
  /** First program of the line, 0 to 127; null for none. */
  program: number | null;
  programChanges: number;
  hungNotes: number;
  emptyNotes: number;
}

export interface NotePairing {
  readonly line: ChannelLine;
  noteOn(tick: number, pitch: number, velocity: number): void;
  noteOff(tick: number, pitch: number): void;
  /** Ends all that sounds: at the end of the track, and at messages that silence a channel. */
  allOff(tick: number): void;
  end(tick: number): void;
}

/**
 * Makes notes of their beginnings and ends. Where a key is struck again before it was released, the first release ends
 * the first of them (first in, first out): the standard leaves it open, and so the lengths of repeated notes are kept.
 */
export function createNotePairing(): NotePairing {
  const line: ChannelLine = { notes: [], pedal: [], program: null, programChanges: 0, hungNotes: 0, emptyNotes: 0 };
  const open: { tick: number; velocity: number }[][] = Array.from({ length: 128 }, () => []);

  function close(pitch: number, tick: number): void {
    const started = open[pitch]!.shift();
    if (started === undefined) return;
    if (tick === started.tick) line.emptyNotes++;
    line.notes.push({
      tick: started.tick,
      duration: Math.max(1, tick - started.tick),
      pitch,
      spelling: null,
      velocity: started.velocity,
      voice: 1,
      shiftSeconds: 0,
      lyric: null,
    });
  }

  function allOff(tick: number): void {
    for (let pitch = 0; pitch < 128; pitch++) while (open[pitch]!.length > 0) close(pitch, tick);
  }

  return {
    line,
    noteOn: (tick, pitch, velocity) => void open[pitch]!.push({ tick, velocity }),
    noteOff: (tick, pitch) => close(pitch, tick),
    allOff,
    end(tick) {
      for (const started of open) line.hungNotes += started.length;
      allOff(tick);
    },
  };
}
