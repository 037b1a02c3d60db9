/** Styles as JSON documents. Weights are 32-bit floats, little-endian, in base64. */
import { InputError } from "../../foundation/plan/index.ts";
import { weightCount } from "./choice-mixer.ts";
import { mixerShape } from "./choice-model.ts";
import { GRID_LEARNING } from "./grid/grid-model.ts";
import { MOVES, PITCHES } from "./grid/grid-streams.ts";
import type { PackedGrid } from "./grid/pack-grid.ts";
import type { GridStyle, Style } from "./style.ts";

export function styleText(style: Style): string {
  const grid = style.grid && {
    pieces: style.grid.pieces,
    weights: { moves: encoded(style.grid.weights.moves), pitches: encoded(style.grid.weights.pitches) },
  };
  return `${JSON.stringify({ ...style, grid })}\n`;
}

/** Throws InputError with the place for what is no style, or one that a newer version wrote. */
export function readStyle(text: string): Style {
  let document: Record<string, unknown>;
  try {
    document = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new InputError("$", "a style (JSON)", "something else");
  }
  if (document?.songwright !== "style") throw new InputError("$.songwright", '"style"', shown(document?.songwright));
  if (document.version !== 1)
    throw new InputError("$.version", "1: a newer version wrote this style", shown(document.version));
  return { songwright: "style", version: 1, grid: document.grid ? readGridStyle(document.grid) : null };
}

function readGridStyle(given: unknown): GridStyle {
  const { pieces, weights } = given as { pieces?: unknown; weights?: Record<string, unknown> };
  if (!Array.isArray(pieces)) throw new InputError("$.grid.pieces", "a list", shown(pieces));
  for (const [at, piece] of pieces.entries()) {
    const { name, source, grid } = (piece ?? {}) as Record<string, unknown>;
    if (typeof name !== "string" || typeof source !== "string")
      throw new InputError(`$.grid.pieces[${at}]`, "a piece with name and source", shown(piece));
    if (!isPacked(grid))
      throw new InputError(`$.grid.pieces[${at}].grid`, "four lines of pitch and length", shown(grid));
  }
  const { hidden } = GRID_LEARNING;
  return {
    pieces,
    weights: {
      moves: decoded(weights?.moves, "$.grid.weights.moves", weightCount(mixerShape(MOVES, hidden))),
      pitches: decoded(weights?.pitches, "$.grid.weights.pitches", weightCount(mixerShape(PITCHES, hidden))),
    },
  };
}

function isPacked(grid: unknown): grid is PackedGrid {
  if (!Array.isArray(grid) || grid.length !== 4) return false;
  let rows = -1;
  for (const line of grid) {
    if (!Array.isArray(line) || line.length % 2 !== 0) return false;
    let sum = 0;
    for (let at = 0; at < line.length; at += 2) {
      const pitch = line[at];
      const length = line[at + 1];
      if (!Number.isInteger(pitch) || pitch < -1 || pitch > 127 || !Number.isInteger(length) || length < 1)
        return false;
      sum += length;
    }
    if (rows >= 0 && sum !== rows) return false;
    rows = sum;
  }
  return true;
}

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function encoded(weights: Float32Array): string {
  const bytes = new Uint8Array(weights.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [at, weight] of weights.entries()) view.setFloat32(at * 4, weight, true);
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

function decoded(given: unknown, place: string, length: number): Float32Array {
  let text: string;
  try {
    text = atob(given as string);
  } catch {
    throw new InputError(place, "numbers in base64", shown(given));
  }
  if (text.length !== length * 4) throw new InputError(place, `${length} numbers`, `${text.length / 4}`);
  const view = new DataView(Uint8Array.from(text, (sign) => sign.charCodeAt(0)).buffer);
  return Float32Array.from({ length }, (_, at) => view.getFloat32(at * 4, true));
}
