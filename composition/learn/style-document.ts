/** Styles as JSON documents. Weights are 32-bit floats, little-endian, in base64. */
import { z } from "zod";
import { InputError } from "../../foundation/plan/index.ts";
import { type ChordQuality, chordQualities } from "../../foundation/score/index.ts";
import type { ChoiceShape } from "./choice.ts";
import { weightCount } from "./choice-mixer.ts";
import { mixerShape } from "./choice-model.ts";
import { GRID_LEARNING } from "./grid/grid-model.ts";
import { MOVES, PITCHES } from "./grid/grid-streams.ts";
import type { PackedGrid } from "./grid/pack-grid.ts";
import { HARMONY } from "./song/harmony-stream.ts";
import { PITCH } from "./song/pitch-stream.ts";
import { RHYTHM } from "./song/rhythm-stream.ts";
import { SONG_LEARNING, type SongWeights } from "./song/song-model.ts";
import type { SongSketch } from "./song/song-sketch.ts";
import type { GridStyle, SongStyle, Style, StylePiece } from "./style.ts";

export function styleText(style: Style): string {
  const grid = style.grid && {
    pieces: style.grid.pieces,
    weights: { moves: encoded(style.grid.weights.moves), pitches: encoded(style.grid.weights.pitches) },
  };
  const songs = style.songs && {
    pieces: style.songs.pieces,
    weights: {
      rhythm: encoded(style.songs.weights.rhythm),
      pitch: encoded(style.songs.weights.pitch),
      harmony: encoded(style.songs.weights.harmony),
    },
  };
  return `${JSON.stringify({ ...style, grid, songs })}\n`;
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
  return {
    songwright: "style",
    version: 1,
    grid: document.grid ? readGridStyle(document.grid) : null,
    songs: document.songs ? readSongStyle(document.songs) : null,
  };
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

function readSongStyle(given: unknown): SongStyle {
  const { pieces, weights } = given as { pieces?: unknown; weights?: Record<string, unknown> };
  const result = z.array(songPieceSchema).safeParse(pieces);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(`$.songs.pieces.${issue?.path.join(".")}`, issue?.message ?? "a song", "something else");
  }
  const { hidden } = SONG_LEARNING;
  const read = (name: keyof SongWeights, shape: ChoiceShape): Float32Array =>
    decoded(weights?.[name], `$.songs.weights.${name}`, weightCount(mixerShape(shape, hidden)));
  return {
    pieces: result.data,
    weights: { rhythm: read("rhythm", RHYTHM), pitch: read("pitch", PITCH), harmony: read("harmony", HARMONY) },
  };
}

const wholeNumber = z.int().min(0);
const songPieceSchema: z.ZodType<StylePiece & { readonly song: SongSketch }> = z.object({
  name: z.string(),
  source: z.string(),
  song: z.object({
    name: z.string(),
    tempo: z.number().positive(),
    metre: z.object({ beats: z.int().min(1), beatUnit: z.int().min(1) }),
    key: z.object({ tonic: wholeNumber.max(11), mode: z.enum(["major", "minor"]) }),
    bars: z.int().min(1),
    melody: z.array(z.object({ step: wholeNumber, length: z.int().min(1), pitch: wholeNumber.max(127) })),
    chords: z.array(
      z.object({
        step: wholeNumber,
        length: z.int().min(1),
        root: wholeNumber.max(11).nullable(),
        quality: z.enum(chordQualities as [ChordQuality, ...ChordQuality[]]),
      }),
    ),
    sections: z.array(z.object({ label: z.string(), bar: wholeNumber, bars: z.int().min(1) })),
  }),
});

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
