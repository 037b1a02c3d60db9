/**
 * `songwright compose --album N`: plans an album and writes all its songs, each in a folder of its own. An earlier album's
 * plan can be kept: what a person set or locked in it stands, the rest follows.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Brief, readTonic } from "../../composition/write/brief.ts";
import { frameSong } from "../../composition/write/frame.ts";
import { notesText, readNotes } from "../../composition/write/music-text.ts";
import { performSong } from "../../composition/write/perform-song.ts";
import {
  briefOfSong,
  bringsMotif,
  MOTIF_ID,
  planAlbum,
  transposedMotif,
  withMotif,
} from "../../composition/write/plan-album.ts";
import { FONT_ID } from "../../composition/write/plan-sound.ts";
import { melodyOfPlan } from "../../composition/write/planned-melody.ts";
import { type SongMaker, writeSong } from "../../composition/write/write-song.ts";
import {
  findDecision,
  InputError,
  type Json,
  type Plan,
  planText,
  type Run,
  replan,
  stage,
} from "../../foundation/plan/index.ts";
import { type ComposedFiles, writeComposed } from "../composition/compose-files.ts";
import { playStems } from "../composition/play-stems.ts";
import type { SongSound } from "../composition/song-sound.ts";
import type { Tell } from "../composition/steering.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { programVersion } from "../project/version.ts";

export interface AlbumOptions {
  readonly songs: number;
  readonly seed: number;
  readonly out: string;
  readonly force: boolean;
  /** What plays the songs. */
  readonly sound: SongSound;
  /** False: notes only. */
  readonly play: boolean;
  readonly workers: number;
  /** An earlier album's plan; what a person set or locked in it stands. */
  readonly kept: Plan | null;
  readonly warn: Tell;
}

export interface AlbumSong {
  readonly folder: string;
  readonly plan: Plan;
  readonly files: Omit<ComposedFiles, "score">;
  readonly stems: readonly string[];
  readonly original: boolean | null;
}

export function isAlbumPlan(plan: Plan): boolean {
  return findDecision(plan, "album.key@1") !== null;
}

type Motif = { readonly notes: { pitch: number; length: number }[]; readonly key: Key };
type Key = { readonly tonic: number; readonly mode: "major" | "minor" };

export async function composeAlbum(
  maker: SongMaker,
  brief: Brief,
  { songs, seed, out, force, sound, play, workers, kept, warn }: AlbumOptions,
  run?: Run,
): Promise<{ readonly plan: Plan; readonly songs: readonly AlbumSong[] }> {
  const version = programVersion();
  const fixed = fixedIn(kept);
  const fresh = planAlbum({
    brief,
    songs,
    seed,
    version,
    fixed,
    tempoOf: (asked, song) => {
      const { frame, model } = frameSong(asked, maker.songs, seed + song);
      return { tempo: frame.tempo, from: model?.name ?? null };
    },
  });
  let plan = fresh;
  if (kept) {
    const again = replan(kept, fresh);
    plan = again.plan;
    for (const { decision, why } of again.lost)
      if (decision.id !== MOTIF_ID && decision.id !== FONT_ID) warn(`not kept: ${decision.id}: ${why}`);
  }
  // What cannot be is refused before anything is written.
  const asked = Array.from({ length: songs }, (_, at) => briefOfSong(plan, brief, at));
  const home = keyAsked(asked[0] as Brief);
  const own = fixed.get(MOTIF_ID);
  let motif: Motif | null = own === undefined ? null : { notes: motifNotes(own), key: home };
  await refuseExisting(join(out, "album.plan.json"), force);
  await mkdir(out, { recursive: true });
  const runs = stage(run, ...Array.from({ length: songs }, () => 1));
  const done: AlbumSong[] = [];
  for (let at = 0; at < songs; at++) {
    run?.signal?.throwIfAborted();
    const wishes = asked[at] as Brief;
    const begins = motif !== null && (bringsMotif(plan, at) || (at === 0 && own !== undefined));
    const song = writeSong(maker, {
      brief: begins ? beginningWith(wishes, motif as Motif) : wishes,
      seed: seed + at,
      fixed: new Map(),
      redo: new Map(),
      version,
    });
    motif ??= { notes: openingOf(song.plan), key: home };
    const folder = join(out, `${String(at + 1).padStart(2, "0")} song`);
    const sounding = sound.put(song.plan);
    const played = { seed: seed + at, workers, force, font: sound.font, run: runs[at], warn };
    const stems = play ? await playStems(performSong(sounding), join(folder, "stems"), played) : [];
    const { score: _, ...files } = await writeComposed({ ...song, plan: sounding }, folder, force);
    runs[at]?.onProgress?.({ done: 1, total: 1, doing: "composing" });
    done.push({ folder, plan: sounding, files, stems, original: song.originality.original });
  }
  if (motif) plan = keepMotif(withMotif(plan, textOf(motif.notes, home)), kept);
  plan = sound.put(plan);
  await writeWhole(join(out, "album.plan.json"), planText(plan), force);
  return { plan, songs: done };
}

function fixedIn(kept: Plan | null): Map<string, Json> {
  const held = kept?.decisions.filter(({ by, locked }) => by === "person" || locked) ?? [];
  return new Map(held.map(({ id, value }) => [id, value]));
}

/** The motif as it was set or locked, by whom it was. */
function keepMotif(plan: Plan, kept: Plan | null): Plan {
  const before = kept && findDecision(kept, MOTIF_ID);
  if (!before || !(before.by === "person" || before.locked)) return plan;
  return { ...plan, decisions: plan.decisions.map((decision) => (decision.id === MOTIF_ID ? before : decision)) };
}

function keyAsked({ key, mode }: Brief): Key {
  return { tonic: readTonic(key as string), mode: mode as Key["mode"] };
}

/** Throws InputError for what are no notes. */
function motifNotes(value: Json): Motif["notes"] {
  if (typeof value !== "string") throw new InputError(MOTIF_ID, 'notes as "E5:4 D5:2 C5:2"', JSON.stringify(value));
  const steps = value
    .trim()
    .split(/\s+/)
    .reduce((sum, word) => sum + Number(word.split(":")[1]), 0);
  return readNotes(value, 0, steps, [], MOTIF_ID).map(({ pitch, length }) => ({ pitch, length }));
}

/** The notes of the first bar in which the melody sounds, at most five. */
function openingOf(plan: Plan): { pitch: number; length: number }[] {
  const { melody, barSteps } = melodyOfPlan(plan);
  const bar = Math.floor((melody[0]?.step ?? 0) / barSteps);
  return melody
    .filter(({ step, length }) => step >= bar * barSteps && step + length <= (bar + 1) * barSteps)
    .slice(0, 5)
    .map(({ pitch, length }) => ({ pitch, length }));
}

function beginningWith(brief: Brief, { notes, key }: Motif): Brief {
  if (notes.length === 0 || brief.motif !== undefined) return brief;
  const to = keyAsked(brief);
  return { ...brief, motif: textOf(transposedMotif(notes, key, to), to) };
}

function textOf(notes: Motif["notes"], key: Key): string {
  let step = 0;
  const placed = notes.map(({ pitch, length }) => {
    const note = { step, length, pitch };
    step += length;
    return note;
  });
  return notesText(placed, 0, step, key);
}
