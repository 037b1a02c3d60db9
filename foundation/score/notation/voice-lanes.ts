import type { Note, Part } from "../score.ts";

/** Notes of one staff that can be written as one voice: chords one after the other. */
export interface Lane {
  readonly voice: number;
  readonly staff: number;
  readonly chords: readonly LaneChord[];
}

export interface LaneChord {
  readonly tick: number;
  readonly duration: number;
  readonly notes: readonly Note[];
  /** Ornaments before it. */
  readonly graces: readonly Note[];
}

/**
 * Spreads a part over voices without overlaps. Notes of one voice, staff, onset and duration are a chord; what overlaps
 * in a voice of the part goes to a further one. Ornaments stand before the next chord of their voice.
 */
export function voiceLanes(part: Part, staffOf: (note: Note) => number): Lane[] {
  const lanes: { voice: number; own: number; staff: number; chords: LaneChord[]; end: number }[] = [];
  let spare = part.notes.reduce((most, note) => Math.max(most, note.voice), 0);
  const taken = new Set<number>();
  const chords = new Map<
    string,
    { tick: number; duration: number; voice: number; staff: number; notes: Note[]; graces: Note[] }
  >();
  for (const note of part.notes) {
    if (note.grace === true) continue;
    const staff = staffOf(note);
    const key = `${note.tick} ${note.duration} ${note.voice} ${staff}`;
    const chord = chords.get(key);
    // One pitch twice in a chord cannot be written, but in two voices.
    const twice = chord?.notes.some((other) => other.pitch === note.pitch) ?? false;
    if (chord !== undefined && !twice) chord.notes.push(note);
    else
      chords.set(twice ? `${key} ${chords.size}` : key, {
        tick: note.tick,
        duration: note.duration,
        voice: note.voice,
        staff,
        notes: [note],
        graces: [],
      });
  }
  const sorted = [...chords.values()].sort((a, b) => a.tick - b.tick || b.duration - a.duration);
  for (const grace of part.notes) {
    if (grace.grace !== true) continue;
    const home =
      sorted.find((chord) => chord.tick === grace.tick && chord.voice === grace.voice) ??
      sorted.find((chord) => chord.tick >= grace.tick);
    home?.graces.push(grace);
  }
  for (const chord of sorted) {
    let lane = lanes.find((one) => one.own === chord.voice && one.staff === chord.staff && one.end <= chord.tick);
    if (lane === undefined) {
      const voice = taken.has(chord.voice) ? ++spare : chord.voice;
      taken.add(voice);
      lane = { voice, own: chord.voice, staff: chord.staff, chords: [], end: 0 };
      lanes.push(lane);
    }
    lane.chords.push(chord);
    lane.end = chord.tick + chord.duration;
  }
  return lanes.sort((a, b) => a.staff - b.staff || a.voice - b.voice);
}
