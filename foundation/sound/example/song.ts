/**
 * The song that comes with the program, as notes: "First Light", C major, 96 beats a minute, 24 bars of 4/4. Written
 * for tests and first tries: it has what a mix has (a voice, dense and thin sections, low and high), and no rights but
 * this program's own.
 */
import type { Random } from "../../statistics/random.ts";

export const TEMPO = 96;
export const BEATS_PER_BAR = 4;
export const SECONDS_PER_BEAT: number = 60 / TEMPO;

export type SectionName = "intro" | "verse" | "chorus" | "outro";

export interface Section {
  readonly name: SectionName;
  readonly firstBar: number;
  readonly bars: number;
  /** 0 for the first verse or chorus, 1 for the second. */
  readonly turn: number;
}

export const SECTIONS: readonly Section[] = [
  { name: "intro", firstBar: 0, bars: 4, turn: 0 },
  { name: "verse", firstBar: 4, bars: 4, turn: 0 },
  { name: "chorus", firstBar: 8, bars: 4, turn: 0 },
  { name: "verse", firstBar: 12, bars: 4, turn: 1 },
  { name: "chorus", firstBar: 16, bars: 4, turn: 1 },
  { name: "outro", firstBar: 20, bars: 4, turn: 0 },
];

/** A chord as the four notes of the keyboard's voicing (MIDI numbers, C4 = 60) and the bass below. */
export interface Chord {
  readonly bass: number;
  readonly voicing: readonly [number, number, number, number];
}

// Chosen so that from chord to chord no voice moves further than a third.
const AM7: Chord = { bass: 33, voicing: [57, 60, 64, 67] };
const F: Chord = { bass: 41, voicing: [57, 60, 65, 69] };
const C: Chord = { bass: 36, voicing: [55, 60, 64, 67] };
const G: Chord = { bass: 43, voicing: [55, 59, 62, 67] };

const PROGRESSIONS: Readonly<Record<SectionName, readonly Chord[]>> = {
  intro: [AM7, F, C, G],
  verse: [AM7, F, C, G],
  chorus: [F, G, AM7, C],
  outro: [F, G, C, C],
};

/** The section and chord of a bar, 0 to 23. */
export function barAt(bar: number): { readonly section: Section; readonly chord: Chord; readonly within: number } {
  const section = SECTIONS.find(({ firstBar, bars }) => bar >= firstBar && bar < firstBar + bars) as Section;
  const within = bar - section.firstBar;
  return { section, chord: PROGRESSIONS[section.name][within] as Chord, within };
}

export type Vowel = "a" | "e" | "i" | "o" | "u";

export interface Note {
  /** In beats from the start of the song. */
  readonly beat: number;
  readonly beats: number;
  /** MIDI note number; middle C is 60. */
  readonly pitch: number;
  /** 0 to 1. */
  readonly velocity: number;
}

export interface SungNote extends Note {
  readonly vowel: Vowel;
  /** A hiss before the vowel, as of an s or a t. */
  readonly consonant: boolean;
}

type Melody = readonly (readonly [beat: number, beats: number, pitch: number, vowel: Vowel])[];

const VERSE: Melody = [
  ...([
    [0.5, 0.5, 64, "a"],
    [1, 0.5, 64, "e"],
    [1.5, 1, 67, "o"],
    [2.5, 0.5, 64, "e"],
    [3, 0.9, 62, "a"],
  ] as const),
  ...([
    [4, 1.5, 60, "o"],
    [5.5, 0.5, 57, "u"],
    [6, 1.6, 60, "a"],
  ] as const),
  ...([
    [8.5, 0.5, 64, "i"],
    [9, 0.5, 64, "e"],
    [9.5, 1, 67, "a"],
    [10.5, 0.5, 69, "o"],
    [11, 0.9, 67, "a"],
  ] as const),
  ...([
    [12, 1.5, 62, "e"],
    [13.5, 0.5, 64, "i"],
    [14, 1.6, 62, "a"],
  ] as const),
];

const CHORUS: Melody = [
  ...([
    [0, 1, 69, "a"],
    [1, 0.5, 69, "o"],
    [1.5, 1.5, 72, "a"],
    [3, 0.9, 69, "e"],
  ] as const),
  ...([
    [4, 1.5, 71, "a"],
    [5.5, 0.5, 69, "i"],
    [6, 1.7, 67, "o"],
  ] as const),
  ...([
    [8, 0.5, 64, "e"],
    [8.5, 0.5, 67, "a"],
    [9, 1.5, 69, "o"],
    [10.5, 0.5, 72, "i"],
    [11, 0.9, 71, "e"],
  ] as const),
  ...([
    [12, 2.4, 72, "a"],
    [14.5, 0.5, 67, "o"],
    [15, 0.9, 64, "a"],
  ] as const),
];

/** What the voice sings: the seed bends time and force a little, as a singer would. */
export function vocalPart(random: Random): SungNote[] {
  const notes: SungNote[] = [];
  for (const { name, firstBar, turn } of SECTIONS) {
    if (name !== "verse" && name !== "chorus") continue;
    for (const [beat, beats, pitch, vowel] of name === "verse" ? VERSE : CHORUS) {
      notes.push({
        beat: firstBar * BEATS_PER_BAR + beat + random.normal(0, 0.012),
        beats,
        pitch,
        velocity: (name === "verse" ? 0.62 : 0.9) + 0.05 * turn + random.uniform(-0.06, 0.06),
        vowel,
        consonant: beats > 0.5 && random.uniform() < 0.45,
      });
    }
  }
  return notes;
}

/** Broken chords on the plucked string: running in intro, choruses and outro, answers in the verses. */
export function pluckPart(random: Random): Note[] {
  const notes: Note[] = [];
  const running = [0, 2, 1, 3, 2, 1, 3, 2];
  const answering = [-1, -1, -1, 3, -1, -1, 2, 3];
  for (let bar = 0; bar < 24; bar++) {
    const { section, chord, within } = barAt(bar);
    if (section.name === "outro" && within === 3) continue;
    (section.name === "verse" ? answering : running).forEach((voice, eighth) => {
      if (voice < 0) return;
      const octave = section.name === "chorus" || random.uniform() < 0.12 ? 12 : 0;
      notes.push({
        beat: bar * BEATS_PER_BAR + eighth / 2 + random.normal(0, 0.008),
        beats: 1,
        pitch: (chord.voicing[voice] as number) + octave,
        velocity: (eighth % 2 === 0 ? 0.8 : 0.6) + random.uniform(-0.1, 0.1),
      });
    });
  }
  return notes;
}

const BASS_VERSE = [
  [0, 1.4, 0],
  [1.5, 0.45, 0],
  [2, 0.9, 0],
  [3, 0.45, 7],
  [3.5, 0.45, 12],
] as const;
const BASS_CHORUS = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5];

export function bassPart(random: Random): Note[] {
  const notes: Note[] = [];
  for (let bar = 0; bar < 24; bar++) {
    const { section, chord, within } = barAt(bar);
    const start = bar * BEATS_PER_BAR;
    const add = (beat: number, beats: number, interval: number, velocity: number): void => {
      const late = random.normal(0, 0.006);
      notes.push({
        beat: start + beat + late,
        beats,
        pitch: chord.bass + interval,
        velocity: velocity + random.uniform(-0.06, 0.06),
      });
    };
    if (section.name === "chorus") {
      for (const beat of BASS_CHORUS) add(beat, 0.42, beat === 3.5 ? 7 : 0, beat % 1 === 0 ? 0.95 : 0.8);
    } else if (section.name === "verse") {
      for (const [beat, beats, interval] of BASS_VERSE) add(beat, beats, interval, 0.75);
    } else if (section.name === "outro" || within >= 2) add(0, 3.8, 0, 0.7);
  }
  return notes;
}
