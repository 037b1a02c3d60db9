/** `songwright compose`. */
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createGridModel } from "../../composition/learn/grid/grid-model.ts";
import { unpackGrid } from "../../composition/learn/grid/pack-grid.ts";
import { learnSongs } from "../../composition/learn/song/song-model.ts";
import { readBrief, TONIC_NAMES } from "../../composition/write/brief.ts";
import { isChorale, planChorale } from "../../composition/write/chorale/plan-chorale.ts";
import { defaultSongs } from "../../composition/write/default-style/default-songs.ts";
import { frameSong } from "../../composition/write/frame.ts";
import { performSong } from "../../composition/write/perform-song.ts";
import { chordsId } from "../../composition/write/song-request.ts";
import { createSongMaker, type SongMaker, type WrittenSong, writeSong } from "../../composition/write/write-song.ts";
import { InputError, type Json, type Plan } from "../../foundation/plan/index.ts";
import { readPlan } from "../../foundation/plan/plan-file.ts";
import { refuseComposed, writeComposed } from "../composition/compose-files.ts";
import { playStems } from "../composition/play-stems.ts";
import { withProposals } from "../composition/proposer/with-proposals.ts";
import { type BriefOptions, readSongBrief } from "../composition/song-brief.ts";
import { type SongSound, type SoundOptions, songSound } from "../composition/song-sound.ts";
import { readWords, refuseSteering, refuseTogether, type SteerOptions, type Tell } from "../composition/steering.ts";
import { loadStyle } from "../composition/style-file.ts";
import { finished, syllablesPerBar, writeAgain } from "../composition/write-again.ts";
import { writeAround } from "../composition/write-around.ts";
import { programVersion } from "../project/version.ts";
import type { Context } from "./verb.ts";

interface ComposeOptions extends BriefOptions, SteerOptions, SoundOptions {
  readonly style: string | null;
  readonly keep: string | null;
  readonly stems: string | null;
  readonly "no-sound": boolean;
  readonly album: number | null;
  readonly proposer: string | null;
}

type ComposeContext = Omit<Context, "options"> & { readonly options: ComposeOptions };

export async function composeSong(given: Context): Promise<void> {
  const context = given as unknown as ComposeContext;
  const { out, options } = context;
  if (out === null && !context.dryRun) throw new InputError("--out", "a folder for the song", "none");
  if (options.proposer !== null) refuseProposer(context, options.form === "chorale");
  if (options.album !== null) return composeWholeAlbum(context, options.album);
  if (out !== null && !context.dryRun) await refuseComposed(out, context.force);
  const chorale = context.plan === null && options.form === "chorale";
  if (context.plan !== null) refuseSteering("--plan", options);
  const performed = context.plan === null ? null : await composedPlan(context.plan);
  const kept = performed !== null || chorale || options.keep === null ? null : await composedPlan(options.keep);
  const sound = await soundOf(context, performed ?? kept);
  const song = performed !== null || chorale ? null : await newSong(context, kept);
  const composed = performed ?? song?.plan ?? (await newChorale(context));
  // What cannot be performed is refused before anything is written.
  performSong(composed);
  const sounding = sound.put(composed);
  const plan = performed !== null && !asksSound(options) ? performed : sounding;
  const score = performSong(plan);
  if (context.dryRun || out === null) {
    sayPlan(context, plan);
    return context.write({ plan, files: null });
  }
  const stemsFolder = options.stems === null ? join(out, "stems") : resolve(options.stems);
  const { force, workers, run, warn } = context;
  // Stems first: a font that cannot be played leaves nothing behind.
  const stems = options["no-sound"]
    ? []
    : await playStems(score, stemsFolder, { seed: plan.seed, workers, force, font: sound.font, run, warn });
  const { originality, rewritten } = song ?? { originality: null, rewritten: [] };
  const files = await writeComposed({ plan, originality, rewritten }, out, force);
  sayPlan(context, plan);
  if (song) sayOriginality(context, song);
  context.say(`notes: ${files.midi}, ${files.musicXml}`);
  const { score: _, ...paths } = files;
  context.say(`report: ${files.report}`);
  if (stems.length > 0) {
    const { font } = sound;
    const by = font === null ? "" : `, played with ${font.value.name || font.value.file}`;
    context.say(`stems: ${stems.length} in ${stemsFolder}${by}, ready for \`songwright mix\``);
  }
  context.write({ plan, originality, rewritten, files: { ...paths, stems } });
}

/** A plan's font may lie beside the plan, in the folder around it, or where one stands. */
function soundOf({ plan, options, warn }: ComposeContext, before: Plan | null): Promise<SongSound> {
  const path = plan ?? options.keep;
  const folders = path === null ? [] : [dirname(path), dirname(dirname(path))];
  return songSound(options, before, [...folders, process.cwd()], warn);
}

function asksSound(options: SoundOptions): boolean {
  return options["sound-font"] !== null || options.program.length > 0;
}

async function composedPlan(path: string): Promise<Plan> {
  const plan = readPlan(await readFile(path, "utf8"));
  if (plan.craft !== "compose") throw new InputError("--plan", "a plan of compose", `one of ${plan.craft}`);
  return plan;
}

async function composeWholeAlbum(context: ComposeContext, songs: number): Promise<void> {
  const { options, out, force, workers, run, warn } = context;
  if (out === null || context.plan !== null || context.dryRun || options.form === "chorale")
    throw new InputError("--album", "--out, and neither --plan, --dry-run nor --form chorale", "something else");
  refuseSteering("--album", options);
  const { composeAlbum, isAlbumPlan } = await import("./compose-album.ts");
  const kept = options.keep === null ? null : await composedPlan(options.keep);
  if (kept !== null && !isAlbumPlan(kept)) throw new InputError("--keep", "an album's plan with --album", "a song's");
  const maker = await songMaker(context);
  const asked = await readSongBrief(options);
  // Wishes stay as they were unless there are new ones; the number of songs is no wish of a song.
  const { album: _, ...before } = (kept?.brief ?? {}) as Record<string, Json>;
  const brief = kept === null ? asked : readBrief({ ...before, ...asked }, "brief");
  const seed = kept?.seed ?? context.seed;
  if (options.program.length > 0)
    throw new InputError("--program", "one song, without --album", options.program.join(","));
  const sound = await soundOf(context, kept);
  const album = await composeAlbum(
    maker,
    brief,
    { songs, seed, out, force, sound, play: !options["no-sound"], workers, kept, warn },
    run,
  );
  for (const song of album.songs) {
    context.say(song.folder);
    sayPlan(context, song.plan);
  }
  context.write({ album: album.plan, songs: album.songs });
}

/** The songs of the style given, or the default ones. */
async function songMaker({ options, run }: ComposeContext): Promise<SongMaker> {
  const style = options.style === null ? null : (await loadStyle(options.style)).songs;
  if (options.style !== null && style === null)
    throw new InputError("--style", "a style that learned songs", "one that has learned none");
  const songs = style?.pieces.map(({ song }) => song) ?? defaultSongs();
  return createSongMaker(songs, style?.weights ?? learnSongs(songs, run), run);
}

async function newSong(context: ComposeContext, kept: Plan | null): Promise<WrittenSong> {
  const { options, seed } = context;
  if (kept?.decisions.some(({ id }) => id === "album.key@1"))
    throw new InputError("--album", "the number of songs, with an album's plan", "none");
  const asks = options.brief !== null || asksAnything(options);
  const asked = await readSongBrief(options);
  refuseTogether(options, kept !== null, asked);
  const words = await readWords(options.words);
  const maker = await songMaker(context);
  const proposer = options.proposer === null ? null : { url: options.proposer };
  const write = (from: SongMaker, warn: Tell): WrittenSong | Promise<WrittenSong> => {
    if (kept) {
      const steered = [options.redo, options.lock, options.vary].some((list) => list.length > 0) || words !== null;
      const brief = asks ? asked : (kept.brief as never);
      return writeAgain(kept, options, brief, from, { words, warn, replans: asks || !steered });
    }
    if (options.harmonise !== null || options.continue !== null || options.fill !== null)
      return writeAround(options, asked, from, { seed, words, warn });
    const { frame } = frameSong(asked, from.songs, seed);
    const song = writeSong(from, {
      brief: asked,
      seed,
      fixed: new Map<string, Json>(),
      redo: new Map(),
      version: programVersion(),
      ...(words === null ? {} : { syllablesPerBar: syllablesPerBar(words, frame.sections, frame.instruments) }),
    });
    return finished(song, options, words, seed, from, warn);
  };
  return withProposals(proposer, maker, write, context.warn, context.run);
}

/** A server proposes melodies: there has to be one that is still to be written. */
function refuseProposer({ plan, options }: ComposeContext, chorale: boolean): void {
  const beside =
    plan !== null
      ? "--plan"
      : options.album !== null
        ? "--album"
        : chorale
          ? "--form chorale"
          : options.harmonise !== null
            ? "--harmonise"
            : null;
  if (beside !== null) throw new InputError("--proposer", `a melody to be written, without ${beside}`, `${beside} too`);
}

/** Four voices, from a style that has learned such pieces. */
async function newChorale(context: ComposeContext): Promise<Plan> {
  const { options, seed, run } = context;
  refuseSteering("--form", options);
  if (options.keep !== null)
    throw new InputError("--keep", "a song's plan; a chorale's is performed with --plan", "--form chorale");
  const grid = options.style === null ? null : (await loadStyle(options.style)).grid;
  if (grid === null)
    throw new InputError(
      "--style",
      "a style that learned four-voice pieces (`songwright learn --grid`)",
      options.style ?? "none",
    );
  const model = createGridModel(
    grid.pieces.map((piece) => unpackGrid(piece.grid)),
    grid.weights,
  );
  return planChorale(model, await readSongBrief({ ...options, form: null }), seed, programVersion(), run);
}

function asksAnything(options: ComposeOptions): boolean {
  const { title, key, mode, tempo, metre, form, bars, mood, instruments, chords, motif, towards } = options;
  return (
    [title, key, mode, tempo, metre, form, bars, mood, chords, motif, towards].some((value) => value !== null) ||
    instruments.length > 0
  );
}

function sayPlan(context: ComposeContext, plan: Plan): void {
  if (isChorale(plan)) {
    context.say(`${plan.decisions.find(({ id }) => id === "song.bars")?.value} bars for four voices`);
    return;
  }
  const value = (id: string): Json => plan.decisions.find((decision) => decision.id === id)?.value ?? null;
  const metre = value("song.metre") as { beats: number; beatUnit: number };
  context.say(
    `${TONIC_NAMES[value("song.tonic") as number]} ${value("song.mode")}, ${value("song.tempo")} bpm, ${metre.beats}/${metre.beatUnit}, for ${(value("song.instruments") as string[]).join(", ")}`,
  );
  for (const [at, section] of (value("song.form") as { label: string; bar: number; bars: number }[]).entries())
    context.say(
      `  bar ${section.bar + 1}: ${section.label}, ${section.bars} bars: ${value(chordsId(plan, section, at + 1))}`,
    );
}

function sayOriginality(context: ComposeContext, { originality, rewritten }: WrittenSong): void {
  const { longest, baseline, enough, original } = originality;
  if (!enough) context.say("originality: the style has too few songs to say what is usual");
  else
    context.say(
      `originality: ${original ? "its own" : "NEAR ANOTHER PIECE"}; longest run shared with a song of the style: ${longest?.length ?? 0} moves${longest ? ` (${longest.piece}, bar ${longest.otherBar})` : ""}; 95 in 100 of its songs share up to ${baseline.run?.percentile95}`,
    );
  if (rewritten.length > 0) context.say(`  written again for being too near: ${rewritten.join(", ")}`);
}
