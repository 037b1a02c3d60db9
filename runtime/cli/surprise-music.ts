/** `songwright surprise`. */
import { resolve } from "node:path";
import { createGridModel, surpriseOfGrid } from "../../composition/learn/grid/grid-model.ts";
import { unpackGrid } from "../../composition/learn/grid/pack-grid.ts";
import { InputError } from "../../foundation/plan/index.ts";
import { checkpoint } from "../../foundation/plan/run.ts";
import { readGridFile } from "../composition/grid-file.ts";
import { loadStyle } from "../composition/style-file.ts";
import type { Context } from "./verb.ts";

interface SurpriseOptions {
  readonly style: string | null;
  readonly grid: string | null;
  readonly distribution: boolean;
}

export async function surpriseMusic(given: Context): Promise<void> {
  const context = given as unknown as Context & { readonly options: SurpriseOptions };
  const { style: path, grid, distribution } = context.options;
  if (path === null) throw new InputError("--style", "a style: make one with `songwright learn`", "nothing");
  if (grid === null && context.material.length === 0)
    throw new InputError("FILE", "a piece to judge, or --grid with four-voice pieces", "nothing");
  if (grid !== null && context.material.length > 0) throw new InputError("--grid", "a FILE or --grid", "both");
  const style = await loadStyle(path);
  if (grid === null) {
    const { surpriseSongs } = await import("./surprise-songs.ts");
    return surpriseSongs(context as unknown as Context, style, path, distribution);
  }
  if (style.grid === null)
    throw new InputError("--style", "a style that learned four-voice pieces", "one that has learned none");
  const file = await readGridFile(resolve(grid));
  const model = createGridModel(
    style.grid.pieces.map((piece) => unpackGrid(piece.grid)),
    style.grid.weights,
  );
  const names = ["soprano", "alto", "tenor", "bass"] as const;
  const sums = [0, 0, 0, 0];
  let rows = 0;
  const pieces = file.pieces.map(({ name, rows: piece }, at) => {
    checkpoint(context.run, { done: at, total: file.pieces.length, doing: "reading" });
    const tokens: { row: number; voice: string; nats: number; probabilities?: number[] }[] = [];
    const result = surpriseOfGrid(model, piece, (row, voice, pitch, probabilities) => {
      if (!distribution) return;
      const nats = -Math.log(probabilities[pitch] as number);
      tokens.push({ row, voice: names[voice] as string, nats, probabilities: [...probabilities] });
    });
    rows += piece.length;
    for (let v = 0; v < 4; v++) sums[v]! += result.natsByVoice[v] as number;
    return {
      name,
      tokens: result.tokens,
      natsPerToken: result.tokens > 0 ? result.nats / result.tokens : null,
      ...(distribution ? { distributions: tokens } : {}),
    };
  });
  const tokens = rows * 4;
  const natsPerToken =
    tokens > 0 ? (sums as [number, number, number, number]).reduce((a, b) => a + b, 0) / tokens : null;
  const byVoice = Object.fromEntries(names.map((name, v) => [name, rows > 0 ? (sums[v] as number) / rows : null]));
  context.say(
    natsPerToken === null
      ? "No tokens."
      : `${natsPerToken.toFixed(4)} nats a token over ${tokens} tokens of ${pieces.length} pieces (${(natsPerToken / Math.LN2).toFixed(4)} bits)`,
  );
  for (const [name, value] of Object.entries(byVoice)) if (value !== null) context.say(`  ${name} ${value.toFixed(4)}`);
  context.write({ style: path, tokens, natsPerToken, byVoice, pieces });
}
