/** The melody of a plan, as it is sung, and plans with some of its bars written anew. */
import {
  type Decision,
  decisionId,
  findDecision,
  makeDecision,
  type Plan,
  type Reason,
} from "../../foundation/plan/index.ts";
import { type SketchKey, type SketchNote, type SketchSection, stepsPerBar } from "../learn/song/song-sketch.ts";
import type { Metre } from "./brief.ts";
import { readNotes } from "./music-text.ts";
import { isSung, melodyBarId } from "./song-request.ts";

export interface PlannedMelody {
  readonly melody: SketchNote[];
  readonly barSteps: number;
  readonly sections: readonly SketchSection[];
  readonly instruments: readonly string[];
  readonly key: SketchKey;
}

/** Throws InputError by the decision's id for a bar that cannot be read. */
export function melodyOfPlan(plan: Plan): PlannedMelody {
  const barSteps = stepsPerBar(findDecision(plan, "song.metre")?.value as unknown as Metre);
  const sections = findDecision(plan, "song.form")?.value as unknown as SketchSection[];
  const instruments = findDecision(plan, "song.instruments")?.value as unknown as string[];
  const melody: SketchNote[] = [];
  for (const [at, section] of sections.entries()) {
    if (!isSung(section.label, instruments)) continue;
    for (let bar = 0; bar < section.bars; bar++) {
      const id = melodyBarId(plan, section, at + 1, bar + 1);
      melody.push(
        ...readNotes(findDecision(plan, id)?.value as string, (section.bar + bar) * barSteps, barSteps, melody, id),
      );
    }
  }
  const key: SketchKey = {
    tonic: findDecision(plan, "song.tonic")?.value as number,
    mode: findDecision(plan, "song.mode")?.value as SketchKey["mode"],
  };
  return { melody, barSteps, sections, instruments, key };
}

/** Where a bar of the song (from 0) stands: section by index from 0, bar in it from 0; null beyond the end. */
export function placeOfBar(
  sections: readonly SketchSection[],
  bar: number,
): { readonly section: SketchSection; readonly at: number; readonly within: number } | null {
  const at = sections.findIndex((each) => bar >= each.bar && bar < each.bar + each.bars);
  const section = sections[at];
  return section ? { section, at, within: bar - section.bar } : null;
}

/** The plan with other notes in bars of the song (from 0), at these places only: where the section comes again, it stays. */
export function withMelodyBars(
  plan: Plan,
  texts: ReadonlyMap<number, string>,
  reasons: readonly Reason[],
  change: (decision: Decision) => Decision = (decision) => decision,
): Plan {
  const sections = findDecision(plan, "song.form")?.value as unknown as SketchSection[];
  const decisions = [...plan.decisions];
  for (const [bar, text] of texts) {
    const place = placeOfBar(sections, bar);
    if (!place) continue;
    const { section, at, within } = place;
    const alone = sections.filter(({ label }) => label === section.label).length === 1;
    const own = decisionId("melody", "variation", `${at + 1}.${within + 1}`);
    const kind = decisionId("melody", "bar", `${section.label}.${within + 1}`);
    const index = decisions.findIndex(({ id }) => id === own);
    if (index < 0 && alone) {
      const known = decisions.findIndex(({ id }) => id === kind);
      if (known < 0) continue;
      const what = decisions[known]?.what ?? `Melody of ${section.label}, bar ${within + 1}`;
      decisions[known] = change(makeDecision({ id: kind, what, value: text, reasons }));
      continue;
    }
    const what = `Melody of section ${at + 1}, ${section.label}, bar ${within + 1}, this time`;
    const decision = change(makeDecision({ id: own, what, value: text, reasons }));
    if (index >= 0) decisions[index] = decision;
    else decisions.splice(decisions.findLastIndex(({ id }) => id.startsWith("melody.")) + 1, 0, decision);
  }
  return { ...plan, decisions };
}
