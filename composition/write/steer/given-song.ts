/** A song that a person brings, as decisions of a plan: what it has stays, note for note. */
import { decisionId, InputError, type Json } from "../../../foundation/plan/index.ts";
import { type SketchSection, type SongSketch, stepsPerBar } from "../../learn/song/song-sketch.ts";
import { readForm } from "../forms.ts";
import { chordsText, notesText } from "../music-text.ts";
import { isSung } from "../song-request.ts";

/** What analysis calls sections by their place, as forms call them; with a melody they are parts of the song. */
const PLACES: Readonly<Record<string, readonly [played: string, sung: string]>> = {
  i: ["intro", "lead-in"],
  x: ["interlude", "link"],
  o: ["outro", "ending"],
};

/** Sections by names that forms know; what has a melody never bears the name of a section without one. */
export function givenSections(song: SongSketch): SketchSection[] {
  const barSteps = stepsPerBar(song.metre);
  const sections = song.sections.map(({ label, bar, bars }) => {
    const from = bar * barSteps;
    const sung = song.melody.some(({ step, length }) => step + length > from && step < from + bars * barSteps);
    const place = PLACES[label];
    const plain = place ? place[sung ? 1 : 0] : label.replace(/[^A-Za-z']/g, "") || "A";
    return { label: sung && !isSung(plain, ["piano"]) ? `sung ${plain}` : plain, bars };
  });
  return readForm(sections.map(({ label, bars }) => `${label} ${bars}`).join(", "));
}

/** Which bars of the song rest between bars that sound: what a person left open. */
export function restingBars(song: SongSketch): number[] {
  const barSteps = stepsPerBar(song.metre);
  const sounding = new Set<number>();
  for (const { step, length } of song.melody)
    for (let bar = Math.floor(step / barSteps); bar * barSteps < step + length; bar++) sounding.add(bar);
  const all = [...sounding];
  const last = Math.max(...all);
  const out: number[] = [];
  for (let bar = Math.min(...all); bar < last; bar++) if (!sounding.has(bar)) out.push(bar);
  return out;
}

export interface GivenParts {
  /** Sections that follow the song's own. */
  readonly after: readonly SketchSection[];
  /** Its chords stay too; otherwise they are written. */
  readonly chords: boolean;
  /** Bars from 0 whose chords are written although the others stay. */
  readonly openBars: ReadonlySet<number>;
}

/** Values by decision id that make a plan keep the song. Throws InputError for a metre that cannot be written. */
export function givenDecisions(
  song: SongSketch,
  sections: readonly SketchSection[],
  { after, chords, openBars }: GivenParts,
): Map<string, Json> {
  const { metre, key } = song;
  if (![2, 4, 8].includes(metre.beatUnit) || metre.beats > 16)
    throw new InputError(
      "metre",
      "halves, quarters or eighths, at most 16 in a bar",
      `${metre.beats}/${metre.beatUnit}`,
    );
  const barSteps = stepsPerBar(metre);
  const fixed = new Map<string, Json>([
    ["song.tempo", Math.round(Math.max(10, Math.min(500, song.tempo)) * 100) / 100],
    ["song.tonic", key.tonic],
    ["song.mode", key.mode],
    ["song.metre", { beats: metre.beats, beatUnit: metre.beatUnit }],
    ["song.form", [...sections, ...after].map((section) => ({ ...section }))],
  ]);
  /** The first of its kind gives the kind; a later one that differs has its own. */
  const put = (kind: string, own: string, value: string): void => {
    const known = fixed.get(kind);
    if (known === undefined) fixed.set(kind, value);
    else if (known !== value) fixed.set(own, value);
  };
  for (const [at, { label, bar: first, bars }] of sections.entries()) {
    if (isSung(label, ["piano"]))
      for (let bar = 0; bar < bars; bar++) {
        const from = (first + bar) * barSteps;
        put(
          decisionId("melody", "bar", `${label}.${bar + 1}`),
          decisionId("melody", "variation", `${at + 1}.${bar + 1}`),
          notesText(song.melody, from, from + barSteps, key),
        );
      }
    if (!chords) continue;
    const line = chordsText(song.chords, first * barSteps, bars, barSteps, key)
      .split(" | ")
      .map((text, bar) => (openBars.has(first + bar) ? "?" : text))
      .join(" | ");
    put(decisionId("harmony", "chords", label), decisionId("harmony", "variation", `${at + 1}`), line);
  }
  return fixed;
}

/** What usually follows: something new, then what the song says most often, then an end. */
export function usualContinuation(sections: readonly SketchSection[]): string {
  const longest = Math.max(...sections.map(({ bars }) => bars));
  const sung = sections.filter(({ label, bars }) => isSung(label, ["piano"]) && bars >= Math.min(4, longest));
  const times = (label: string): number => sung.filter((each) => each.label === label).length;
  const said = ({ label, bars }: SketchSection): number => times(label) * bars;
  const main = sung.reduce<SketchSection | null>(
    (best, each) => (best === null || said(each) > said(best) ? each : best),
    null,
  );
  if (!main) return "A 8";
  const fresh = ["B", "C", "D", "E", "F", "G"].find((label) => times(label) === 0) ?? "new";
  return `${fresh} ${main.bars <= 16 ? main.bars : 8}, ${main.label} ${main.bars}`;
}
