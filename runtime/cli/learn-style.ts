/** `songwright learn`. */
import { resolve } from "node:path";
import { packGrid, unpackGrid } from "../../composition/learn/grid/pack-grid.ts";
import { learnSongs } from "../../composition/learn/song/song-model.ts";
import { type GridStyle, newPieces, type SongStyle, type Style } from "../../composition/learn/style.ts";
import { InputError, type Run, stage } from "../../foundation/plan/index.ts";
import { readGridFile } from "../composition/grid-file.ts";
import { learnGrid } from "../composition/learn-grid.ts";
import { filesOfNotes, readNotesFile, songOf } from "../composition/song-files.ts";
import { loadStyle, saveStyle } from "../composition/style-file.ts";
import { refuseExisting } from "../project/files.ts";
import type { Context } from "./verb.ts";

interface LearnOptions {
  readonly grid: readonly string[];
  readonly style: string | null;
}

type LearnContext = Omit<Context, "options"> & { readonly options: LearnOptions };

interface Learned<S> {
  readonly style: S | null;
  /** Names of what went in now. */
  readonly fresh: readonly string[];
}

export async function learnStyle(given: Context): Promise<void> {
  const context = given as unknown as LearnContext;
  const { material, out } = context;
  const { grid, style: from } = context.options;
  if (out === null) throw new InputError("--out", "a file for the style", "nothing");
  if (grid.length === 0 && material.length === 0) throw new InputError("FILE", "pieces to learn from", "nothing");
  await refuseExisting(out, context.force);
  const style = await loadStyle(from);
  const start = performance.now();
  const [ofSongs, ofGrid] = stage(context.run, material.length > 0 ? 1 : 0.001, grid.length > 0 ? 1 : 0.001) as [
    Run,
    Run,
  ];
  const songs = await learnFiles(context, style, ofSongs);
  const voices = await learnGrids(context, style, ofGrid);
  if (songs.style === null && voices.style === null)
    throw new InputError("FILE", "at least one piece with a melody", "none that could be learned from");
  await saveStyle(out, { ...style, songs: songs.style, grid: voices.style }, context.force);
  const seconds = (performance.now() - start) / 1000;
  const pieces = (songs.style?.pieces.length ?? 0) + (voices.style?.pieces.length ?? 0);
  const fresh = [...songs.fresh, ...voices.fresh];
  context.say(`${fresh.length} new pieces, ${pieces} in all, learned in ${seconds.toFixed(1)} s: ${out}`);
  context.write({
    style: out,
    learned: fresh,
    pieces,
    songs: songs.style?.pieces.length ?? 0,
    grids: voices.style?.pieces.length ?? 0,
    seconds,
  });
}

/** Songs from files of notes. What cannot be read is reported and left out; so is what has no melody. */
async function learnFiles(context: LearnContext, style: Style, run: Run): Promise<Learned<SongStyle>> {
  const had = style.songs?.pieces ?? [];
  if (context.material.length === 0) return { style: style.songs, fresh: [] };
  const files = await filesOfNotes(context.material);
  const [reading, learning] = stage(run, 1, 2) as [Run, Run];
  const { done } = await context.within(reading).each(files, async (path) => {
    const pieces = await readNotesFile(path);
    return pieces.flatMap((piece) => {
      const song = songOf(piece);
      if (song === null) context.warn(`${piece.name}: no melody is heard in it; left out`);
      return song === null ? [] : [{ name: piece.name, source: piece.source, song }];
    });
  });
  const fresh = newPieces(
    had,
    done.flatMap(({ result }) => result),
  );
  const pieces = [...had, ...fresh];
  if (pieces.length === 0) return { style: null, fresh: [] };
  const weights = learnSongs(
    pieces.map(({ song }) => song),
    learning,
  );
  return { style: { pieces, weights }, fresh: fresh.map(({ name }) => name) };
}

async function learnGrids(context: LearnContext, style: Style, run: Run): Promise<Learned<GridStyle>> {
  const { grid } = context.options;
  if (grid.length === 0) return { style: style.grid, fresh: [] };
  const had = style.grid?.pieces ?? [];
  const files = await Promise.all(grid.map((path) => readGridFile(resolve(path))));
  const fresh = newPieces(
    had,
    files.flatMap((file) => file.pieces.map(({ name, source, rows }) => ({ name, source, grid: packGrid(rows) }))),
  );
  const pieces = [...had, ...fresh];
  if (pieces.length === 0) return { style: null, fresh: [] };
  const weights = await learnGrid(
    pieces.map((piece) => unpackGrid(piece.grid)),
    context.workers,
    run,
  );
  return { style: { pieces, weights }, fresh: fresh.map(({ name }) => name) };
}
