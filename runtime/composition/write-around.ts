/** A song around what a person brings: chords under a melody, what follows a beginning, what is missing in between. */
import { createSongModel } from "../../composition/learn/song/song-model.ts";
import { type SketchSection, type SongSketch, stepsPerBar } from "../../composition/learn/song/song-sketch.ts";
import { type Brief, readMetre, readTonic } from "../../composition/write/brief.ts";
import { barsOf, placed, readForm } from "../../composition/write/forms.ts";
import { isSung, melodyBarId } from "../../composition/write/song-request.ts";
import { givenDecisions, givenSections, usualContinuation } from "../../composition/write/steer/given-song.ts";
import { type SongMaker, type WrittenSong, writeSong } from "../../composition/write/write-song.ts";
import { type Decision, findDecision, InputError, type Json, type Plan } from "../../foundation/plan/index.ts";
import { programVersion } from "../project/version.ts";
import { inMetre, readGivenNotes } from "./given-notes.ts";
import { fillBars } from "./redo-bars.ts";
import type { SteerOptions, Tell } from "./steering.ts";
import { finished, syllablesPerBar } from "./write-again.ts";

/** A song around what a person brings in a file. */
export async function writeAround(
  options: SteerOptions,
  brief: Brief,
  maker: SongMaker,
  { seed, words, warn }: { readonly seed: number; readonly words: string | null; readonly warn: Tell },
): Promise<WrittenSong> {
  const name = options.harmonise !== null ? "harmonise" : options.continue !== null ? "continue" : "fill";
  const given = await readGivenNotes(options[name] as string, `--${name}`);
  if (given.moved > 0)
    warn(`${given.moved} of ${given.notes} notes do not lie on sixteenths; they are taken to the nearest`);
  const song = asAsked(given.song, brief);
  const { sections, after } = formAround(song, brief, name);
  const open = name === "fill" ? fillBars(options.redo, song) : [];
  const silent = silentBars(song);
  const fixed = givenDecisions(song, sections, {
    after,
    chords: name !== "harmonise" && brief.chords === undefined,
    // A song that has chords keeps its silences but where it is filled; a bare melody has all its chords still to come.
    openBars: new Set(name === "fill" && silent.size < song.bars ? open.filter((bar) => silent.has(bar)) : silent),
  });
  // What is brought was heard or read: a person's key, mode and tempo go before.
  const { form: _, bars: __, metre: ___, ...asked } = brief;
  const around = name === "harmonise" ? maker : withSong(maker, song);
  const written = writeSong(around, {
    brief: asked,
    seed,
    fixed,
    redo: new Map(),
    infill: new Map(open.map((bar) => [bar, 1])),
    donor: song,
    version: programVersion(),
    ...(words === null
      ? {}
      : { syllablesPerBar: syllablesPerBar(words, [...sections, ...after], brief.instruments ?? ["lead", "piano"]) }),
  });
  const filled = new Set(open);
  const decisions = written.plan.decisions.map((decision) =>
    fixed.has(decision.id) && !isOpen(decision, fixed) && !isFilled(decision, written.plan, filled)
      ? brought(decision)
      : decision,
  );
  const plan: Plan = {
    ...written.plan,
    brief: { ...brief } as Record<string, Json>,
    material: [given.source],
    decisions,
  };
  return finished({ ...written, plan }, options, words, seed, maker, warn);
}

/** What stands in the file stays through re-planning: notes and chords are the person's, the frame was heard in them. */
function brought(decision: Decision): Decision {
  const own = /^(melody|harmony)\./.test(decision.id);
  return {
    ...decision,
    by: own ? "person" : decision.by,
    locked: true,
    proposed: own ? decision.value : null,
    reasons: [{ code: "person.brought", facts: {} }],
  };
}

function isOpen({ id }: Decision, fixed: ReadonlyMap<string, Json>): boolean {
  const value = fixed.get(id);
  return typeof value === "string" && value.includes("?");
}

/** Whether a bar of the melody is one of those that were filled. */
function isFilled({ id }: Decision, plan: Plan, filled: ReadonlySet<number>): boolean {
  const sections = findDecision(plan, "song.form")?.value as unknown as SketchSection[];
  return sections.some((section, at) =>
    Array.from({ length: section.bars }, (_, bar) => bar).some(
      (bar) => filled.has(section.bar + bar) && melodyBarId(plan, section, at + 1, bar + 1) === id,
    ),
  );
}

function asAsked(song: SongSketch, brief: Brief): SongSketch {
  const metre = brief.metre === undefined ? song.metre : readMetre(brief.metre);
  const same = metre.beats === song.metre.beats && metre.beatUnit === song.metre.beatUnit;
  const counted = same ? song : inMetre(song, metre);
  return {
    ...counted,
    tempo: brief.tempo ?? song.tempo,
    key: { tonic: brief.key === undefined ? song.key.tonic : readTonic(brief.key), mode: brief.mode ?? song.key.mode },
  };
}

function formAround(
  song: SongSketch,
  brief: Brief,
  name: string,
): { sections: SketchSection[]; after: SketchSection[] } {
  const own = givenSections(song);
  const length = barsOf(own);
  if (name !== "continue") {
    if (brief.bars !== undefined && brief.bars !== length)
      throw new InputError("--bars", `${length}, as the piece has`, `${brief.bars}`);
    if (brief.form === undefined) return { sections: own, after: [] };
    const asked = readForm(brief.form);
    if (barsOf(asked) !== length)
      throw new InputError("--form", `sections of ${length} bars in all, as the piece has`, `${barsOf(asked)}`);
    if (asked.some(({ label }) => !isSung(label, ["piano"])))
      throw new InputError("--form", "sections that sing, so that no note of the melody is lost", brief.form);
    return { sections: asked, after: [] };
  }
  const follows = readForm(brief.form ?? usualContinuation(own));
  if (brief.bars !== undefined && brief.bars !== length + barsOf(follows))
    throw new InputError(
      "--bars",
      `${length + barsOf(follows)}: the piece and what --form says follows`,
      `${brief.bars}`,
    );
  const all = placed([...own, ...follows]);
  return { sections: all.slice(0, own.length), after: all.slice(own.length) };
}

/** Bars without a chord that is heard. */
function silentBars(song: SongSketch): Set<number> {
  const barSteps = stepsPerBar(song.metre);
  const out = new Set<number>();
  for (let bar = 0; bar < song.bars; bar++)
    if (
      !song.chords.some(
        ({ step, length, root }) => root !== null && step < (bar + 1) * barSteps && step + length > bar * barSteps,
      )
    )
      out.add(bar);
  return out;
}

/** The style with the song itself counted among its songs: what is written goes on in its manner. */
function withSong(maker: SongMaker, song: SongSketch): SongMaker {
  const { rhythm, pitch, harmony } = maker.model;
  const weights = { rhythm: rhythm.weights, pitch: pitch.weights, harmony: harmony.weights };
  return { ...maker, model: createSongModel([...maker.songs, song], weights) };
}
