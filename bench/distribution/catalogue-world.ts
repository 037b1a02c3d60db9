/**
 * A made-up catalogue, and mentions of it as other sources would write them, with the truth. Nothing here knows how the
 * matcher works. Assumptions: decisions/0018.
 */
import { createRandom, type Random } from "../../foundation/statistics/random.ts";

export interface WorldRecording {
  readonly title: string;
  readonly artist: string;
  readonly seconds: number | null;
  readonly isrc: string | null;
}

export interface Mention extends WorldRecording {
  /** Place in the catalogue; null: it is none of it. */
  readonly truth: number | null;
  /** What was done to it. */
  readonly how: string;
}

export interface CatalogueWorld {
  readonly catalogue: readonly WorldRecording[];
  /** Recordings that have a near neighbour on purpose: a version of another, or another's title. */
  readonly hard: number;
  readonly mentions: readonly Mention[];
}

const WORDS =
  "night summer river golden broken heart fire ocean midnight dream city lights silver rain forever shadow home run wild young paper moon glass winter star road dance electric blue velvet ghost mirror echo stone garden thunder honey salt empire gravity neon sunday morning letter island crown holy water heaven tiger lonely kings silence colour wave bridge machine angel desert bloom orbit fever lost found again never always without under over slow burning falling rising waiting calling".split(
    " ",
  );
const SMALL = "of in the and to for on with my your".split(" ");
const FOREIGN = [
  "Ночь",
  "Звезда по имени",
  "Лето",
  "Город",
  "Дождь",
  "Море",
  "Белые ночи",
  "Последний герой",
  "Καρδιά",
  "Θάλασσα",
  "Corazón",
  "Año Nuevo",
  "Für immer",
  "Été",
  "Señorita",
  "Não",
  "Łódź",
  "Ærlig",
  "Größe",
  "Déjà vu",
];
const FIRST =
  "Anna Max Lena Tom Maya Leo Nina Jonas Ella Sam Zoe Felix Ida Noah Mira Theo Jules Ivy Omar Lina Kofi Priya Hugo Selma".split(
    " ",
  );
const LAST =
  "Berg Morales Okafor Lindqvist Petrov Sato Novak Dubois Rossi Haddad Silva Keller Ivanova Tanaka Moreau Jensen Kowalski Costa Nguyen Park Reyes Stone".split(
    " ",
  );
const ALPHABETS = [
  "Кино Завтра",
  "Мария Соколова",
  "Δήμητρα Νίκου",
  "Björk Håkansson",
  "Sigríður",
  "Čeněk Dvořák",
  "Beyhan Çelik",
  "Zé Antônio",
];
const CYRILLIC = new Map(
  Object.entries({
    а: "a",
    б: "b",
    в: "v",
    г: "g",
    д: "d",
    е: "e",
    ж: "j",
    з: "z",
    и: "i",
    й: "j",
    к: "k",
    л: "l",
    м: "m",
    н: "n",
    о: "o",
    п: "p",
    р: "r",
    с: "s",
    т: "t",
    у: "u",
    ф: "f",
    х: "h",
    ц: "c",
    ч: "tch",
    ш: "sh",
    ы: "i",
    ь: "'",
    э: "e",
    ю: "iu",
    я: "ia",
  }),
);

export function catalogueWorld(size: number, seed: number): CatalogueWorld {
  const random = createRandom(seed);
  const artists = Array.from({ length: Math.floor(size / 9) }, () => artistName(random));
  const catalogue: WorldRecording[] = [];
  let hard = 0;
  while (catalogue.length < size) {
    const title = songTitle(random);
    const artist = credit(random, artists);
    const seconds = random.integer(120, 320);
    catalogue.push({ title, artist, seconds, isrc: isrc(random) });
    if (random.uniform() < 0.2) {
      for (const other of versions(title, artist, seconds, random, artists)) {
        catalogue.push({ ...other, isrc: isrc(random) });
        hard++;
      }
    }
    // The same title by somebody else.
    if (random.uniform() < 0.07) {
      catalogue.push({ title, artist: credit(random, artists), seconds: random.integer(120, 320), isrc: isrc(random) });
      hard++;
    }
  }
  catalogue.length = size;
  const mentions = catalogue.map((recording, truth) => corrupt(recording, truth, random));
  // A tenth more that are none of the catalogue: new songs, versions that it lacks, its titles by others.
  for (let at = 0; at < size / 10; at++) {
    const base = random.pick(catalogue);
    const kind = random.integer(0, 2);
    const bare = base.title.replace(/\s*[([-].*$/, "");
    const stranger =
      kind === 0
        ? { ...base, title: songTitle(random), artist: credit(random, artists) }
        : kind === 1
          ? {
              ...base,
              title: `${bare} (${artistName(random)} Remix)`,
              seconds: (base.seconds ?? 200) + random.integer(20, 90),
            }
          : { ...base, artist: artistName(random), seconds: random.integer(120, 320) };
    if (catalogue.some(({ title, artist }) => title === stranger.title && artist === stranger.artist)) continue;
    mentions.push({ ...corrupt({ ...stranger, isrc: isrc(random) }, null, random), how: `stranger ${kind}` });
  }
  return { catalogue, hard, mentions };
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

function songTitle(random: Random): string {
  const kind = random.uniform();
  if (kind < 0.18) return capital(random.pick(WORDS));
  if (kind < 0.26) return random.pick(FOREIGN) + (random.uniform() < 0.4 ? ` ${random.integer(2, 9)}` : "");
  if (kind < 0.55) return `${capital(random.pick(WORDS))} ${capital(random.pick(WORDS))}`;
  if (kind < 0.6) return `${capital(random.pick(WORDS))}, Pt. ${random.integer(1, 3)}`;
  if (kind < 0.66)
    return `(${capital(random.pick(SMALL))} ${capital(random.pick(WORDS))}) ${capital(random.pick(WORDS))} ${capital(random.pick(WORDS))}`;
  return `${capital(random.pick(WORDS))} ${random.pick(SMALL)} ${capital(random.pick(WORDS))} ${capital(random.pick(WORDS))}`;
}

function artistName(random: Random): string {
  const kind = random.uniform();
  if (kind < 0.45) return `${random.pick(FIRST)} ${random.pick(LAST)}`;
  if (kind < 0.6) return `The ${capital(random.pick(WORDS))} ${capital(random.pick(WORDS))}s`;
  if (kind < 0.7) return `${random.pick(ALPHABETS)} ${random.pick(LAST)}`;
  return `${capital(random.pick(WORDS))} ${capital(random.pick(WORDS))}`;
}

function credit(random: Random, artists: readonly string[]): string {
  const main = random.pick(artists);
  return random.uniform() < 0.15 ? `${main} feat. ${random.pick(artists)}` : main;
}

function isrc(random: Random): string {
  return `QZ${random.pick(["ABC", "X1Y", "K9P"])}${random.integer(10, 26)}${`${random.integer(0, 99999)}`.padStart(5, "0")}`;
}

function versions(
  title: string,
  artist: string,
  seconds: number,
  random: Random,
  artists: readonly string[],
): Omit<WorldRecording, "isrc">[] {
  const all: (() => Omit<WorldRecording, "isrc">)[] = [
    () => ({ title: `${title} (${random.pick(artists)} Remix)`, artist, seconds: seconds + random.integer(-20, 90) }),
    () => ({ title: `${title} (${random.pick(artists)} Remix)`, artist, seconds: seconds + random.integer(-20, 90) }),
    () => ({ title: `${title} - Live at ${random.pick(LAST)} Hall`, artist, seconds: seconds + random.integer(5, 60) }),
    () => ({
      title: `${title} - ${random.integer(2005, 2024)} Remaster`,
      artist,
      seconds: seconds + random.integer(-1, 1),
    }),
    () => ({ title: `${title} (Acoustic)`, artist, seconds: seconds + random.integer(-15, 15) }),
    () => ({ title: `${title} (Radio Edit)`, artist, seconds: seconds - random.integer(15, 60) }),
    () => ({ title: `${title} (Instrumental)`, artist, seconds }),
    () => ({ title: `${title} - Sped Up`, artist, seconds: Math.round(seconds * 0.8) }),
  ];
  return random
    .shuffle(all)
    .slice(0, random.integer(1, 2))
    .map((make) => make());
}

function corrupt(recording: WorldRecording, truth: number | null, random: Random): Mention {
  let { title, artist } = recording;
  const done: string[] = [];
  const maybe = (chance: number, name: string, change: () => void): void => {
    if (random.uniform() >= chance) return;
    change();
    done.push(name);
  };
  const featured = /^(.*) feat\. (.*)$/.exec(artist);
  if (featured) {
    maybe(0.5, "feat in title", () => {
      artist = featured[1] as string;
      title = random.pick([
        `${title} (feat. ${featured[2]})`,
        `${title} ft. ${featured[2]}`,
        `${title} [feat. ${featured[2]}]`,
      ]);
    });
    maybe(0.3, "feat dropped", () => {
      artist = featured[1] as string;
    });
    maybe(0.3, "ampersand", () => {
      artist = artist.replace(" feat. ", random.pick([" & ", ", ", " x "]));
    });
  }
  maybe(0.25, "brackets and dashes", () => {
    title = / - /.test(title) ? title.replace(/ - (.*)$/, " ($1)") : title.replace(/ \(([^()]*)\)$/, " - $1");
  });
  maybe(0.15, "remaster order", () => {
    title = title.replace(/(\d{4}) Remaster/, "Remastered $1");
  });
  maybe(0.2, "case", () => {
    title = random.uniform() < 0.5 ? title.toUpperCase() : title.toLowerCase();
  });
  maybe(0.12, "punctuation", () => {
    title = title.replace(/,/g, "").replace(/Pt\./i, "Part");
  });
  maybe(0.2, "transliteration", () => {
    const latin = (text: string): string =>
      [...text]
        .map((letter) => CYRILLIC.get(letter.toLowerCase()) ?? letter.normalize("NFD").replace(/[\u0300-\u036f]/g, ""))
        .join("");
    title = latin(title);
    artist = latin(artist);
  });
  maybe(0.12, "typo in title", () => {
    title = typo(title, random);
  });
  maybe(0.08, "typo in artist", () => {
    artist = typo(artist, random);
  });
  maybe(0.1, "name turned", () => {
    artist = artist.replace(/^(\w+) (\w+)$/, "$2, $1");
  });
  maybe(0.1, "the", () => {
    artist = artist.replace(/^The /, "");
  });
  maybe(0.05, "original mix", () => {
    if (!/[([-]/.test(title)) title = `${title} (Original Mix)`;
  });
  const seconds =
    random.uniform() < 0.3 || recording.seconds === null ? null : recording.seconds + random.integer(-2, 2);
  return { title, artist, seconds, isrc: null, truth, how: done.join(", ") || "as it stands" };
}

function typo(text: string, random: Random): string {
  if (text.length < 5) return text;
  const at = random.integer(1, text.length - 2);
  const kind = random.integer(0, 2);
  if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
  if (kind === 1) return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
  return text.slice(0, at) + random.pick([..."aeioulnrst"]) + text.slice(at);
}
