/** Everything that is heard in a score, from the notes alone where it says nothing itself. */
import { chordPitchClasses, createClock, type Score } from "../../foundation/score/index.ts";
import { confidenceOf } from "./confidence.ts";
import { describe, rangeOf, rhythmOf } from "./descriptors.ts";
import { barTable, type MelodyNote } from "./form/bar-table.ts";
import { findMotifs } from "./form/find-motifs.ts";
import { borderClearness, borderGrounds, phraseBorders } from "./form/find-phrases.ts";
import { findRepeats } from "./form/find-repeats.ts";
import { letteredParts } from "./form/lettered-parts.ts";
import { phrasesInTicks } from "./form/phrase-ticks.ts";
import { sectionBorders } from "./form/section-borders.ts";
import { chordList, signatureOf, writtenChords } from "./harmony/chord-list.ts";
import { chordOfState } from "./harmony/chord-templates.ts";
import { findChords } from "./harmony/find-chords.ts";
import { bestOfKeys, keyValues, scaleBits, type TimedChord } from "./key/find-key.ts";
import { nameOfKey } from "./key/key-name.ts";
import { keyOfCode } from "./key/key-of-code.ts";
import { keyPath } from "./key/key-regions.ts";
import { findMelody } from "./melody/find-melody.ts";
import { findMetre, type MetreGrid } from "./metre/find-metre.ts";
import { type NoteTable, noteTable } from "./note-table.ts";
import type { HeardFinding, HeardKey, Key, KeyRegion, NoteReference, ScoreAnalysis } from "./score-analysis.ts";

/** Pure: the same score gives the same analysis. Scores without notes give empty lists and confidence 0. */
export function analyseScore(score: Score): ScoreAnalysis {
  const table = noteTable(score);
  const grid = findMetre(score, table);
  const metre = grid.metre.value;
  const beatsPerBar = beatsOfBar(grid);
  const open = findChords(grid.beats, grid.place, beatsPerBar, () => 4095);
  // Symbols that could not be read say nothing.
  const isWritten = score.chords.some((chord) => chord.root !== null);
  const timed = isWritten ? timedSymbols(score) : timedStates(open.states, grid);
  const values = keyValues(pitchClassWeights(score, table), timed);
  addSignatures(score, values);
  const { code, lead } = bestOfKeys(values);
  const path = keyPath(grid.beats, values);
  const key = keyFinding(code, lead, path, grid, score, table.count);
  const keyAt = keyReader(key.value.regions);
  const { states, meanFit } = findChords(grid.beats, grid.place, beatsPerBar, (beat) =>
    scaleBits(path[beat] as number),
  );
  const chords = isWritten
    ? writtenChords(score, keyAt)
    : chordList(states, grid.beats, score.division, score.lengthTicks, keyAt);
  const melody = findMelody(score, table, grid.beats, states);
  const line = melodyNotes(table, melody.rows, score.division);
  const all = melodyNotes(
    table,
    Array.from({ length: table.count }, (_, at) => at),
    score.division,
  );
  const sixteenths = (16 * metre.beats) / metre.beatUnit;
  const bars = barTable(metre.barLines, score.division, line, chords, all);
  const grounds = borderGrounds(bars, sixteenths);
  const borders = phraseBorders(grounds, bars.count);
  const clearness = borderClearness(grounds, borders);
  const phrases = letteredParts(bars, borders);
  const sections = letteredParts(bars, sectionBorders(score, metre.barLines, bars, borders));
  const clock = createClock(score);
  const seconds = clock.secondsAt(score.lengthTicks);
  const bassRows = bassLine(table, grid);
  const reference = (row: number): NoteReference => ({
    part: score.parts[table.part[row] as number]!.id,
    index: table.index[row] as number,
  });
  const bass = bassRows.map(reference);
  const pitchesOf = (rows: readonly number[]): number[] => rows.map((row) => table.pitch[row] as number);
  const nothing = table.count === 0;
  const melodic = nothing ? 0 : melody.confidence;
  // The curve is one for melodies that are known; where the melody is uncertain, so are its phrases.
  const divided = confidenceOf("phrases", clearness) * Math.min(1, melodic / 0.95);
  return {
    title: score.title,
    division: score.division,
    seconds,
    key,
    tempo: tempoFinding(score, seconds),
    metre: grid.metre,
    chords: finding(chords, nothing ? 0 : isWritten ? 0.99 : confidenceOf("chords", meanFit), [
      { code: isWritten ? "chords.written" : "chords.heard", facts: { chords: chords.length, meanFit } },
    ]),
    melody: finding(melody.rows.map(reference), melodic, [
      { code: melody.code, facts: { notes: melody.rows.length, of: table.count, clearness: melody.clearness } },
    ]),
    bass: finding(bass, nothing ? 0 : 0.8, [{ code: "bass.lowest", facts: { notes: bass.length } }]),
    sections: finding(sections, divided, [{ code: "sections.alike", facts: { clearness } }]),
    phrases: finding(phrasesInTicks(phrases, metre.barLines, line), divided, [
      { code: "phrases.divided", facts: { phrases: borders.length - 1, clearness } },
    ]),
    motifs: finding(findMotifs(line, score.division), 0.7 * melodic, []),
    repeats: finding(findRepeats(bars), 0.9 * melodic, []),
    ranges: finding(
      {
        all: rangeOf([...table.pitch]),
        melody: rangeOf(pitchesOf(melody.rows)),
        bass: rangeOf(pitchesOf(bassRows)),
      },
      nothing ? 0 : 0.9,
      [],
    ),
    rhythm: finding(rhythmOf(table, bars, seconds, sixteenths), 0.9 * melodic, []),
    descriptors: finding(describe(table, bars, chords, key.value, sixteenths), nothing ? 0 : 0.9, []),
  };
}

/** What a written signature adds to the keys that have it, by its share of the time; and to the mode that it names. */
const SIGNATURE = 0.25;
const NAMED_MODE = 0.25;

/** No signature at all is what files have that say nothing: in MIDI it is no evidence. */
function addSignatures(score: Score, values: Float64Array): void {
  const spelled = score.parts.some((part) => part.notes.some((note) => note.spelling !== null));
  score.keys.forEach(({ tick, fifths, mode }, at) => {
    if (fifths === 0 && !spelled) return;
    const share = ((score.keys[at + 1]?.tick ?? score.lengthTicks) - tick) / Math.max(1, score.lengthTicks);
    const major = (((fifths * 7) % 12) + 12) % 12;
    const minor = 12 + ((major + 9) % 12);
    values[major]! += share * (SIGNATURE + (mode === "major" && spelled ? NAMED_MODE : 0));
    values[minor]! += share * (SIGNATURE + (mode === "minor" ? NAMED_MODE : 0));
  });
}

function finding<T>(value: T, confidence: number, reasons: HeardFinding<T>["reasons"]): HeardFinding<T> {
  return { value, unit: "", uncertainty: null, confidence, reasons };
}

function beatsOfBar(grid: MetreGrid): number {
  return grid.place.reduce((most, place) => Math.max(most, place + 1), 1);
}

function pitchClassWeights(score: Score, table: NoteTable): Float64Array {
  const weights = new Float64Array(12);
  for (let at = 0; at < table.count; at++)
    weights[(table.pitch[at] as number) % 12]! += (table.end[at] as number) - (table.onset[at] as number);
  for (const { root, quality, duration } of score.chords)
    for (const pc of chordPitchClasses(root, quality)) weights[pc]! += duration / score.division;
  return weights;
}

function timedSymbols(score: Score): TimedChord[] {
  return score.chords.map(({ root, quality, duration }) => ({ root, quality, length: duration / score.division }));
}

function timedStates(states: Int16Array, { beats }: MetreGrid): TimedChord[] {
  const chords: TimedChord[] = [];
  for (let b = 0; b < states.length; ) {
    let next = b + 1;
    while (next < states.length && states[next] === states[b]) next++;
    chords.push({ ...chordOfState(states[b] as number), length: (beats.at[next] as number) - (beats.at[b] as number) });
    b = next;
  }
  return chords;
}

function keyFinding(
  code: number,
  lead: number,
  path: Int8Array,
  { beats }: MetreGrid,
  score: Score,
  notes: number,
): HeardFinding<HeardKey> {
  const regions: KeyRegion[] = [];
  for (let b = 0; b < path.length; ) {
    let next = b + 1;
    while (next < path.length && path[next] === path[b]) next++;
    const from = regions.length === 0 ? 0 : Math.round((beats.at[b] as number) * score.division);
    const to = next === path.length ? score.lengthTicks : Math.round((beats.at[next] as number) * score.division);
    regions.push({ from, to, ...keyOfCode(path[b] as number) });
    b = next;
  }
  const key = keyOfCode(code);
  return finding(
    { ...key, name: nameOfKey(key, signatureOf(key)), regions },
    notes === 0 ? 0 : confidenceOf("key", lead),
    [{ code: "key.profiles-and-chords", facts: { lead, regions: regions.length } }],
  );
}

function keyReader(regions: readonly KeyRegion[]): (tick: number) => Key {
  return (tick) =>
    regions.find((region) => tick < region.to) ?? regions[regions.length - 1] ?? { tonic: 0, mode: "major" };
}

function melodyNotes(table: NoteTable, rows: readonly number[], division: number): MelodyNote[] {
  return rows.map((row) => ({
    tick: Math.round((table.onset[row] as number) * division),
    end: Math.round((table.end[row] as number) * division),
    pitch: table.pitch[row] as number,
  }));
}

function tempoFinding(score: Score, seconds: number): HeardFinding<number> {
  const quarters = score.lengthTicks / score.division;
  const mean = seconds > 0 ? (60 * quarters) / seconds : 120;
  const said = score.tempi.length > 0;
  return {
    value: mean,
    unit: "quarter notes a minute",
    uncertainty: null,
    confidence: said ? 0.9 : 0.2,
    reasons: [{ code: said ? "tempo.written" : "tempo.assumed", facts: { changes: score.tempi.length } }],
  };
}

/** The lowest note of each onset that lies at or below the lowest of its beat. */
function bassLine(table: NoteTable, { beats }: MetreGrid): number[] {
  const rows: number[] = [];
  let slot = 0;
  for (let at = 0; at < table.count; at++) {
    const onset = table.onset[at] as number;
    while (slot + 1 < beats.count && (beats.at[slot + 1] as number) <= onset + 0.08) slot++;
    const last = rows[rows.length - 1];
    // The table ascends by pitch within an onset: only the first can be the lowest.
    if (last !== undefined && onset - (table.onset[last] as number) < 0.02) continue;
    const lowest = beats.lowest[slot] as number;
    if (lowest > 0 && (table.pitch[at] as number) <= lowest) rows.push(at);
  }
  return rows;
}
