/** A four-voice piece as a plan: each voice's bars as decisions; and the plan as a score. */
import {
  decisionId,
  findDecision,
  InputError,
  type Json,
  makeDecision,
  makePlan,
  type Plan,
  type Run,
} from "../../../foundation/plan/index.ts";
import { makeScore, type Note, type Part, type Score, spellPitch } from "../../../foundation/score/index.ts";
import { createRandom } from "../../../foundation/statistics/random.ts";
import type { GridVoices } from "../../learn/grid/grid-model.ts";
import type { GridRows } from "../../learn/grid/grid-piece.ts";
import type { SketchKey, SketchNote } from "../../learn/song/song-sketch.ts";
import { type Brief, readTonic } from "../brief.ts";
import { fifthsOfKey, notesText, readNotes } from "../music-text.ts";
import { programOf } from "../part-program.ts";
import { writeChorale } from "./write-chorale.ts";

export const VOICE_NAMES = ["soprano", "alto", "tenor", "bass"] as const;
/** General MIDI: string ensemble. */
export const VOICE_PROGRAM = 48;
const BAR = 16;
const TICKS = 120;

/** Throws InputError for wishes that a chorale cannot grant. */
export function planChorale(model: GridVoices, brief: Brief, seed: number, version: string, run?: Run): Plan {
  if (brief.metre !== undefined && brief.metre !== "4/4")
    throw new InputError("metre", "4/4 for four-voice pieces", brief.metre);
  for (const field of ["chords", "motif", "instruments"] as const)
    if (brief[field] !== undefined)
      throw new InputError(
        field,
        "nothing with --form chorale: its voices are written together",
        JSON.stringify(brief[field]),
      );
  const bars = brief.bars ?? 12;
  if (bars < 2) throw new InputError("bars", "2 or more", `${bars}`);
  const random = createRandom(seed).split("chorale frame");
  const valence = brief.mood?.valence;
  const key: SketchKey = {
    tonic: brief.key === undefined ? random.split("key").integer(0, 11) : readTonic(brief.key),
    mode:
      brief.mode ??
      (valence === undefined
        ? random.split("mode").pick(["major", "minor"] as const)
        : valence >= 0
          ? "major"
          : "minor"),
  };
  const tempo = brief.tempo ?? Math.round(76 + 16 * (brief.mood?.energy ?? 0));
  const rows = writeChorale({ model, key, bars, seed }, run);
  const decide = (id: string, what: string, value: Json, asked: boolean) =>
    makeDecision({ id, what, value, reasons: [{ code: asked ? "brief.asked" : "style.drawn", facts: {} }] });
  return makePlan({
    craft: "compose",
    version,
    material: [],
    seed,
    brief: { ...(brief as Record<string, Json>), form: "chorale" },
    decisions: [
      decide("song.tempo", "Tempo", tempo, brief.tempo !== undefined),
      decide("song.tonic", "Tonic", key.tonic, brief.key !== undefined),
      decide("song.mode", "Mode", key.mode, brief.mode !== undefined),
      decide("song.bars", "Bars", bars, brief.bars !== undefined),
      ...VOICE_NAMES.flatMap((name, voice) => {
        const notes = notesOfVoice(rows, voice);
        return Array.from({ length: bars }, (_, bar) =>
          decide(
            decisionId("voice", "bar", `${name}.${bar + 1}`),
            `${name}, bar ${bar + 1}`,
            notesText(notes, bar * BAR, (bar + 1) * BAR, key),
            false,
          ),
        );
      }),
    ],
  });
}

/** Runs of equal pitch as notes, each struck anew at a bar's beginning. */
function notesOfVoice(rows: GridRows, voice: number): SketchNote[] {
  const notes: SketchNote[] = [];
  for (const [step, row] of rows.entries()) {
    const pitch = row[voice] as number;
    const last = notes[notes.length - 1];
    if (pitch < 0) continue;
    if (last && last.pitch === pitch && last.step + last.length === step && step % BAR !== 0)
      notes[notes.length - 1] = { ...last, length: last.length + 1 };
    else notes.push({ step, length: 1, pitch });
  }
  return notes;
}

export function isChorale(plan: Plan): boolean {
  return findDecision(plan, "song.bars") !== null;
}

/** The plan as a score in four parts. Throws InputError by a decision's id for what cannot be read. */
export function performChorale(plan: Plan): Score {
  const value = (id: string): Json => {
    const decision = findDecision(plan, id);
    if (!decision) throw new InputError(id, "a decision of the plan", "none");
    return decision.value;
  };
  const bars = value("song.bars") as number;
  const key: SketchKey = { tonic: value("song.tonic") as number, mode: value("song.mode") as SketchKey["mode"] };
  const fifths = fifthsOfKey(key);
  const random = createRandom(plan.seed).split("expression");
  const parts = VOICE_NAMES.map((name, voice): Part => {
    const draw = random.split(name);
    const notes: SketchNote[] = [];
    for (let bar = 0; bar < bars; bar++) {
      const id = decisionId("voice", "bar", `${name}.${bar + 1}`);
      notes.push(...readNotes(value(id) as string, bar * BAR, BAR, notes, id));
    }
    return {
      id: `P${voice + 1}`,
      name: `${name[0]?.toUpperCase()}${name.slice(1)}`,
      program: programOf(plan, name, VOICE_PROGRAM),
      percussion: false,
      pedal: [],
      notes: notes.map(
        ({ step, length, pitch }): Note => ({
          tick: step * TICKS,
          duration: length * TICKS,
          pitch,
          spelling: spellPitch(pitch, fifths, key.mode),
          velocity: Math.max(1, Math.min(127, Math.round(74 + (voice === 0 ? 6 : 0) + draw.normal(0, 2)))),
          voice: 1,
          shiftSeconds: draw.normal(0, 0.004),
          lyric: null,
        }),
      ),
    };
  });
  const ticks = BAR * TICKS;
  return makeScore({
    title: typeof plan.brief.title === "string" ? plan.brief.title : null,
    division: 480,
    lengthTicks: bars * ticks,
    parts,
    metres: [{ tick: 0, beats: 4, beatUnit: 4 }],
    keys: [{ tick: 0, fifths, mode: key.mode }],
    tempi: [{ tick: 0, microsecondsPerQuarter: 60_000_000 / (value("song.tempo") as number) }],
    bars: Array.from({ length: bars }, (_, at) => ({ tick: at * ticks, duration: ticks, number: at + 1 })),
  });
}
