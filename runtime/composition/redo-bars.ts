/** Which bars are to be written anew: `verse.3` wherever the verse comes, `9-12` there only. */
import type { SketchSection, SongSketch } from "../../composition/learn/song/song-sketch.ts";
import { barsOf } from "../../composition/write/forms.ts";
import { melodyBarId } from "../../composition/write/song-request.ts";
import { restingBars } from "../../composition/write/steer/given-song.ts";
import { findDecision, InputError, type Plan } from "../../foundation/plan/index.ts";

/** Bars from 0 to fill: those named, or all that rest between bars that sound. */
export function fillBars(redo: readonly string[], song: SongSketch): number[] {
  const resting = restingBars(song);
  if (redo.length === 0) {
    if (resting.length === 0)
      throw new InputError("--fill", "a melody with bars of rest between its notes, or --redo with bars", "none");
    return resting;
  }
  const bars = redo.flatMap((word) => {
    const range = barRange(word);
    if (!range) throw new InputError("--redo", "bars by number, as 9-12, with --fill", word);
    return range;
  });
  const beyond = bars.find((bar) => bar >= song.bars);
  if (beyond !== undefined) throw new InputError("--redo", `bars 1 to ${song.bars}`, `${beyond + 1}`);
  return bars;
}

/** "9" or "9-12" to bars from 0; null for anything else. */
function barRange(word: string): number[] | null {
  const match = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(word.trim());
  if (!match) return null;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  if (from < 1 || to < from) throw new InputError("--redo", "bars from 1, the first before the last", word);
  return Array.from({ length: to - from + 1 }, (_, at) => from - 1 + at);
}

/** `verse.3` is bar 3 of every verse; `9-12` are bars of the song, there only. */
export function readRedo(
  words: readonly string[],
  plan: Plan,
): { redo: Map<string, number>; infill: Map<number, number> } {
  const redo = new Map<string, number>();
  const infill = new Map<number, number>();
  const sections = findDecision(plan, "song.form")?.value as unknown as SketchSection[];
  for (const word of words) {
    const range = barRange(word);
    if (range) {
      for (const bar of range) {
        const at = sections.findIndex((each) => bar >= each.bar && bar < each.bar + each.bars);
        const section = sections[at];
        if (!section) throw new InputError("--redo", `bars 1 to ${barsOf(sections)}`, `${bar + 1}`);
        if (findDecision(plan, `melody.bar@${section.label}.${bar - section.bar + 1}`)?.locked)
          throw new InputError("--redo", "bars that are not locked", `${bar + 1}, in ${section.label}`);
        infill.set(bar, turnsOf(plan, melodyBarId(plan, section, at + 1, bar - section.bar + 1)) + 1);
      }
      continue;
    }
    if (!findDecision(plan, `melody.bar@${word}`))
      throw new InputError("--redo", "a bar of the melody in the plan, as verse.3, or bars of the song, as 9-12", word);
    if (findDecision(plan, `melody.bar@${word}`)?.locked)
      throw new InputError("--redo", "bars that are not locked", word);
    redo.set(word, turnsOf(plan, `melody.bar@${word}`) + 1);
  }
  return { redo, infill };
}

function turnsOf(plan: Plan, id: string): number {
  const turn = findDecision(plan, id)?.reasons.find(({ facts }) => typeof facts.turn === "number")?.facts.turn;
  return typeof turn === "number" ? turn : 0;
}
