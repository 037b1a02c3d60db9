import { formatChord } from "../chord-text.ts";
import type { Step } from "../score.ts";
import { fifthsOf, pitchClassOf } from "../spell-pitch.ts";
import { type Degree, qualityOfKind } from "./chord-kinds.ts";
import type { MeasureEvents } from "./measure-events.ts";
import type { PartState } from "./part-state.ts";
import { steps } from "./written-pitch.ts";
import { child, childrenOf, numberOf, textOf, type XmlElement } from "./xml-tree.ts";

/** Adds the chord symbol of a <harmony> that stands at `where`, as it sounds. */
export function readHarmony(element: XmlElement, where: number, events: MeasureEvents, state: PartState): void {
  const root = child(element, "root");
  const kind = child(element, "kind");
  const name = (step: string | null, alter: number | null): number | null =>
    steps.includes(step as Step)
      ? (pitchClassOf(step as Step, Math.round(alter ?? 0)) + state.transpose.chromatic + 120) % 12
      : null;
  const degrees = childrenOf(element, "degree").map(
    (one): Degree => [
      numberOf(one, "degree-value") ?? 0,
      numberOf(one, "degree-alter") ?? 0,
      textOf(one, "degree-type") ?? "add",
    ],
  );
  const quality = qualityOfKind(kind?.text.trim() ?? "", degrees);
  const pitchClass = name(textOf(root, "root-step"), numberOf(root, "root-alter"));
  if (quality === "none") events.chords.push({ at: where, root: null, quality, bass: null, text: "N.C." });
  else if (quality === null || pitchClass === null)
    state.warn("Chord symbols without a root or of unknown kinds were left out.");
  else {
    const below = child(element, "bass");
    const bass = name(textOf(below, "bass-step"), numberOf(below, "bass-alter"));
    const chord = { root: pitchClass, quality, bass: bass === pitchClass ? null : bass };
    events.chords.push({
      at: where,
      ...chord,
      text: formatChord(chord, fifthsOf((textOf(root, "root-step") ?? "C") as Step, numberOf(root, "root-alter") ?? 0)),
    });
  }
}
