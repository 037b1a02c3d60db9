/**
 * Which recording of a catalogue another source means: the probability from how titles, versions, artists and lengths
 * agree, each weighed by how much likelier its agreement is for the same recording than for another one (Fellegi and
 * Sunter 1969, JASA 64). Weights are natural logarithms of those ratios.
 */
import { exp, log } from "../numbers/elementary.ts";
import { editDistance, plainName, soundSkeleton } from "./plain-name.ts";
import { artistNames, type RecordingTitle, readTitle } from "./recording-title.ts";

export interface RecordingDescription {
  readonly title: string;
  readonly version?: string;
  readonly artist: string;
  /** Null: not known. */
  readonly seconds: number | null;
  /** Normal form; null: not known. */
  readonly isrc: string | null;
}

export interface RecordingMatch {
  /** Place in the catalogue. */
  readonly at: number;
  readonly probability: number;
}

export interface MatchDecision {
  /** "same": to be merged without asking; "ask": a person decides; "new": it is none of these. */
  readonly decision: "same" | "ask" | "new";
  /** Likeliest first; at most five. */
  readonly matches: readonly RecordingMatch[];
  /** That it is none of the catalogue's. */
  readonly none: number;
}

export interface RecordingMatcher {
  match(description: RecordingDescription): MatchDecision;
}

/** Merged without asking from here; thought new up to the second. A wrong merge costs more than a question. */
const SURE = 0.97;
const UNLIKELY = 0.12;
/** Recordings that are compared in full. */
const CANDIDATES = 40;
const NOTHING_ALIKE = -12;

interface Prepared {
  readonly title: RecordingTitle;
  readonly skeleton: string;
  /** Those credited, then those featured in the title. */
  readonly artists: readonly string[];
  readonly credited: number;
  /** Words of the whole credit in one order: "Petrov, Theo" and "Theo Petrov" are the same. */
  readonly credit: string;
  readonly seconds: number | null;
  readonly isrc: string | null;
}

function prepare({ title, version, artist, seconds, isrc }: RecordingDescription): Prepared {
  const read = readTitle(title, version);
  const named = artistNames(artist);
  const artists = [...new Set([...named, ...read.featured])];
  const credit = plainName(artist).split(" ").sort().join(" ");
  return {
    title: read,
    skeleton: soundSkeleton(read.song.replaceAll(" ", "")),
    artists,
    credited: named.length,
    credit,
    seconds,
    isrc,
  };
}

/** @param catalogue what is known; matches name places in it */
export function createRecordingMatcher(catalogue: readonly RecordingDescription[]): RecordingMatcher {
  const prepared = catalogue.map(prepare);
  const index = new Map<string, number[]>();
  const songs = new Map<string, number>();
  const byIsrc = new Map<string, number>();
  for (const [at, each] of prepared.entries()) {
    songs.set(each.title.song, (songs.get(each.title.song) ?? 0) + 1);
    if (each.isrc) byIsrc.set(each.isrc, at);
    for (const key of keysOf(each)) {
      const list = index.get(key);
      if (list) list.push(at);
      else index.set(key, [at]);
    }
  }
  return {
    match(description) {
      const given = prepare(description);
      const known = given.isrc === null ? undefined : byIsrc.get(given.isrc);
      if (known !== undefined && related(given, prepared[known] as Prepared)) {
        return { decision: "same", matches: [{ at: known, probability: 1 }], none: 0 };
      }
      const candidates = nearest(given);
      const weights = candidates.map((at) => {
        const other = prepared[at] as Prepared;
        const common = songs.get(other.title.song) ?? 1;
        return agreement(given, other, catalogue.length / common);
      });
      return decide(candidates, weights, catalogue.length);
    },
  };

  function nearest(given: Prepared): number[] {
    const votes = new Map<number, number>();
    for (const key of keysOf(given)) {
      const list = index.get(key) ?? [];
      for (const at of list) votes.set(at, (votes.get(at) ?? 0) + 1 / (4 + list.length));
    }
    return [...votes]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, CANDIDATES)
      .map(([at]) => at);
  }
}

/** What recordings that may be the same have in common: pieces of three letters, and the skeleton with the artist. */
function keysOf({ title, skeleton, artists, credit }: Prepared): Set<string> {
  const padded = ` ${title.song} `;
  const keys = new Set([`s:${skeleton}`]);
  for (let at = 0; at + 3 <= padded.length; at++) keys.add(padded.slice(at, at + 3));
  for (const artist of artists) keys.add(`a:${soundSkeleton(artist)}`);
  keys.add(`c:${credit}`);
  return keys;
}

function decide(candidates: readonly number[], weights: readonly number[], size: number): MatchDecision {
  // One more recording, that is none of these, is as likely as each of them before anything is compared.
  const terms = weights.map((weight) => exp(Math.min(60, weight - log(size + 1))));
  const sum = terms.reduce((total, term) => total + term, 0) + 1;
  const matches = candidates
    .map((at, index) => ({ at, probability: (terms[index] as number) / sum }))
    .sort((a, b) => b.probability - a.probability || a.at - b.at)
    .slice(0, 5);
  const best = matches[0]?.probability ?? 0;
  return { decision: best >= SURE ? "same" : best > UNLIKELY ? "ask" : "new", matches, none: 1 / sum };
}

/** @param rarity recordings of the catalogue for each with the other's song title */
function agreement(given: Prepared, other: Prepared, rarity: number): number {
  return (
    titleWeight(given, other, rarity) +
    versionWeight(given.title, other.title) +
    artistWeight(given, other) +
    lengthWeight(given, other) +
    isrcWeight(given, other)
  );
}

function titleWeight(
  { title: { song: a }, skeleton: sa }: Prepared,
  { title: { song: b }, skeleton: sb }: Prepared,
  rarity: number,
): number {
  if (a === b) return log(rarity) + 0.5;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (a.replaceAll(" ", "") === b.replaceAll(" ", "")) return log(rarity);
  const allowed = short.length < 4 ? 0 : short.length < 8 ? 1 : short.length < 16 ? 2 : 3;
  const edits = editDistance(a, b, allowed);
  if (edits <= allowed) return log(rarity) - 1.2 - 0.8 * edits - (changedWord(a, b) ? 2 : 0);
  if (sa === sb && sa.length >= 3) return log(rarity) - 2;
  if (sa.length >= 6 && editDistance(sa, sb, 1) <= 1) return log(rarity) - 3.5;
  // A subtitle that one source leaves out.
  if (short.length >= 6 && (long.startsWith(`${short} `) || long.endsWith(` ${short}`))) return log(rarity) - 4;
  return NOTHING_ALIKE;
}

/** True where a number or a whole word differs: "Part 1" and "Part 2" are one edit apart, and two songs. */
function changedWord(a: string, b: string): boolean {
  const digits = (text: string): string => text.replace(/\D+/g, " ").trim();
  if (digits(a) !== digits(b)) return true;
  const wa = a.split(" ");
  const wb = b.split(" ");
  return (
    wa.length === wb.length &&
    wa.some((word, at) => word !== wb[at] && word.length <= 3 && (wb[at] as string).length <= 3)
  );
}

function versionWeight(a: RecordingTitle, b: RecordingTitle): number {
  const same = a.kinds.join() === b.kinds.join();
  if (!same) return a.kinds.length === 0 || b.kinds.length === 0 ? -9 : -7;
  if (a.kinds.length === 0) return 0.3;
  if (a.detail === b.detail) return 2;
  if (a.detail === "" || b.detail === "") return a.kinds.includes("remix") ? -2 : -1;
  const edits = editDistance(a.detail, b.detail, 2);
  return edits <= 2 && a.detail.length > 4 && !/\d/.test(a.detail + b.detail)
    ? 1
    : sharesWord(a.detail, b.detail)
      ? -1.5
      : -6;
}

/** True unless the titles have nothing in common: then one of the two ISRCs is wrong. */
function related(a: Prepared, b: Prepared): boolean {
  return titleWeight(a, b, 1) > NOTHING_ALIKE || sharesWord(a.title.song, b.title.song);
}

function sharesWord(a: string, b: string): boolean {
  const words = new Set(a.split(" ").filter((word) => word.length > 3));
  return b.split(" ").some((word) => words.has(word));
}

function artistWeight(given: Prepared, other: Prepared): number {
  const [a, b] = [given.artists, other.artists];
  if (a.length === 0 || b.length === 0) return 0;
  if (given.credit === other.credit) return 6;
  const found = a.map((name) => Math.max(...b.map((each) => nameLikeness(name, each))));
  // Whoever is only featured may be in any number of songs: the credit itself has to agree with somebody.
  const mains = Math.max(
    ...a.slice(0, given.credited).map((name) => Math.max(...b.map((each) => nameLikeness(name, each)))),
    ...b.slice(0, other.credited).map((name) => Math.max(...a.map((each) => nameLikeness(name, each)))),
  );
  if (mains === 0) return -9;
  const all = found.every((likeness) => likeness > 0) && a.length === b.length;
  const first = Math.max(nameLikeness(a[0] as string, b[0] as string), found[0] as number);
  return 5 * mains + (all ? 1.5 : 0) - (first === 0 ? 2 : 0);
}

/** 0 not the same, to 1 the same. */
function nameLikeness(a: string, b: string): number {
  if (a === b) return 1;
  if (a.replaceAll(" ", "") === b.replaceAll(" ", "")) return 0.95;
  const [wa, wb] = [a.split(" "), b.split(" ")];
  if (wa.length > 1 && wa.length === wb.length && [...wa].sort().join() === [...wb].sort().join()) return 0.95;
  const shortest = Math.min(a.length, b.length);
  const allowed = shortest < 5 ? 0 : shortest < 9 ? 1 : 2;
  if (editDistance(a, b, allowed) <= allowed) return 0.7;
  const [sa, sb] = [soundSkeleton(a.replaceAll(" ", "")), soundSkeleton(b.replaceAll(" ", ""))];
  if (sa === sb && sa.length >= 3) return 0.6;
  return sa.length >= 6 && editDistance(sa, sb, 1) <= 1 ? 0.4 : 0;
}

function lengthWeight({ seconds: a }: Prepared, { seconds: b }: Prepared): number {
  if (a === null || b === null) return 0;
  const apart = Math.abs(a - b);
  return apart <= 1.5 ? 3 : apart <= 3.5 ? 1.5 : apart <= 6.5 ? -1 : apart <= 15 ? -4 : -8;
}

/** Two ISRCs are two recordings, but for mistakes and re-registrations. */
function isrcWeight({ isrc: a }: Prepared, { isrc: b }: Prepared): number {
  return a === null || b === null ? 0 : a === b ? 8 : -5;
}
