/**
 * Plans a song: every choice as a decision, from the frame down to each bar of the melody. The plan is complete: it can be
 * performed without the style, changed bar by bar, and planned anew around what a person fixed.
 */
import {
  type Decision,
  decisionId,
  InputError,
  type Json,
  makeDecision,
  makePlan,
  type Plan,
  type Reason,
} from "../../foundation/plan/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { emptyGrid } from "../learn/song/song-grid.ts";
import type { SketchSection } from "../learn/song/song-sketch.ts";
import type { Brief } from "./brief.ts";
import { frameSong, type SongFrame } from "./frame.ts";
import { usualLeap } from "./joins.ts";
import { melodyRange } from "./melody-range.ts";
import { planHarmony } from "./plan-harmony.ts";
import { planInfill } from "./plan-infill.ts";
import { planMelody } from "./plan-melody.ts";
import { planVariations } from "./plan-variations.ts";
import { readRelation, relatePhrases, relationText, repeatedBars } from "./relations.ts";
import { isSung, type Replacing, reason, type SongRequest, totalBars } from "./song-request.ts";
import { textureOf } from "./textures.ts";

export function planSong(given: SongRequest): Plan {
  // What is to be written anew is not fixed, whatever was there.
  const kept = new Map(given.fixed);
  const replaced = new Map<string, Json>();
  for (const bar of given.redo.keys()) {
    const id = decisionId("melody", "bar", bar);
    const before = kept.get(id);
    if (before !== undefined) replaced.set(id, before);
    kept.delete(id);
  }
  const open = new Map<string, string>();
  for (const [id, value] of kept)
    if (id.startsWith("harmony.") && typeof value === "string" && value.includes("?")) open.set(id, value);
  for (const id of open.keys()) kept.delete(id);
  const request: Replacing = { ...given, fixed: kept, replaced, open };
  const { brief, songs, seed, fixed } = request;
  const { frame: wished, model: donor } = frameSong(brief, given.donor ? [given.donor] : songs, seed);
  // The models know what this song has so far; it begins with nothing.
  for (const kind of ["rhythm", "pitch", "harmony"] as const) given.model[kind].begin();
  const decisions: Decision[] = [];
  const decide = <T extends Json>(
    id: string,
    what: string,
    value: T,
    unit = "",
    reasons: readonly Reason[] = [],
  ): T => {
    const set = fixed.get(id) as T | undefined;
    decisions.push(
      makeDecision({
        id,
        what,
        value: set ?? value,
        unit,
        reasons: set === undefined ? reasons : [reason("song.kept", {})],
      }),
    );
    return set ?? value;
  };
  const from = donor ? { song: donor.name } : {};
  const told = (field: keyof Brief, code: string, facts: Record<string, Json> = {}): Reason[] =>
    brief[field] === undefined ? [reason(code, facts)] : [reason("brief.asked", {})];
  const frame: SongFrame = {
    ...wished,
    tempo: decide(
      "song.tempo",
      "Tempo",
      wished.tempo,
      "quarter notes a minute",
      told("tempo", "style.song-and-energy", { ...from, energy: wished.energy }),
    ),
    key: {
      tonic: decide("song.tonic", "Tonic", wished.key.tonic, "", told("key", "style.song", from)),
      mode: decide(
        "song.mode",
        "Mode",
        wished.key.mode,
        "",
        told("mode", brief.mood?.valence === undefined ? "style.song" : "brief.valence", from),
      ),
    },
    metre: decide("song.metre", "Metre", { ...wished.metre }, "", told("metre", "style.song", from)),
    sections: decide(
      "song.form",
      "Form",
      wished.sections.map((section) => ({ ...section })),
      "bars",
      told("form", donor && totalBars(wished.sections) === donor.bars ? "style.song" : "form.usual", from),
    ),
    instruments: decide(
      "song.instruments",
      "Instruments",
      [...wished.instruments],
      "",
      told("instruments", "instruments.energy", { energy: wished.energy }),
    ),
  };
  const turn = (fixed.get("song.turn") as number | undefined) ?? given.turn ?? 0;
  const random = turn > 0 ? createRandom(seed).split(`turn ${turn}`) : createRandom(seed);
  if (turn > 0) decide("song.turn", "Times that what is not locked was drawn anew", turn);
  // A tune of a few bars says nothing of how a whole song repeats; half of the bars is usual there.
  const wantedShare = donor && donor.bars >= 32 ? repeatedBars(donor) : 0.5;
  const relations = relatePhrases(
    frame.sections,
    (label) => isSung(label, frame.instruments),
    wantedShare,
    random.split("relations"),
  ).map((relation) => {
    const id = decisionId("form", "relation", `${relation.label}.${relation.phrase}`);
    const text = decide(id, `Phrase ${relation.phrase} of ${relation.label}`, relationText(relation), "", [
      reason("form.repeats", { share: Math.round(wantedShare * 100) / 100, ...from }),
    ]);
    const read = readRelation(text, relation.phrase);
    if (!read)
      throw new InputError(
        id,
        'new, "as N" with the number of an earlier phrase, or "as in A" with an earlier section',
        text,
      );
    return { ...relation, ...read };
  });
  const grid = emptyGrid({
    metre: frame.metre,
    key: frame.key,
    bars: totalBars(frame.sections),
    sections: frame.sections,
  });
  const chords = planHarmony(request, frame, grid, relations, random.split("harmony"), decide);
  planMelody(request, frame, grid, chords, relations, random.split("melody"), decide, donor);
  planVariations(request, frame, grid, wantedShare, random.split("variations"), decide);
  for (const [id, value] of fixed)
    if (id.startsWith("melody.variation@") && !decisions.some((decision) => decision.id === id))
      decide(id, variedBar(id, frame.sections), value);
  for (const [at, section] of frame.sections.entries()) {
    const texture = textureOf(section, at, frame, random.split(`texture ${section.label}`));
    for (const [part, value] of Object.entries(texture))
      decide(decisionId("texture", part, `${at + 1}`), `${part} in section ${at + 1}, ${section.label}`, value, "", [
        reason("texture.energy", { energy: Math.round(frame.energy * 100) / 100 }),
      ]);
  }
  const plan = makePlan({
    craft: "compose",
    version: request.version,
    material: [],
    seed,
    brief: brief as Record<string, Json>,
    decisions,
  });
  if (!given.infill || given.infill.size === 0) return plan;
  return planInfill(plan, {
    bars: given.infill,
    model: given.model,
    grid,
    range: melodyRange(given.model, donor, frame),
    leap: usualLeap(songs),
    random,
    ...(given.propose ? { propose: { ask: given.propose, tempo: frame.tempo } } : {}),
  });
}

function variedBar(id: string, sections: readonly SketchSection[]): string {
  const [number, bar] = id.slice(id.indexOf("@") + 1).split(".");
  return `Melody of section ${number}, ${sections[Number(number) - 1]?.label}, bar ${bar}, this time`;
}
