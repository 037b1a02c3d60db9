/**
 * A style: what was learned, in one document. It keeps the material itself (packed) beside the learned weights, so that
 * it can learn more later, say what went into it, and show where a note comes from. It holds other people's music as
 * much as the files do that it was learned from.
 */
import type { GridWeights } from "./grid/grid-model.ts";
import type { PackedGrid } from "./grid/pack-grid.ts";
import type { SongWeights } from "./song/song-model.ts";
import type { SongSketch } from "./song/song-sketch.ts";

/** A piece that went in. */
export interface StylePiece {
  /** File name, with the number of the piece where a file holds several. */
  readonly name: string;
  /** SHA-256 of the file in hexadecimal: the same file is not learned twice. */
  readonly source: string;
}

export interface GridStyle {
  readonly pieces: readonly (StylePiece & { readonly grid: PackedGrid })[];
  readonly weights: GridWeights;
}

export interface SongStyle {
  readonly pieces: readonly (StylePiece & { readonly song: SongSketch })[];
  readonly weights: SongWeights;
}

export interface Style {
  readonly songwright: "style";
  readonly version: 1;
  /** Four-voice pieces. */
  readonly grid: GridStyle | null;
  /** Songs: a melody, chords and a form. */
  readonly songs: SongStyle | null;
}

export const emptyStyle: Style = { songwright: "style", version: 1, grid: null, songs: null };

/** The pieces that a style does not have yet: those whose source and name are new. */
export function newPieces<P extends StylePiece>(have: readonly StylePiece[], pieces: readonly P[]): P[] {
  const known = new Set(have.map((piece) => `${piece.source} ${piece.name}`));
  return pieces.filter((piece) => !known.has(`${piece.source} ${piece.name}`));
}
