/** Songs in two stems, one of them moved: how far the balance ends from the artist's. */

import { createRandom } from "../../foundation/statistics/random.ts";
import { describeSong, plainMixBrief, planMix, roleFromName } from "../../production/mix/index.ts";
import { type Part, table } from "../table.ts";
import { levelOf } from "./balance.ts";
import { learn, learnedStems } from "./learn.ts";
import { type Excerpt, excerptsOfSong, SEEDS, traceOf } from "./material.ts";
import { performMix, scaled } from "./perform.ts";
import { stemSongs } from "./songs.ts";

export const twoStemsPart: Part = {
  name: "two-stems",
  title: "Songs in two stems, the guitar moved by up to 12 dB",
  run: async (data) => {
    const many: Excerpt[] = [];
    const two: Excerpt[] = [];
    for (const song of stemSongs(data)) (song.stems.length > 2 ? many : two).push(...(await excerptsOfSong(song)));
    const knowledge = learn(learnedStems(many));
    const errors: number[] = [];
    const rows = two
      .filter(({ stems }) => stems.length === 2)
      .map(({ label, stems }, at) => {
        const guitar = stems.findIndex(({ name }) => roleFromName(name) === "guitar");
        const found = SEEDS.map((seed) => {
          const moved = createRandom(seed * 31 + at).uniform(-12, 12);
          const sounds = stems.map(({ sound }, s) => (s === guitar ? scaled(sound, moved) : sound));
          const song = describeSong(
            sounds.map((sound, s) => ({ name: `track 0${s + 1}.wav`, trace: traceOf(sound) })),
            knowledge,
          );
          const decisions = planMix(song, plainMixBrief, knowledge);
          const { printed } = performMix(
            sounds,
            song.stems.map(({ id }) => id),
            decisions,
          );
          const off = printed.map((sound, s) => levelOf(sound) - (stems[s]?.levelLufs as number));
          return { moved, error: Math.abs((off[guitar] as number) - (off[1 - guitar] as number)) };
        });
        errors.push(...found.map(({ error }) => error));
        return [label, ...found.map(({ moved, error }) => `${moved.toFixed(1)}: ${error.toFixed(1)}`)];
      });
    const mean = errors.reduce((sum, each) => sum + each, 0) / Math.max(1, errors.length);
    return {
      lines: [
        ...table(["excerpt", ...SEEDS.map((seed) => `seed ${seed}, moved: error, dB`)], rows),
        "",
        `guitar against the rest, mean error: ${mean.toFixed(2)} dB`,
      ],
      figures: { meanErrorDb: mean },
    };
  },
};
