/** `npm run learn -- [--data DIR]`: learns what mixing knows from the songs in DIR/sound/stems, and writes it down. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type LearnedStem, learn, learnedStems, practiceExamples, weightFiles } from "./learn.ts";
import { excerptsOfSong, SEEDS } from "./material.ts";
import { stemSongs } from "./songs.ts";

const at = process.argv.indexOf("--data");
const data = resolve(at >= 0 ? (process.argv[at + 1] ?? "") : "../shared/data");
const stems: LearnedStem[] = [];
let excerpts = 0;
for (const song of stemSongs(data)) {
  // Two stems have no middle to learn from.
  if (song.stems.length <= 2) continue;
  const found = await excerptsOfSong(song, true);
  stems.push(...learnedStems(found, SEEDS, excerpts));
  excerpts += found.length;
}
const files = weightFiles(learn(stems, null, practiceExamples()));
writeFileSync("production/mix/level-weights.ts", files.levels);
writeFileSync("production/mix/kind-weights.ts", files.kinds);
console.log(`learned from ${excerpts} excerpts; run npm run format next`);
