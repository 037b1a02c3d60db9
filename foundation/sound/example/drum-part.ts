/** What the drummer plays. */
import type { Random } from "../../statistics/random.ts";
import { BEATS_PER_BAR, barAt } from "./song.ts";

export interface Hit {
  /** In beats from the start of the song. */
  readonly beat: number;
  /** 0 to 1. */
  readonly velocity: number;
  /** Of a hi-hat. */
  readonly open: boolean;
}

export type Drum = "kick" | "snare" | "hats";

const KICK = { intro: [0, 2], verse: [0, 2.5], chorus: [0, 1.5, 2, 3.5], outro: [0] } as const;

/** The hits of one drum; the last bar before a chorus and the end of the second chorus carry a fill of the snare. */
export function drumPart(drum: Drum, random: Random): Hit[] {
  const hits: Hit[] = [];
  for (let bar = 0; bar < 24; bar++) {
    const { section, within } = barAt(bar);
    const silent = (section.name === "intro" && within < 2) || (section.name === "outro" && within > 1);
    if (silent) continue;
    const start = bar * BEATS_PER_BAR;
    const add = (beat: number, velocity: number, open = false): void => {
      const strength = Math.min(1, Math.max(0.05, velocity + random.uniform(-0.05, 0.05)));
      hits.push({ beat: Math.max(0, start + beat + random.normal(0, 0.005)), velocity: strength, open });
    };
    const loud = section.name === "chorus" ? 1 : 0.8;
    const fill = within === 3 && (section.name === "verse" || (section.name === "chorus" && section.turn === 1));
    if (drum === "kick") for (const beat of KICK[section.name]) add(beat, 0.92 * loud);
    if (drum === "snare") snareBar(section.name, loud, fill, random, add);
    if (drum === "hats") hatsBar(section.name, within, add);
  }
  return hits;
}

type Add = (beat: number, velocity: number, open?: boolean) => void;

function snareBar(section: string, loud: number, fill: boolean, random: Random, add: Add): void {
  if (section === "intro" || section === "outro") return;
  add(1, 0.9 * loud);
  add(3, 0.92 * loud);
  if (random.uniform() < 0.5) add(random.pick([1.75, 2.25]), 0.16);
  if (fill) for (const [at, beat] of [3.25, 3.5, 3.75].entries()) add(beat, 0.45 + 0.15 * at);
}

function hatsBar(section: string, within: number, add: Add): void {
  const steps = section === "chorus" ? 16 : 8;
  for (let step = 0; step < steps; step++) {
    const beat = (step * BEATS_PER_BAR) / steps;
    const accent = beat % 1 === 0 ? 0.75 : beat % 1 === 0.5 ? 0.6 : 0.35;
    const open = section === "chorus" && beat === 3.5 && within % 2 === 1;
    add(beat, accent * (section === "chorus" ? 1 : 0.75), open);
  }
}
