/** What every score must hold to (score.ts), checked: for readers, tests, and what was changed by hand. */
import { InputError } from "../plan/errors.ts";
import { mostDivision } from "./rescale.ts";
import type { Note, Score, Section, Span } from "./score.ts";

/** The score, unchanged. Throws InputError with the JSON path of the first place that is not as score.ts says. */
export function validateScore(score: Score): Score {
  whole("$.division", score.division, 1, mostDivision);
  whole("$.lengthTicks", score.lengthTicks, 0, Number.MAX_SAFE_INTEGER);
  const ids = new Set<string>();
  score.parts.forEach((part, at) => {
    const path = `$.parts[${at}]`;
    if (ids.has(part.id)) throw new InputError(`${path}.id`, "an id of its own", part.id);
    ids.add(part.id);
    if (part.program !== null) whole(`${path}.program`, part.program, 0, 127);
    ascending(`${path}.notes`, part.notes);
    part.notes.forEach((note, n) => {
      validateNote(`${path}.notes[${n}]`, note, score.lengthTicks);
    });
    ascending(`${path}.pedal`, part.pedal);
    part.pedal.forEach((change, n) => {
      whole(`${path}.pedal[${n}].value`, change.value, 0, 127);
    });
  });
  ascending("$.metres", score.metres);
  score.metres.forEach(({ beats, beatUnit }, at) => {
    whole(`$.metres[${at}].beats`, beats, 1, 255);
    whole(`$.metres[${at}].beatUnit`, beatUnit, 1, 128);
    if ((beatUnit & (beatUnit - 1)) !== 0)
      throw new InputError(`$.metres[${at}].beatUnit`, "a power of two", `${beatUnit}`);
  });
  ascending("$.keys", score.keys);
  score.keys.forEach(({ fifths }, at) => {
    whole(`$.keys[${at}].fifths`, fifths, -7, 7);
  });
  ascending("$.tempi", score.tempi);
  score.tempi.forEach(({ microsecondsPerQuarter: value }, at) => {
    if (!(value >= 1 && value <= 16_777_215)) {
      throw new InputError(`$.tempi[${at}].microsecondsPerQuarter`, "1 to 16777215", `${value}`);
    }
  });
  let end = 0;
  score.bars.forEach(({ tick, duration, number }, at) => {
    if (tick !== end) throw new InputError(`$.bars[${at}].tick`, `${end}, where the bar before ends`, `${tick}`);
    whole(`$.bars[${at}].duration`, duration, 1, Number.MAX_SAFE_INTEGER);
    whole(`$.bars[${at}].number`, number, 0, Number.MAX_SAFE_INTEGER);
    end = tick + duration;
  });
  if (score.bars.length > 0 && end < score.lengthTicks) {
    throw new InputError("$.bars", `bars to tick ${score.lengthTicks}`, `bars to tick ${end}`);
  }
  ascending("$.chords", score.chords);
  score.chords.forEach(({ duration, root, bass }, at) => {
    whole(`$.chords[${at}].duration`, duration, 0, Number.MAX_SAFE_INTEGER);
    if (root !== null) whole(`$.chords[${at}].root`, root, 0, 11);
    if (bass !== null) whole(`$.chords[${at}].bass`, bass, 0, 11);
  });
  validateSections("$.sections", score.sections, { from: 0, to: Number.MAX_SAFE_INTEGER });
  score.phrases.forEach((phrase, at) => {
    validateSpan(`$.phrases[${at}]`, phrase);
  });
  return score;
}

function validateNote(path: string, note: Note, lengthTicks: number): void {
  whole(`${path}.duration`, note.duration, note.grace === true ? 0 : 1, Number.MAX_SAFE_INTEGER);
  whole(`${path}.pitch`, note.pitch, 0, 127);
  whole(`${path}.velocity`, note.velocity, 1, 127);
  whole(`${path}.voice`, note.voice, 1, 1_000_000);
  if (!Number.isFinite(note.shiftSeconds))
    throw new InputError(`${path}.shiftSeconds`, "a number", `${note.shiftSeconds}`);
  if (note.tick + note.duration > lengthTicks) {
    throw new InputError(path, `an end at or before ${lengthTicks}`, `${note.tick + note.duration}`);
  }
}

function validateSections(path: string, sections: readonly Section[], within: Span): void {
  let from = within.from;
  sections.forEach((section, at) => {
    const here = `${path}[${at}]`;
    validateSpan(here, section);
    if (section.from < from) throw new InputError(`${here}.from`, `${from} or later`, `${section.from}`);
    if (section.to > within.to) throw new InputError(`${here}.to`, `at most ${within.to}`, `${section.to}`);
    validateSections(`${here}.children`, section.children, section);
    from = section.to;
  });
}

function validateSpan(path: string, { from, to }: Span): void {
  whole(`${path}.from`, from, 0, Number.MAX_SAFE_INTEGER);
  whole(`${path}.to`, to, from + 1, Number.MAX_SAFE_INTEGER);
}

function ascending(path: string, items: readonly { readonly tick: number }[]): void {
  let least = 0;
  items.forEach(({ tick }, at) => {
    whole(`${path}[${at}].tick`, tick, least, Number.MAX_SAFE_INTEGER);
    least = tick;
  });
}

function whole(path: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    const upTo =
      most === Number.MAX_SAFE_INTEGER ? `a whole number, ${least} or more` : `a whole number, ${least} to ${most}`;
    throw new InputError(path, upTo, `${value}`);
  }
}
