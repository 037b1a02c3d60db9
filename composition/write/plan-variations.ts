/** Plans what differs when a section comes again. */
import { decisionId } from "../../foundation/plan/index.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import type { SongGrid } from "../learn/song/song-grid.ts";
import { type SketchSection, stepsPerBar } from "../learn/song/song-sketch.ts";
import type { SongFrame } from "./frame.ts";
import { notesText } from "./music-text.ts";
import { barsToVary, repeatedBars } from "./relations.ts";
import { type Decide, isSung, type Replacing, reason, totalBars } from "./song-request.ts";
import { varyBar } from "./vary-bar.ts";

/** Small changes where sections come again, beyond what songs of the style repeat. */
export function planVariations(
  { fixed }: Replacing,
  frame: SongFrame,
  grid: SongGrid,
  wantedShare: number,
  random: Random,
  decide: Decide,
): void {
  const barSteps = stepsPerBar(frame.metre);
  const bars = totalBars(frame.sections);
  const song = {
    name: "",
    tempo: frame.tempo,
    metre: frame.metre,
    key: frame.key,
    bars,
    melody: grid.notes,
    chords: [],
    sections: frame.sections,
  };
  const sounding = new Set(grid.notes.map(({ step }) => Math.floor(step / barSteps))).size;
  const surplus = Math.round((repeatedBars(song) - wantedShare) * sounding);
  const wanted = barsToVary(frame.sections, (label) => isSung(label, frame.instruments), random);
  let left = surplus;
  for (const { section: number, bar } of wanted) {
    const section = frame.sections[number - 1] as SketchSection;
    const from = (section.bar + bar - 1) * barSteps;
    const notes = grid.notes.filter(({ step, length }) => step >= from && step + length <= from + barSteps);
    const crossing = grid.notes.some(
      ({ step, length }) =>
        step < from + barSteps && step + length > from && !(step >= from && step + length <= from + barSteps),
    );
    const id = decisionId("melody", "variation", `${number}.${bar}`);
    // What a person gave, or an earlier plan had, comes again as it is.
    const stands = fixed.has(decisionId("melody", "bar", `${section.label}.${bar}`));
    if ((left <= 0 || notes.length === 0 || crossing || stands) && !fixed.has(id)) continue;
    left--;
    const varied = varyBar(notes, grid, random.split(`bar ${number} ${bar}`));
    decide(
      id,
      `Melody of section ${number}, ${section.label}, bar ${bar}, this time`,
      notesText(varied, from, from + barSteps, frame.key),
      "",
      [reason("form.varied", { share: Math.round(wantedShare * 100) / 100 })],
    );
  }
}
