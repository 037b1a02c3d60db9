/** Decisions of a composition in words. */
import { FONT_ID, type FontValue } from "../../composition/write/plan-sound.ts";
import type { Decision } from "../../foundation/plan/index.ts";

/** Of the twelve tonics. */
export const KEYS: readonly string[] = [
  "C",
  "C\u266f",
  "D",
  "E\u266d",
  "E",
  "F",
  "F\u266f",
  "G",
  "A\u266d",
  "A",
  "B\u266d",
  "B",
];

/** A value of a composition as people read it. */
export function shown({ id, value, unit }: Decision): string {
  if (id === "song.tonic") return KEYS[value as number] ?? String(value);
  if (id === "song.form")
    return (value as { label: string; bars: number }[]).map(({ label, bars }) => `${label} ${bars}`).join(", ");
  if (id === "song.metre") return `${(value as { beats: number }).beats}/${(value as { beatUnit: number }).beatUnit}`;
  if (id === FONT_ID && value !== null && typeof value === "object") {
    const { name, file, sha256 } = value as FontValue;
    return `${name || file} (${file}, SHA-256 ${sha256.slice(0, 12)}\u2026)`;
  }
  if (Array.isArray(value)) return value.join(", ");
  return `${String(value)}${unit === "" || id === "song.form" ? "" : ` ${unit}`}`;
}

const SENTENCES: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => string>> = {
  "brief.asked": () => "asked for",
  "brief.valence": ({ song }) => `from the valence asked for${song ? ` (${song} was the model for the rest)` : ""}`,
  "person.brought": () => "as in the file brought",
  "harmony.under-melody": ({ bitsPerSlot, cadence }) =>
    `the best line found under the melody, ${bitsPerSlot} bits a chord; ending: ${cadence}`,
  "melody.between": ({ tries, bitsPerNote }) =>
    `written between its neighbours: the best of ${tries} drawn, ${bitsPerNote} bits a note`,
  "melody.varied": ({ amount }) => `a variation was asked for, amount ${amount}`,
  "melody.for-words": ({ syllables }) => `for the ${syllables} syllables of its line`,
  "song.kept": () => "kept from the earlier plan",
  "style.song": ({ song }) => (song ? `as in ${song}` : "usual"),
  "style.song-and-energy": ({ song, energy }) => `${song ? `from ${song}` : "usual"}, moved by energy ${energy}`,
  "style.drawn": ({ cadence, bitsPerSlot }) =>
    cadence === undefined
      ? "drawn from the style"
      : `drawn from the style, ${bitsPerSlot} bits a chord; ending: ${cadence}`,
  "form.usual": () => "usual in song",
  "form.repeats": ({ share, song }) =>
    `so that about ${Math.round(100 * Number(share))} % of the bars repeat${song ? `, as in ${song}` : ""}`,
  "instruments.energy": ({ energy }) => `fit energy ${energy}`,
  "form.varied": ({ share }) => `varied, so that about ${Math.round(100 * Number(share))} % of the bars repeat`,
  "melody.repeats": () => "repeats a bar of the section",
  "melody.best-of": ({ tries, bitsPerNote }) => `the best of ${tries} drawn, ${bitsPerNote} bits a note`,
  "melody.proposed": ({ score, ownScore, bitsPerNote, ...facts }) =>
    `from the server: the best of ${weighed(facts)}, score ${score} (our own best ${ownScore}), ${bitsPerNote} bits a note`,
  "melody.proposals-weaker": ({ score, ownScore, ...facts }) =>
    `the server's best of ${weighed(facts)} had score ${score}, ours ${ownScore}`,
  "melody.proposals-refused": (facts) => `of the server's none stood: ${weighed(facts)}`,
  "album.neighbouring-key": () => "a neighbour of the first song's key",
  "album.arc": () => "the album's arc: firm, at rest, its height late, calm at the end",
  "album.mode-and-energy": () => "follows mode and energy",
  "album.shared-motif": () => "every third song brings the album's motif back",
  "album.first-opening": () => "how the first song begins",
  "sound.own": () => "our own instruments; --sound-font plays with a font",
  "sound.usual-program": () => "usual for this part",
  "sound.preset": ({ preset }) => `played by "${preset}" of the font`,
  "texture.energy": ({ energy }) => `the song's energy is ${energy}`,
};

const REFUSED: Readonly<Record<string, string>> = {
  unreadable: "no notes that can be read",
  empty: "no note in these bars",
  offGrid: "off the grid of sixteenths",
  outOfRange: "out of the range",
  outOfKey: "out of key and chord",
};

/** "3 of 8 proposals (4 out of the range, 1 out of key and chord)". */
function weighed({ proposals, weighed: left, ...rest }: Readonly<Record<string, unknown>>): string {
  const why = Object.entries(REFUSED).flatMap(([code, words]) => (rest[code] ? [`${rest[code]} ${words}`] : []));
  return `${left} of ${proposals} proposals${why.length > 0 ? ` (${why.join(", ")})` : ""}`;
}

/** Why, in a line. */
export function why({ reasons, by }: Decision): string {
  if (by === "person" && reasons.every(({ code }) => code === "song.kept")) return "a person's";
  return reasons.map(({ code, facts }) => SENTENCES[code]?.(facts) ?? code).join("; ");
}
