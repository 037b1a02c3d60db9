import { emptyMeasure, type MeasureEvents } from "./measure-events.ts";
import type { PartState } from "./part-state.ts";
import { readHarmony } from "./read-harmony.ts";
import { soundOf } from "./written-pitch.ts";
import { child, childrenOf, numberOf, textOf, type XmlElement } from "./xml-tree.ts";

/** What a <measure> of one part holds. `state` goes on in the next. Throws FormatError with the line. */
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
    const sound = soundOf(element, state);
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
    const usable = Number.isInteger(stated) && stated >= 1 && stated <= 1000 && !state.voiceNumbers.has(stated);
    // Others are numbered behind a thousand, where no stated number can be.
    const number = usable ? stated : 1001 + state.voices.size;
    state.voiceNumbers.add(number);
    state.voices.set(voice, number);
    return number;
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
    else if (element.name === "harmony") readHarmony(element, offsetOf(element), events, state);
    if (events.length > state.mostTicks)
      throw state.error(element, "a measure that fits the grid", `${events.length} ticks`);
  }
  return events;
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
