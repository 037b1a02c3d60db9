/** `songwright compose --album N`: plans an album and writes all its songs, each in a folder of its own. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Brief, readTonic } from "../../composition/write/brief.ts";
import { notesText } from "../../composition/write/music-text.ts";
import { briefOfSong, bringsMotif, planAlbum, transposedMotif } from "../../composition/write/plan-album.ts";
import { melodyOfPlan } from "../../composition/write/planned-melody.ts";
import { type SongMaker, writeSong } from "../../composition/write/write-song.ts";
import { findDecision, type Plan, planText, type Run, stage } from "../../foundation/plan/index.ts";
import { type ComposedFiles, writeComposed } from "../composition/compose-files.ts";
import { playStems } from "../composition/play-stems.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { programVersion } from "../project/version.ts";

export interface AlbumOptions {
  readonly songs: number;
  readonly seed: number;
  readonly out: string;
  readonly force: boolean;
  readonly sound: boolean;
  readonly workers: number;
}

export interface AlbumSong {
  readonly folder: string;
  readonly plan: Plan;
  readonly files: Omit<ComposedFiles, "score">;
  readonly stems: readonly string[];
  readonly original: boolean | null;
}

export async function composeAlbum(
  maker: SongMaker,
  brief: Brief,
  { songs, seed, out, force, sound, workers }: AlbumOptions,
  run?: Run,
): Promise<{ readonly plan: Plan; readonly songs: readonly AlbumSong[] }> {
  const version = programVersion();
  const plan = planAlbum({ brief, songs, seed, version });
  await refuseExisting(join(out, "album.plan.json"), force);
  await mkdir(out, { recursive: true });
  const runs = stage(run, ...Array.from({ length: songs }, () => 1));
  const done: AlbumSong[] = [];
  let motif: { readonly notes: { pitch: number; length: number }[]; readonly key: ReturnType<typeof keyOf> } | null =
    null;
  for (let at = 0; at < songs; at++) {
    run?.signal?.throwIfAborted();
    const asked = briefOfSong(plan, brief, at);
    const first = writeSong(maker, {
      brief: motif && bringsMotif(plan, at) ? withMotif(asked, motif) : asked,
      seed: seed + at,
      fixed: new Map(),
      redo: new Map(),
      version,
    });
    motif ??= { notes: openingOf(first.plan), key: keyOf(first.plan) };
    const folder = join(out, `${String(at + 1).padStart(2, "0")} song`);
    const { score, ...files } = await writeComposed(first, folder, force);
    const stems = sound
      ? await playStems(score, join(folder, "stems"), { seed: seed + at, workers, force, run: runs[at] })
      : [];
    runs[at]?.onProgress?.({ done: 1, total: 1, doing: "composing" });
    done.push({ folder, plan: first.plan, files, stems, original: first.originality.original });
  }
  await writeWhole(join(out, "album.plan.json"), planText(plan), force);
  return { plan, songs: done };
}

function keyOf(plan: Plan): { tonic: number; mode: "major" | "minor" } {
  return {
    tonic: findDecision(plan, "song.tonic")?.value as number,
    mode: findDecision(plan, "song.mode")?.value as "major" | "minor",
  };
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

function withMotif(
  brief: Brief,
  motif: {
    readonly notes: { pitch: number; length: number }[];
    readonly key: { tonic: number; mode: "major" | "minor" };
  },
): Brief {
  if (motif.notes.length === 0 || brief.key === undefined || brief.mode === undefined) return brief;
  const to = {
    tonic: readTonic(brief.key),
    mode: brief.mode,
  };
  let step = 0;
  const notes = transposedMotif(motif.notes, motif.key, to).map(({ pitch, length }) => {
    const note = { step, length, pitch };
    step += length;
    return note;
  });
  return { ...brief, motif: notesText(notes, 0, step, to) };
}
