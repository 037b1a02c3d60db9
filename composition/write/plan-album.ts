/**
 * Plans an album: what each song is like beside the others. Keys are neighbours (fifths and relatives, as sides of records
 * and song cycles go), energy has an arc with its height after the middle and rest before it, tempi follow energy, and a
 * motif comes back in some songs. What a person set in an earlier plan stands, and what follows from it follows.
 */
import {
  type Decision,
  decisionId,
  findDecision,
  type Json,
  makeDecision,
  makePlan,
  type Plan,
} from "../../foundation/plan/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import type { SketchKey } from "../learn/song/song-sketch.ts";
import { type Brief, readBrief, readTonic, TONIC_NAMES } from "./brief.ts";

export const MOST_SONGS = 40;

/** Fifths from the first song's key, and whether the relative minor (or major) is taken: a walk that never goes far. */
const WALK: readonly (readonly [fifths: number, relative: boolean])[] = [
  [0, false],
  [1, false],
  [1, true],
  [0, true],
  [-1, false],
  [0, false],
  [2, false],
  [1, true],
  [-1, true],
  [-1, false],
];

/** Energy over an album, -1 to 1, at places from 0 (first song) to 1 (last): opens firmly, rests, peaks late, closes calm. */
const ARC: readonly (readonly [place: number, energy: number])[] = [
  [0, 0.35],
  [0.15, 0.6],
  [0.35, 0],
  [0.5, -0.5],
  [0.7, 0.7],
  [0.85, 0.2],
  [1, -0.6],
];

function arcAt(place: number): number {
  const next = Math.max(
    1,
    ARC.findIndex(([at]) => at >= place),
  );
  const [x0, y0] = ARC[next - 1] as readonly [number, number];
  const [x1, y1] = ARC[next] as readonly [number, number];
  return y0 + ((y1 - y0) * (place - x0)) / (x1 - x0);
}

export interface AlbumRequest {
  /** What holds for all songs; a key is the first song's. */
  readonly brief: Brief;
  readonly songs: number;
  readonly seed: number;
  readonly version: string;
  /** Values that stand, by decision id: a person's, or locked. */
  readonly fixed: ReadonlyMap<string, Json>;
  /** The tempo of a song of these wishes, in quarter notes a minute, and the song of the style that it is taken from. */
  readonly tempoOf: (brief: Brief, song: number) => { readonly tempo: number; readonly from: string | null };
}

/** The album's motif, as notes in the first song's key: "E5:4 D5:2 C5:2". */
export const MOTIF_ID: string = decisionId("album", "motif-notes");

/** Throws InputError by the decision for a fixed value that cannot be. */
export function planAlbum({ brief, songs, seed, version, fixed, tempoOf }: AlbumRequest): Plan {
  const random = createRandom(seed).split("album");
  // The first song's key is the album's: the others are its neighbours, whoever chose it.
  const ownKey = (fixed.get(decisionId("album", "key", "1")) as string | undefined) ?? brief.key;
  const ownMode = (fixed.get(decisionId("album", "mode", "1")) as SketchKey["mode"] | undefined) ?? brief.mode;
  const home: SketchKey = {
    tonic: ownKey === undefined ? random.split("key").integer(0, 11) : readTonic(ownKey),
    mode: ownMode ?? (random.split("mode").uniform() < 0.6 ? "major" : "minor"),
  };
  const decisions: Decision[] = [];
  /** Gives the value that stands. */
  const decide = <T extends Json>(
    name: string,
    song: number,
    what: string,
    value: T,
    code: string,
    facts: Record<string, number | string | null> = {},
    unit = "",
  ): T => {
    const id = decisionId("album", name, `${song + 1}`);
    decisions.push(makeDecision({ id, what: `${what} of song ${song + 1}`, value, unit, reasons: [{ code, facts }] }));
    return (fixed.get(id) as T | undefined) ?? value;
  };
  for (let song = 0; song < songs; song++) {
    const [fifths, relative] = WALK[song % WALK.length] as readonly [number, boolean];
    const key = keyAt(home, fifths, relative);
    const place = songs === 1 ? 0 : song / (songs - 1);
    const tonic = decide("key", song, "Key", TONIC_NAMES[key.tonic] as string, "album.neighbouring-key", {
      fifths,
      relative: relative ? 1 : 0,
    });
    const mode = decide("mode", song, "Mode", key.mode, "album.neighbouring-key");
    const arc = clamp(arcAt(place) + (brief.mood?.energy ?? 0) + random.split(`energy ${song}`).uniform(-0.1, 0.1));
    const energy = decide("energy", song, "Energy", hundredths(arc), "album.arc", { place: hundredths(place) });
    const valence = decide(
      "valence",
      song,
      "Valence",
      hundredths(clamp((brief.mood?.valence ?? 0) + (mode === "major" ? 0.3 : -0.3) + 0.2 * energy)),
      "album.mode-and-energy",
    );
    const { tempo, from } = tempoOf(songBrief(brief, { key: tonic, mode, energy, valence }, song), song);
    decide(
      "tempo",
      song,
      "Tempo",
      tempo,
      brief.tempo === undefined ? "style.song-and-energy" : "brief.asked",
      brief.tempo === undefined ? { song: from, energy } : {},
      "quarter notes a minute",
    );
    decide(
      "motif",
      song,
      "Whether the album's motif comes back at the beginning",
      song > 0 && song % 3 === 2,
      "album.shared-motif",
    );
  }
  return makePlan({
    craft: "compose",
    version,
    material: [],
    seed,
    brief: { ...(brief as Record<string, Json>), album: songs },
    decisions,
  });
}

/** The brief of one song of an album (from 0), by its plan. Throws InputError for a value of the plan that cannot be. */
export function briefOfSong(album: Plan, brief: Brief, song: number): Brief {
  const value = <T extends Json>(name: string): T =>
    findDecision(album, decisionId("album", name, `${song + 1}`))?.value as T;
  const wishes = { key: value("key"), mode: value("mode"), energy: value("energy"), valence: value("valence") };
  return readBrief({ ...songBrief(brief, wishes, song), tempo: value("tempo") }, `album, song ${song + 1} $`);
}

function songBrief(
  brief: Brief,
  {
    key,
    mode,
    energy,
    valence,
  }: { readonly key: Json; readonly mode: Json; readonly energy: Json; readonly valence: Json },
  song: number,
): Brief {
  return readBrief({ ...brief, key, mode, mood: { valence, energy } }, `album, song ${song + 1} $`);
}

/** The plan with its motif, once the first song has it; `fixed`: a person's. */
export function withMotif(album: Plan, notes: string): Plan {
  const decision = makeDecision({
    id: MOTIF_ID,
    what: "The album's motif, in the key of song 1",
    value: notes,
    reasons: [{ code: "album.first-opening", facts: {} }],
  });
  return { ...album, decisions: [...album.decisions, decision] };
}

export function bringsMotif(album: Plan, song: number): boolean {
  return findDecision(album, decisionId("album", "motif", `${song + 1}`))?.value === true;
}

function keyAt(home: SketchKey, fifths: number, relative: boolean): SketchKey {
  const tonic = (((home.tonic + 7 * fifths) % 12) + 12) % 12;
  if (!relative) return { tonic, mode: home.mode };
  return home.mode === "major"
    ? { tonic: (tonic + 9) % 12, mode: "minor" }
    : { tonic: (tonic + 3) % 12, mode: "major" };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function clamp(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

/**
 * A motif in another key: the first bar of a song's melody, moved by the interval between the tonics (the nearest way),
 * its third and sixth bent where the mode is another.
 */
export function transposedMotif(
  notes: readonly { pitch: number; length: number }[],
  from: SketchKey,
  to: SketchKey,
): { pitch: number; length: number }[] {
  const shift = ((to.tonic - from.tonic + 18) % 12) - 6;
  return notes.map(({ pitch, length }) => {
    const degree = (pitch - from.tonic + 120) % 12;
    const bend =
      from.mode === to.mode
        ? 0
        : to.mode === "minor"
          ? degree === 4 || degree === 9 || degree === 11
            ? -1
            : 0
          : degree === 3 || degree === 8 || degree === 10
            ? 1
            : 0;
    return { pitch: pitch + shift + bend, length };
  });
}
