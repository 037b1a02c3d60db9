/** Bars and phrase labels of pop909-structure, brought onto the time of the MIDI files. */
import { join } from "node:path";
import type { Note, Part } from "../../foundation/score/index.ts";
import { linesOf, type PopSong } from "./score-material.ts";

export interface LabelledBars {
  /** First bars of phrases by human_label1, without the first and without the end. */
  readonly inner: ReadonlySet<number>;
  /** Bars that the labels cover. */
  readonly bars: number;
  /** Sixteenths of melody.txt in a bar: 16, or 12 where the beats go in threes. */
  readonly barUnits: number;
  /** Bars of melody.txt at a time in quarter notes; not whole within a bar. */
  barsAt(quarters: number): number;
}

/** A change of the distance between the two times costs as much as this many notes that do not fit. */
const SHIFT = 6;

export function labelledBars(song: PopSong): LabelledBars {
  const lengths = [
    ...linesOf(join(song.structureFolder, "human_label1.txt"))
      .join("")
      .matchAll(/[A-Za-z](\d+)/g),
  ];
  const inner = new Set<number>();
  let bars = 0;
  for (const length of lengths) {
    bars += Number(length[1]);
    inner.add(bars);
  }
  inner.delete(bars);
  const barUnits = inThrees(song) ? 12 : 16;
  const anchors = matchedNotes(song);
  return {
    inner,
    bars,
    barUnits,
    barsAt(quarters) {
      let nearest = anchors[0] as Anchor;
      for (const anchor of anchors)
        if (Math.abs(anchor.quarters - quarters) < Math.abs(nearest.quarters - quarters)) nearest = anchor;
      return ((quarters - nearest.quarters) * 4 + nearest.unit) / barUnits;
    },
  };
}

function inThrees(song: PopSong): boolean {
  const downs = linesOf(join(song.folder, "beat_midi.txt")).map((line) => Number(line.split(/\s+/)[2]));
  const gaps: number[] = [];
  let last = -1;
  downs.forEach((down, at) => {
    if (down !== 1) return;
    if (last >= 0) gaps.push(at - last);
    last = at;
  });
  return gaps.filter((gap) => gap % 3 === 0).length * 2 > gaps.length;
}

interface Anchor {
  readonly unit: number;
  readonly quarters: number;
}

/** melody.txt leaves out or adds beats here and there: the distance to the MIDI file is followed note by note. */
function matchedNotes(song: PopSong): Anchor[] {
  const { division } = song.score;
  const sung = (song.score.parts.find((part) => part.name === "MELODY") as Part).notes;
  const units: { unit: number; pitch: number }[] = [];
  let unit = 0;
  for (const line of linesOf(join(song.structureFolder, "melody.txt"))) {
    const [pitch, length] = line.split(/\s+/).map(Number) as [number, number];
    if (pitch > 0) units.push({ unit, pitch });
    unit += length;
  }
  const fits = units.map(({ unit: at, pitch }) =>
    sung.filter((note: Note) => note.pitch === pitch).map((note: Note) => Math.round((note.tick * 4) / division - at)),
  );
  const counts = new Map<number, number>();
  for (const list of fits) for (const shift of list) counts.set(shift, (counts.get(shift) ?? 0) + 1);
  const shifts = [...counts].filter(([, count]) => count > 8).map(([shift]) => shift);
  let value = shifts.map(() => 0);
  const from: number[][] = [];
  for (const list of fits) {
    const best = value.indexOf(Math.max(...value));
    from.push(value.map((own) => (own < (value[best] as number) - SHIFT ? best : -1)));
    value = value.map(
      (own, at) => Math.max(own, (value[best] as number) - SHIFT) + (list.includes(shifts[at] as number) ? 1 : -0.2),
    );
  }
  let at = value.indexOf(Math.max(...value));
  const anchors: Anchor[] = [];
  for (let k = units.length - 1; k >= 0; k--) {
    const place = (units[k] as { unit: number }).unit;
    anchors.push({ unit: place, quarters: (place + (shifts[at] as number)) / 4 });
    const before = from[k]?.[at] ?? -1;
    if (before >= 0) at = before;
  }
  return anchors.reverse();
}
