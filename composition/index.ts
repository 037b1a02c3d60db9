/** Composition: music learned from, judged, written and played. */
export * from "./analyse/index.ts";
export {
  createGridModel,
  type GridModel,
  type GridSurprise,
  type GridWeights,
  learnMoves,
  learnPitches,
  surpriseOfGrid,
} from "./learn/grid/grid-model.ts";
export type { GridRows } from "./learn/grid/grid-piece.ts";
export { packGrid, unpackGrid } from "./learn/grid/pack-grid.ts";
export { createSongModel, learnSongs, type SongModel, type SongWeights } from "./learn/song/song-model.ts";
export type { SongSketch } from "./learn/song/song-sketch.ts";
export type { GridStyle, SongStyle, Style } from "./learn/style.ts";
export { readStyle, styleText } from "./learn/style-document.ts";
export { type CopiedPassage, copiedPassage } from "./originality/copied-passages.ts";
export type { Line, LineNote } from "./originality/line.ts";
export {
  type CorpusBaseline,
  corpusBaseline,
  type OriginalityReport,
  originalityOf,
} from "./originality/originality.ts";
export { type PlayedStem, playStem, type StemSpec, stemsOf } from "./sound/play-score.ts";
export { type Brief, readBrief } from "./write/brief.ts";
export { defaultSongs } from "./write/default-style/default-songs.ts";
export { performSong } from "./write/perform-song.ts";
export { planAlbum } from "./write/plan-album.ts";
export { createSongMaker, type SongMaker, type WrittenSong, writeSong } from "./write/write-song.ts";
