/** Chords of beats as chords with a beginning, an end and a name. */
import { type ChordQuality, formatChord, type Score } from "../../../foundation/score/index.ts";
import { isMinorThird } from "../key/find-key.ts";
import type { HeardChord, Key } from "../score-analysis.ts";
import type { BeatChroma } from "./beat-chroma.ts";
import { chordOfState } from "./chord-templates.ts";
import { romanNumeral } from "./roman-numeral.ts";

/** Sharps or flats of a key's signature, -6 to 6: of two names for six, F# major and Eb minor. */
export function signatureOf({ tonic, mode }: Key): number {
  const fifths = ((mode === "major" ? tonic : tonic + 3) * 7) % 12;
  return fifths > (mode === "major" ? 6 : 5) ? fifths - 12 : fifths;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly root: number | null;
  readonly quality: ChordQuality;
  readonly bass: number | null;
}

/**
 * Runs of equal states in ticks. The bass is named where it is a third, fifth or seventh and lies there for most of
 * the chord.
 *
 * @param keyAt the key that holds on a beat
 */
export function chordList(
  states: Int16Array,
  beats: BeatChroma,
  division: number,
  lengthTicks: number,
  keyAt: (tick: number) => Key,
): HeardChord[] {
  const chords: Stretch[] = [];
  for (let b = 0; b < states.length; ) {
    let next = b + 1;
    while (next < states.length && states[next] === states[b]) next++;
    const { root, quality } = chordOfState(states[b] as number);
    const from = b === 0 ? 0 : Math.max(0, Math.round((beats.at[b] as number) * division));
    const to = next === states.length ? lengthTicks : Math.round((beats.at[next] as number) * division);
    if (to > from)
      chords.push({ from, to, root, quality, bass: root === null ? null : commonBass(beats, b, next, root, quality) });
    b = next;
  }
  return chords.map((chord) => named(chord, keyAt(chord.from)));
}

function commonBass(beats: BeatChroma, from: number, to: number, root: number, quality: ChordQuality): number | null {
  const held = new Float64Array(12);
  for (let b = from; b < to; b++) {
    const pc = beats.bass[b] as number;
    if (pc >= 0) held[pc]! += 1;
  }
  const tones = [isMinorThird(quality) ? 3 : 4, 7, 10, 11].map((above) => (root + above) % 12);
  const bass = tones.find((pc) => (held[pc] as number) * 2 > to - from);
  return bass === undefined || bass === root ? null : bass;
}

/** The symbols that the score itself carries. */
export function writtenChords(score: Score, keyAt: (tick: number) => Key): HeardChord[] {
  const chords: HeardChord[] = [];
  const first = score.chords[0]?.tick ?? 0;
  const silence = { root: null, quality: "none" as ChordQuality, bass: null };
  if (first > 0) chords.push(named({ from: 0, to: first, ...silence }, keyAt(0)));
  for (const { tick, duration, root, quality, bass } of score.chords)
    if (duration > 0) chords.push(named({ from: tick, to: tick + duration, root, quality, bass }, keyAt(tick)));
  return chords;
}

function named(chord: Stretch, key: Key): HeardChord {
  const { root, quality, bass } = chord;
  return {
    ...chord,
    text: formatChord({ root, quality, bass }, signatureOf(key)),
    roman: root === null ? null : romanNumeral(root, quality, bass, key),
  };
}
