/** The songs that the default style knows. */
import { readAbc } from "../../../foundation/score/index.ts";
import { sketchOfScore } from "../../learn/song/sketch-of-score.ts";
import type { SongSketch } from "../../learn/song/song-sketch.ts";
import { readChords } from "../music-text.ts";
import { PROGRESSIONS, TUNES } from "./tunes.ts";

let songs: readonly SongSketch[] | null = null;

export function defaultSongs(): readonly SongSketch[] {
  songs ??= [...tunes(), ...progressions()];
  return songs;
}

function tunes(): SongSketch[] {
  return readAbc(new TextEncoder().encode(TUNES.trim())).flatMap((score) => {
    const sketch = sketchOfScore(score, score.title ?? "tune");
    return sketch ? [sketch] : [];
  });
}

/** Chords without a melody: they teach harmony only. */
function progressions(): SongSketch[] {
  return PROGRESSIONS.map(({ mode, chords }, at) => {
    const bars = chords.split("|").length;
    return {
      name: `progression ${at + 1}`,
      tempo: 100,
      metre: { beats: 4, beatUnit: 4 },
      key: { tonic: mode === "major" ? 0 : 9, mode },
      bars,
      melody: [],
      chords: readChords(chords, 0, bars, 16, "progressions"),
      sections: [{ label: "A", bar: 0, bars }],
    };
  });
}
