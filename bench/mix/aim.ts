/** Disturbed stems mixed with and without the artist's own mix as the song to aim at. */
import { createRandom } from "../../foundation/statistics/random.ts";
import { aimOf, describeSong, type MixAim, plainMixBrief, planMix } from "../../production/mix/index.ts";
import { type Part, table } from "../table.ts";
import { featuresDistance, mixFeatures } from "./features-distance.ts";
import { learn, learnedStems } from "./learn.ts";
import { disturbedStem, type Excerpt, excerptsOfSong, traceOf } from "./material.ts";
import { performMix, sumOf } from "./perform.ts";
import { stemSongs } from "./songs.ts";

const ROUNDS: readonly number[] = [1, 2];

export const aimPart: Part = {
  name: "aim",
  title: "Mixes of disturbed stems that aim at the artist's own mix, against those that aim at nothing (2 seeds)",
  run: async (data) => {
    const excerpts: Excerpt[] = [];
    for (const song of stemSongs(data)) if (song.stems.length > 2) excerpts.push(...(await excerptsOfSong(song)));
    const learned = learnedStems(excerpts);
    const ratios: number[] = [];
    const rows = excerpts.flatMap((excerpt, at) => {
      if (!excerpt.mixed) return [];
      const knowledge = learn(learned, excerpt.song);
      const own = sumOf(excerpt.stems.map(({ sound }) => sound));
      const reference = mixFeatures(own);
      const aim = aimOf([traceOf(own)], "the artist's mix");
      const found = ROUNDS.map((round) => {
        const order = createRandom(round * 977 + at).shuffle(excerpt.stems.map((_, s) => s));
        const sounds = order.map((s) => disturbedStem(excerpt.stems[s] as Excerpt["stems"][number], at, s, round));
        const traces = sounds.map(traceOf);
        const song = describeSong(
          traces.map((trace, s) => ({ name: `track ${s + 1}.wav`, trace })),
          knowledge,
        );
        const ids = song.stems.map(({ id }) => id);
        const distance = (to: MixAim | null): number => {
          const { mix } = performMix(sounds, ids, planMix(song, { ...plainMixBrief, aim: to }, knowledge));
          return featuresDistance(mixFeatures(mix), reference);
        };
        return { without: distance(null), aimed: distance(aim) };
      });
      ratios.push(...found.map(({ without, aimed }) => aimed / without));
      return [[excerpt.label, ...found.map(({ without, aimed }) => `${without.toFixed(5)}: ${aimed.toFixed(5)}`)]];
    });
    const mean = Math.exp(ratios.reduce((sum, each) => sum + Math.log(each), 0) / Math.max(1, ratios.length));
    return {
      lines: [
        ...table(["excerpt", ...ROUNDS.map((round) => `seed ${round}, features distance without: aimed`)], rows),
        "",
        `features distance, aimed over without: ${(100 * mean).toFixed(1)} % (geometric mean); nearer in ${ratios.filter((each) => each < 1).length} of ${ratios.length}`,
      ],
      figures: { distanceRatio: mean },
    };
  },
};
