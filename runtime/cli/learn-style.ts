/** `songwright learn`. */
import { resolve } from "node:path";
import { packGrid, unpackGrid } from "../../composition/learn/grid/pack-grid.ts";
import { newPieces } from "../../composition/learn/style.ts";
import { InputError } from "../../foundation/plan/index.ts";
import { readGridFile } from "../composition/grid-file.ts";
import { learnGrid } from "../composition/learn-grid.ts";
import { loadStyle, saveStyle } from "../composition/style-file.ts";
import { refuseExisting } from "../project/files.ts";
import type { Context } from "./verb.ts";

interface LearnOptions {
  readonly grid: readonly string[];
  readonly style: string | null;
}

export async function learnStyle(given: Context): Promise<void> {
  const context = given as unknown as Context & { readonly options: LearnOptions };
  const { grid, style: from } = context.options;
  if (context.out === null) throw new InputError("--out", "a file for the style", "nothing");
  if (grid.length === 0) throw new InputError("--grid", "pieces to learn from", "nothing");
  await refuseExisting(context.out, context.force);
  const style = await loadStyle(from);
  const files = await Promise.all(grid.map((path) => readGridFile(resolve(path))));
  const had = style.grid?.pieces ?? [];
  const fresh = newPieces(
    had,
    files.flatMap((file) => file.pieces.map(({ name, source, rows }) => ({ name, source, grid: packGrid(rows) }))),
  );
  const pieces = [...had, ...fresh];
  const start = performance.now();
  const weights = await learnGrid(
    pieces.map((piece) => unpackGrid(piece.grid)),
    context.workers,
    context.run,
  );
  const seconds = (performance.now() - start) / 1000;
  await saveStyle(context.out, { ...style, grid: { pieces, weights } }, context.force);
  context.say(
    `${fresh.length} new pieces, ${pieces.length} in all, learned in ${seconds.toFixed(1)} s: ${context.out}`,
  );
  context.write({
    style: context.out,
    learned: fresh.map(({ name, source }) => ({ name, source })),
    pieces: pieces.length,
    seconds,
  });
}
