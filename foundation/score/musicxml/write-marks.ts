import type { ChordSymbol, Score } from "../score.ts";
import { spellPitchClass } from "../spell-pitch.ts";
import { kindOf } from "./chord-kinds.ts";
import { element, leaf } from "./xml-text.ts";

/** What stands above the staff at one tick: chord symbols, tempi, names of sections. */
export interface Mark {
  readonly tick: number;
  /** Lines of XML, `offset` ticks after where they are put. */
  write(offset: number): string[];
}

/** All marks of a score, by tick. Microseconds that print cannot hold are kept in `sound`. */
export function marksOfScore(score: Score): Mark[] {
  const at = (offset: number): string[] => (offset === 0 ? [] : [leaf("offset", offset)]);
  const marks: Mark[] = [];
  for (const { from, label } of score.sections) {
    const kind = element("direction-type", [leaf("rehearsal", label)]);
    marks.push({
      tick: from,
      write: (offset) => element("direction", [...kind, ...at(offset)], { placement: "above" }),
    });
  }
  for (const { tick, microsecondsPerQuarter } of score.tempi) {
    const perMinute = 60_000_000 / microsecondsPerQuarter;
    const metronome = element("metronome", [
      leaf("beat-unit", "quarter"),
      leaf("per-minute", Number(perMinute.toFixed(2))),
    ]);
    const kind = element("direction-type", metronome);
    const sound = [`<sound tempo="${Number(perMinute.toFixed(8))}"/>`];
    marks.push({
      tick,
      write: (offset) => element("direction", [...kind, ...at(offset), ...sound], { placement: "above" }),
    });
  }
  for (const chord of score.chords)
    marks.push({ tick: chord.tick, write: (offset) => harmony(chord, at(offset), score) });
  return marks.sort((a, b) => a.tick - b.tick);
}

function harmony({ root, quality, bass, tick }: ChordSymbol, offset: readonly string[], score: Score): string[] {
  const key = score.keys.findLast((one) => one.tick <= tick) ?? score.keys[0];
  const name = (kind: string, pitchClass: number): string[] => {
    const { step, alter } = spellPitchClass(pitchClass, key?.fifths ?? 0, key?.mode ?? null);
    return element(kind, [leaf(`${kind}-step`, step), ...(alter === 0 ? [] : [leaf(`${kind}-alter`, alter)])]);
  };
  if (root === null) {
    return element("harmony", [...name("root", 0), leaf("kind", "none", { text: "N.C." }), ...offset]);
  }
  const { kind, degrees } = kindOf(quality);
  const added = degrees.flatMap(([degree, semitones, type]) =>
    element("degree", [leaf("degree-value", degree), leaf("degree-alter", semitones), leaf("degree-type", type)]),
  );
  return element("harmony", [
    ...name("root", root),
    leaf("kind", kind),
    ...(bass === null ? [] : name("bass", bass)),
    ...added,
    ...offset,
  ]);
}
