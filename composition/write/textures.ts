/** What the accompaniment does in a section: general knowledge of grooves, chosen by energy. */
import type { Random } from "../../foundation/statistics/random.ts";
import type { SketchSection } from "../learn/song/song-sketch.ts";
import type { SongFrame } from "./frame.ts";

export const bassPatterns = ["none", "held", "root and fifth", "pulse", "syncopated"] as const;
export const chordPatterns = ["none", "held", "beats", "broken", "offbeats", "syncopated"] as const;
export const drumPatterns = ["none", "light", "basic", "driving"] as const;

export type BassPattern = (typeof bassPatterns)[number];
export type ChordPattern = (typeof chordPatterns)[number];
export type DrumPattern = (typeof drumPatterns)[number];

export interface Texture {
  readonly energy: number;
  readonly bass: BassPattern;
  readonly chords: ChordPattern;
  readonly drums: DrumPattern;
}

/** How much more or less a part of the form drives than the song as a whole. */
const OF_LABEL: readonly (readonly [RegExp, number])[] = [
  [/chorus/i, 0.25],
  [/pre/i, 0.1],
  [/bridge|^[B-Z]$/i, 0.05],
  [/intro/i, -0.3],
  [/outro|coda/i, -0.35],
];

export function textureOf(
  section: SketchSection,
  at: number,
  frame: SongFrame,
  random: Random,
): Texture & Record<string, string | number> {
  const lift = OF_LABEL.find(([name]) => name.test(section.label))?.[1] ?? 0;
  // Songs grow: a little more each time round.
  const grown = frame.sections.length > 2 ? 0.12 * (at / (frame.sections.length - 1)) : 0;
  const energy = Math.max(-1, Math.min(1, frame.energy + lift + grown));
  return {
    energy: Math.round(energy * 100) / 100,
    bass: pickBy(
      energy,
      [
        [-2, ["held"]],
        [-0.35, ["held", "root and fifth"]],
        [0, ["root and fifth", "syncopated"]],
        [0.45, ["pulse", "syncopated"]],
      ],
      random.split("bass"),
    ),
    chords: pickBy(
      energy,
      [
        [-2, ["held"]],
        [-0.5, ["broken", "held"]],
        [-0.1, ["broken", "beats"]],
        [0.3, ["syncopated", "beats"]],
        [0.6, ["offbeats", "syncopated"]],
      ],
      random.split("chords"),
    ),
    drums: pickBy(
      energy,
      [
        [-2, ["light"]],
        [-0.05, ["basic"]],
        [0.5, ["driving"]],
      ],
      random.split("drums"),
    ),
  };
}

function pickBy<T>(energy: number, steps: readonly (readonly [from: number, of: readonly T[]])[], random: Random): T {
  const found = steps.findLast(([from]) => energy >= from) as readonly [number, readonly T[]];
  return random.pick(found[1]);
}

/** Steps of the groups that a bar is felt in: beats, or twos and threes of eighths. */
export function groupsOf(metre: { readonly beats: number; readonly beatUnit: number }): number[] {
  const { beats, beatUnit } = metre;
  if (beatUnit === 8) {
    if (beats % 3 === 0) return Array.from({ length: beats / 3 }, () => 6);
    const twos = beats % 2 === 0 ? beats / 2 : (beats - 3) / 2;
    const groups = Array.from({ length: twos }, () => 4);
    return beats % 2 === 0 ? groups : beats < 3 ? [beats * 2] : [...groups, 6];
  }
  return Array.from({ length: beats }, () => 16 / beatUnit);
}
