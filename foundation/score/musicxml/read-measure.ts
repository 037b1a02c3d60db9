import type { FormatError } from "../../plan/errors.ts";
import { formatChord } from "../chord-text.ts";
import type { Spelling, Step } from "../score.ts";
import { fifthsOf, nameAtFifths, pitchClassOf, pitchOf, spelled } from "../spell-pitch.ts";
import { type Degree, qualityOfKind } from "./chord-kinds.ts";
import { emptyMeasure, type MeasureEvents } from "./measure-events.ts";
import { child, childrenOf, numberOf, textOf, type XmlElement } from "./xml-tree.ts";

/** What goes on from measure to measure in one part. */
export interface PartState {
  /** Ticks of one quarter note on the common grid. */
  readonly quarter: number;
  /** Units of the source in a quarter note. */
  divisions: number;
  transpose: { chromatic: number; diatonic: number };
  readonly voices: Map<string, number>;
  /** MIDI keys of percussion by instrument. */
  readonly drums: ReadonlyMap<string, number>;
  /** Highest number of ticks a measure may have. */
  readonly mostTicks: number;
  unpitched: boolean;
  warn(text: string): void;
  error(element: XmlElement, expected: string, found: string): FormatError;
}

const steps: readonly Step[] = ["C", "D", "E", "F", "G", "A", "B"];

export function readMeasure(measure: XmlElement, state: PartState): MeasureEvents {
  const events = emptyMeasure(measure.attributes.number ?? "");
  let at = 0;
  let lastStart = 0;

  function ticks(element: XmlElement, value: number): number {
    const exact = (value * state.quarter) / state.divisions;
    if (!Number.isInteger(exact)) state.warn("Durations between the divisions of the file were rounded.");
    const whole = Math.round(exact);
    if (whole > state.mostTicks) throw state.error(element, "a duration that fits a measure", `${value}`);
    return whole;
  }

  function durationOf(element: XmlElement): number {
    const value = numberOf(element, "duration");
    if (value === null || value < 0)
      throw state.error(element, "a duration, 0 or more", textOf(element, "duration") ?? "none");
    return ticks(element, value);
  }

  function offsetOf(element: XmlElement): number {
    return Math.max(0, at + ticksOrZero(element));
  }

  function ticksOrZero(element: XmlElement): number {
    const value = numberOf(element, "offset") ?? 0;
    return Math.sign(value) * ticks(element, Math.abs(value));
  }

  function note(element: XmlElement): void {
    const grace = child(element, "grace") !== undefined;
    const chord = child(element, "chord") !== undefined;
    const duration = grace ? 0 : durationOf(element);
    const start = chord ? lastStart : at;
    if (!chord) {
      lastStart = at;
      at += duration;
    }
    events.length = Math.max(events.length, at);
    if (child(element, "rest") !== undefined) return;
    if (child(element, "cue") !== undefined) {
      state.warn("Cue notes were left out.");
      return;
    }
    const sound = soundOf(element);
    if (sound === null || (duration === 0 && !grace)) return;
    const ties = childrenOf(element, "tie").map((tie) => tie.attributes.type);
    const notations = childrenOf(element, "notations");
    const dynamics = Number(element.attributes.dynamics ?? Number.NaN);
    const voice = textOf(element, "voice") ?? "1";
    events.notes.push({
      at: start,
      duration,
      ...sound,
      // A percentage of the MIDI velocity 90.
      velocity: dynamics >= 0 ? Math.min(127, Math.max(1, Math.round(dynamics * 0.9))) : 80,
      voice: voiceNumber(voice),
      staff: numberOf(element, "staff"),
      lyrics: lyricsOf(element),
      fermata: notations.some((one) => child(one, "fermata") !== undefined),
      grace,
      tieStart: ties.includes("start"),
      tieStop: ties.includes("stop"),
    });
  }

  function voiceNumber(voice: string): number {
    const known = state.voices.get(voice);
    if (known !== undefined) return known;
    const stated = Number(voice);
    const free =
      !Number.isInteger(stated) || stated < 1 || stated > 1000 || [...state.voices.values()].includes(stated);
    const number = free ? Math.max(0, ...state.voices.values()) + 1 : stated;
    state.voices.set(voice, number);
    return number;
  }

  function soundOf(element: XmlElement): { pitch: number; spelling: Spelling | null } | null {
    const unpitched = child(element, "unpitched");
    const inner = unpitched ?? child(element, "pitch");
    if (inner === undefined) return null;
    const prefix = unpitched === undefined ? "" : "display-";
    const step = (textOf(inner, `${prefix}step`) ?? (unpitched === undefined ? "" : "B")) as Step;
    const octave = numberOf(inner, `${prefix}octave`) ?? (unpitched === undefined ? Number.NaN : 4);
    const alter = numberOf(inner, "alter") ?? 0;
    if (!steps.includes(step)) throw state.error(inner, "a step from A to G", step);
    if (!Number.isInteger(octave) || octave < 0 || octave > 9)
      throw state.error(inner, "an octave from 0 to 9", `${octave}`);
    if (unpitched !== undefined) {
      state.unpitched = true;
      const drum = state.drums.get(child(element, "instrument")?.attributes.id ?? "");
      return { pitch: drum ?? pitchOf({ step, alter: 0, octave }), spelling: null };
    }
    if (!Number.isInteger(alter)) state.warn("Microtones were rounded to semitones.");
    const whole = Math.max(-3, Math.min(3, Math.round(alter)));
    const spelling = sounding({ step, alter: whole, octave }, state.transpose);
    const pitch = pitchOf(spelling);
    if (pitch < 0 || pitch > 127) throw state.error(inner, "a pitch from 0 to 127", `${pitch}`);
    return { pitch, spelling: Math.abs(spelling.alter) <= 3 ? spelling : null };
  }

  function attributes(element: XmlElement): void {
    const divisions = numberOf(element, "divisions");
    if (divisions !== null) state.divisions = divisions;
    for (const moved of childrenOf(element, "transpose")) {
      const octaves = numberOf(moved, "octave-change") ?? 0;
      const chromatic = Math.round(numberOf(moved, "chromatic") ?? 0);
      // Where the diatonic part is not said, seven letters make an octave.
      const diatonic = Math.round(numberOf(moved, "diatonic") ?? (chromatic * 7) / 12);
      if (Math.abs(chromatic) > 48 || Math.abs(octaves) > 4)
        throw state.error(moved, "at most four octaves", `${chromatic}`);
      state.transpose = { chromatic: chromatic + 12 * octaves, diatonic: diatonic + 7 * octaves };
    }
    for (const key of childrenOf(element, "key")) {
      const fifths = numberOf(key, "fifths");
      if (fifths === null || !Number.isInteger(fifths)) continue;
      const { chromatic, diatonic } = state.transpose;
      const heard = fifths + 7 * chromatic - 12 * diatonic;
      const near = heard > 7 ? heard - 12 : heard < -7 ? heard + 12 : heard;
      const mode = textOf(key, "mode");
      if (near >= -7 && near <= 7)
        events.keys.push({ at, fifths: near, mode: mode === "major" || mode === "minor" ? mode : null });
    }
    const time = child(element, "time");
    const beats = textOf(time, "beats");
    if (beats === null) return;
    const sum = beats.split("+").reduce((total, part) => total + Number(part), 0);
    const beatUnit = Number(textOf(time, "beat-type"));
    const fits = Number.isInteger(sum) && sum >= 1 && sum <= 255 && [1, 2, 4, 8, 16, 32, 64, 128].includes(beatUnit);
    if (fits) events.metres.push({ at, beats: sum, beatUnit });
    else state.warn(`The metre ${beats}/${textOf(time, "beat-type")} was left out.`);
  }

  function direction(element: XmlElement): void {
    const where = offsetOf(element);
    const sound = child(element, "sound");
    if (sound !== undefined) soundSigns(sound, where);
    for (const kind of childrenOf(element, "direction-type")) {
      const rehearsal = textOf(kind, "rehearsal");
      if (rehearsal !== null && rehearsal !== "") events.rehearsals.push({ at: where, label: rehearsal });
      const pedal = child(kind, "pedal")?.attributes.type;
      if (pedal === "start" || pedal === "change") events.pedal.push({ at: where, value: 127 });
      if (pedal === "stop") events.pedal.push({ at: where, value: 0 });
      if (sound?.attributes.tempo !== undefined) continue;
      const metronome = child(kind, "metronome");
      const perMinute = numberOf(metronome, "per-minute");
      const beat = quartersOf(textOf(metronome, "beat-unit"), childrenOf(metronome, "beat-unit-dot").length);
      if (perMinute !== null && beat !== null) tempo(perMinute * beat, where);
    }
  }

  function tempo(quartersPerMinute: number, where: number): void {
    const exact = 60_000_000 / quartersPerMinute;
    // Decimals of a tempo in print leave no whole microseconds.
    const whole = Math.round(exact);
    const microsecondsPerQuarter = Math.abs(exact - whole) < 0.1 ? whole : exact;
    if (exact >= 1 && exact <= 16_777_215) events.tempi.push({ at: where, microsecondsPerQuarter });
  }

  function soundSigns({ attributes: said }: XmlElement, where: number): void {
    if (said.tempo !== undefined) tempo(Number(said.tempo), where);
    const { signs } = events;
    if (said.dacapo === "yes") signs.dacapo = true;
    if (said.dalsegno !== undefined) signs.dalsegno = true;
    if (said.segno !== undefined) signs.segno = true;
    if (said.coda !== undefined) signs.coda = true;
    if (said.tocoda !== undefined) signs.tocoda = true;
    if (said.fine !== undefined) signs.fine = true;
  }

  function barline(element: XmlElement): void {
    const { signs } = events;
    const ending = child(element, "ending")?.attributes;
    if (ending?.type === "start") {
      signs.ending = (ending.number ?? "1")
        .split(/[,\s]+/)
        .map(Number)
        .filter((pass) => pass >= 1 && pass <= 20);
    } else if (ending !== undefined) signs.endingStop = true;
    const repeat = child(element, "repeat")?.attributes;
    if (repeat?.direction === "forward") signs.repeatStart = true;
    else if (repeat?.direction === "backward") {
      const stated = Number(repeat.times ?? 2);
      signs.repeatTimes = stated >= 1 && stated <= 20 ? stated : 2;
    }
  }

  function harmony(element: XmlElement): void {
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
    const where = offsetOf(element);
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
        text: formatChord(
          chord,
          fifthsOf((textOf(root, "root-step") ?? "C") as Step, numberOf(root, "root-alter") ?? 0),
        ),
      });
    }
  }

  for (const element of measure.children) {
    if (element.name === "note") note(element);
    else if (element.name === "backup") at = Math.max(0, at - durationOf(element));
    else if (element.name === "forward") {
      at += durationOf(element);
      events.length = Math.max(events.length, at);
    } else if (element.name === "attributes") attributes(element);
    else if (element.name === "direction") direction(element);
    else if (element.name === "sound") soundSigns(element, at);
    else if (element.name === "barline") barline(element);
    else if (element.name === "harmony") harmony(element);
    if (events.length > state.mostTicks)
      throw state.error(element, "a measure that fits the grid", `${events.length} ticks`);
  }
  return events;
}

/** What a written pitch sounds as, with the letter moved as far as the part says. */
function sounding(written: Spelling, { chromatic, diatonic }: PartState["transpose"]): Spelling {
  if (chromatic === 0) return written;
  const name = nameAtFifths(fifthsOf(written.step, written.alter) + 7 * chromatic - 12 * diatonic);
  return spelled(pitchOf(written) + chromatic, name.step, name.alter);
}

function lyricsOf(note: XmlElement): (string | null)[] {
  return childrenOf(note, "lyric").map((lyric) => {
    const text = childrenOf(lyric, "text")
      .map((piece) => piece.text)
      .join("")
      .trim();
    const syllabic = textOf(lyric, "syllabic");
    if (text === "") return null;
    return syllabic === "begin" || syllabic === "middle" ? `${text}-` : text;
  });
}

function quartersOf(unit: string | null, dots: number): number | null {
  const values: Readonly<Record<string, number>> = {
    breve: 8,
    whole: 4,
    half: 2,
    quarter: 1,
    eighth: 0.5,
    "16th": 0.25,
    "32nd": 0.125,
  };
  const value = values[unit ?? ""];
  return value === undefined || dots > 3 ? null : value * (2 - 1 / 2 ** dots);
}
