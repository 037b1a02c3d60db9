/** What a synthesiser is told to play a stem: keys struck and let go, and the pedal. */
import { createClock, type Note, type Part, type Score } from "../../foundation/score/index.ts";
import { drumGroup } from "./drum-kit.ts";
import type { StemSpec } from "./play-score.ts";

export interface PartEvent {
  /** From the beginning; a multiple of the grid asked for. */
  readonly frame: number;
  readonly kind: "off" | "pedal" | "on";
  /** MIDI key; 0 for the pedal. */
  readonly pitch: number;
  /** Velocity (1 to 127) or place of the pedal (0 to 127); 0 for keys let go. */
  readonly value: number;
}

/** At one frame: what ends, then the pedal, then what begins, as in the song's MIDI file. */
const ORDER = { off: 0, pedal: 1, on: 2 } as const;

/** In the order in which they happen. @param grid frames between two places where something can happen */
export function partEvents(score: Score, spec: StemSpec, sampleRate: number, grid: number): PartEvent[] {
  const part = score.parts[spec.part] as Part;
  const clock = createClock(score);
  const placed = (seconds: number): number => Math.max(0, Math.round((seconds * sampleRate) / grid));
  const events: PartEvent[] = part.pedal.map(({ tick, value }) => ({
    frame: placed(clock.secondsAt(tick)) * grid,
    kind: "pedal",
    pitch: 0,
    value,
  }));
  for (const note of played(part.notes, spec)) {
    const from = placed(clock.secondsAt(note.tick) + note.shiftSeconds);
    const to = Math.max(from + 1, placed(clock.secondsAt(note.tick + note.duration) + note.shiftSeconds));
    events.push({ frame: from * grid, kind: "on", pitch: note.pitch, value: note.velocity });
    events.push({ frame: to * grid, kind: "off", pitch: note.pitch, value: 0 });
  }
  return events.sort((a, b) => a.frame - b.frame || ORDER[a.kind] - ORDER[b.kind]);
}

/** Of two equal keys that begin together the shorter one comes first: synthesisers end the first one first. */
function played(notes: readonly Note[], { group }: StemSpec): Note[] {
  return notes
    .filter(({ pitch, duration }) => (group === null ? duration > 0 : drumGroup(pitch) === group))
    .sort((a, b) => a.tick - b.tick || a.duration - b.duration);
}
