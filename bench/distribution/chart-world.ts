/**
 * Made-up charts with attributes of the songs, with or without trends. Nothing here knows how trends are looked for.
 * Songs stay for weeks, artists sound like themselves and come with albums, territories share songs, the mood of a month
 * lingers, and Christmas comes back. Assumptions: decisions/0020.
 */
import { exp } from "../../foundation/numbers/elementary.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";

export interface WorldSong {
  readonly recording: string;
  readonly artist: string;
  readonly attributes: Readonly<Record<string, number>>;
}

export interface WorldChartCell {
  readonly territory: string;
  readonly recording: string;
  readonly artist: string;
  readonly day: number;
  readonly rank: number;
}

/** A trend that was planted: standard deviations a year. Territory null: everywhere. */
export interface PlantedTrend {
  readonly attribute: string;
  readonly territory: string | null;
  readonly size: number;
}

export interface ChartWorld {
  readonly songs: ReadonlyMap<string, WorldSong>;
  readonly cells: readonly WorldChartCell[];
  readonly planted: readonly PlantedTrend[];
}

/** Mean and deviation of each attribute. */
const ATTRIBUTES: Readonly<Record<string, readonly [number, number]>> = {
  tempo: [118, 26],
  length: [200, 35],
  loudness: [-9, 2.2],
  tone: [-4.5, 0.7],
  minor: [0, 1],
  electronic: [0, 1],
};
/** Those that are yes or no: over 0 is yes. */
const YES_NO = ["minor", "electronic"];
const NAMES = Object.keys(ATTRIBUTES);
const TERRITORIES = ["US", "GB", "DE", "BR", "JP"];
const WEEKS = 156;
/** 2022-01-01, a Saturday. */
const START = 18_993;
const PLACES = 60;

export function chartWorld(seed: number, trends: number): ChartWorld {
  const random = createRandom(seed).split("chart world");
  const planted: PlantedTrend[] = [];
  for (const attribute of random.shuffle(NAMES).slice(0, trends)) {
    const size = random.pick([0.15, 0.3, 0.5]) * random.pick([-1, 1]);
    planted.push({ attribute, territory: random.uniform() < 0.5 ? null : random.pick(TERRITORIES), size });
  }
  const songs = new Map<string, WorldSong>();
  const weekly = new Map<string, { readonly song: WorldSong; readonly heat: number }[]>();
  const artists = Array.from({ length: 260 }, (_, at) => ({
    name: `artist ${at}`,
    home: random.uniform() < 0.3 ? null : random.pick(TERRITORIES),
    fame: random.normal(0, 0.7),
    sound: NAMES.map(() => random.normal(0, 0.6)),
  }));
  const mood = NAMES.map(() => 0);
  const release = (week: number, artist: (typeof artists)[number], count: number, seasonal: boolean): void => {
    const years = week / 52;
    for (let at = 0; at < count; at++) {
      const raw = NAMES.map((name, k) => {
        const drift = planted
          .filter(({ attribute, territory }) => attribute === name && (territory === null || territory === artist.home))
          .reduce((sum, { size }) => sum + size * years, 0);
        return (artist.sound[k] as number) + random.normal(0, 0.8) + (seasonal ? 0.8 : (mood[k] as number)) + drift;
      });
      const song: WorldSong = {
        recording: `song ${songs.size}`,
        artist: artist.name,
        attributes: Object.fromEntries(
          NAMES.map((name, k) => {
            const [mean, deviation] = ATTRIBUTES[name] as readonly [number, number];
            return [
              name,
              YES_NO.includes(name) ? Number((raw[k] as number) > 0) : mean + deviation * (raw[k] as number),
            ];
          }),
        ),
      };
      songs.set(song.recording, song);
      for (const territory of TERRITORIES) {
        const abroad = artist.home !== null && artist.home !== territory;
        if (abroad && random.uniform() < 0.9) continue;
        const near = artist.home === territory ? 0.6 : 0;
        heatOf(random, week, artist.fame + near + (at === 0 ? 0.8 : 0), seasonal).forEach(([when, heat]) => {
          const key = `${territory} ${when}`;
          const list = weekly.get(key);
          if (list) list.push({ song, heat });
          else weekly.set(key, [{ song, heat }]);
        });
      }
    }
  };
  // Old Christmas songs come back every year.
  for (let at = 0; at < 14; at++) release(-20, random.pick(artists), 1, true);
  for (let week = -40; week < WEEKS; week++) {
    for (let k = 0; k < mood.length; k++) mood[k] = 0.9 * (mood[k] as number) + random.normal(0, 0.06);
    for (let at = 0; at < 9; at++) release(week, random.pick(artists), 1, false);
    if (random.uniform() < 0.35) release(week, random.pick(artists), random.integer(6, 14), false);
  }
  const cells: WorldChartCell[] = [];
  for (const territory of TERRITORIES) {
    for (let week = 0; week < WEEKS; week++) {
      const list = (weekly.get(`${territory} ${week}`) ?? []).sort((a, b) => b.heat - a.heat).slice(0, PLACES);
      list.forEach(({ song: { recording, artist } }, at) => {
        cells.push({ territory, recording, artist, day: START + 7 * week, rank: at + 1 });
      });
    }
  }
  return { songs, cells, planted };
}

/** Weeks in which a song is heard, with how much. */
function heatOf(random: Random, week: number, fame: number, seasonal: boolean): [number, number][] {
  if (seasonal) {
    const own = random.normal(1.5, 0.5);
    return [47, 48, 49, 50, 51].flatMap((at) =>
      [0, 52, 104].map((year): [number, number] => [year + at, own + random.normal(0, 0.2)]),
    );
  }
  const start = fame + random.normal(0, 0.8);
  const fall = 0.05 * exp(random.normal(0, 0.8));
  const climb = random.uniform() < 0.3 ? random.integer(1, 8) : 0;
  const weeks: [number, number][] = [];
  for (let age = 0; age < 60; age++) {
    const heat = start - fall * Math.abs(age - climb) * (age < climb ? 3 : 1) + random.normal(0, 0.12);
    if (age > climb && heat < -1.5) break;
    if (week + age >= 0 && week + age < WEEKS) weeks.push([week + age, heat]);
  }
  return weeks;
}
