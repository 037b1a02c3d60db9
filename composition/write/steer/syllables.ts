/**
 * Words to syllables. Hyphens that a person sets are kept; where there are none, syllables are estimated from groups of
 * vowels, which is right for most English words and for languages written as they sound, and wrong for some.
 */

export interface Syllable {
  /** As it is sung: "twi-" where the word goes on. */
  readonly text: string;
  readonly stressed: boolean;
}

export interface SungLine {
  readonly syllables: readonly Syllable[];
  /** Words whose syllables were estimated: those of several vowel groups without hyphens. */
  readonly estimated: readonly string[];
}

/** Little words that are not stressed unless they are sung against the beat. */
const LIGHT = new Set(
  (
    "a an the and or but nor of to in on at by for from with as into than that this these those is am are was were be been " +
    "has have had do does did will would shall should can could may might must i me my you your he him his she her it its we " +
    "us our they them their so if then there when where who what which not no oh all just like"
  ).split(" "),
);

/** Beginnings that leave the stress to what follows. */
const LIGHT_BEGINNING = /^(a|be|de|re|un|in|im|ex|en|em|con|com|pro|per|pre|dis|mis|ab|ad|al|to)$/;

const VOWELS = "aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿ";

/** "*" before a syllable says that it is stressed. */
export function syllablesOf(line: string): SungLine {
  const estimated: string[] = [];
  const syllables: Syllable[] = [];
  for (const word of line.trim().split(/\s+/).filter(Boolean)) {
    const marked = word.split("-").filter((part) => part.replace("*", "") !== "");
    if (marked.length === 0) continue;
    const parts = marked.length > 1 ? marked : estimatedSyllables(marked[0] as string);
    if (marked.length === 1 && parts.length > 1) estimated.push(word);
    const stressedAt = stressOf(parts);
    for (const [at, part] of parts.entries())
      syllables.push({
        text: part.replaceAll("*", "") + (at < parts.length - 1 ? "-" : ""),
        stressed: at === stressedAt,
      });
  }
  return { syllables, estimated };
}

/** Of a word's syllables, the one that is stressed; -1 for none. */
function stressOf(parts: readonly string[]): number {
  const told = parts.findIndex((part) => part.includes("*"));
  if (told >= 0) return told;
  const plain = parts.map((part) => part.toLowerCase().replace(/[^\p{L}']/gu, ""));
  if (plain.length === 1) return LIGHT.has(plain[0] as string) ? -1 : 0;
  return LIGHT_BEGINNING.test(plain[0] as string) ? 1 : 0;
}

/** Syllables by groups of vowels; between two groups, one consonant goes with the second, of more one stays. */
export function estimatedSyllables(word: string): string[] {
  const letters = [...word];
  const lower = letters.map((letter) => letter.toLowerCase());
  const isVowel = (at: number): boolean =>
    VOWELS.includes(lower[at] as string) && !(lower[at] === "y" && (at === 0 || VOWELS.includes(lower[at + 1] ?? "-")));
  const groups: [number, number][] = [];
  for (let at = 0; at < letters.length; at++) {
    if (!isVowel(at) || (lower[at] === "u" && lower[at - 1] === "q")) continue;
    const last = groups[groups.length - 1];
    const hiatus = last && last[1] === at && /^(ia|io|iu|eo|ua|uo|ïa|oë|aï)$/.test(`${lower[at - 1]}${lower[at]}`);
    const quiet = lower.slice(Math.max(0, at - 3), at + 1).join("") === "quie";
    if (last && last[1] === at && !quiet && !(hiatus && !softened(lower, at))) last[1] = at + 1;
    else groups.push([at, at + 1]);
  }
  // A last e is silent after a consonant ("time", "loves"), not in "little"; so is -ed but after t and d.
  const ending = lower.join("").replace(/[^\p{L}]+$/u, "");
  if (groups.length > 1) {
    const last = groups[groups.length - 1] as [number, number];
    const before = lower[last[0] - 1] ?? "";
    const alone = last[1] - last[0] === 1 && lower[last[0]] === "e" && !VOWELS.includes(before);
    const rest = ending.slice(last[1]);
    const sounds =
      (rest === "" && before === "l" && !VOWELS.includes(lower[last[0] - 2] ?? "a")) ||
      (rest === "s" &&
        /[sxzcg]|[sc]h/.test(
          lower
            .slice(Math.max(0, last[0] - 2), last[0])
            .join("")
            .slice(-1),
        )) ||
      (rest === "s" && /[sc]h$/.test(lower.slice(0, last[0]).join(""))) ||
      (rest === "d" && /[td]/.test(before));
    if (alone && (rest === "" || rest === "s" || rest === "d") && !sounds) groups.pop();
  }
  if (groups.length < 2) return [word];
  const cuts = groups.slice(1).map(([from], at) => {
    const end = (groups[at] as [number, number])[1];
    const between = lower.slice(end, from).join("");
    if (between.length <= 1 || /^(th|sh|ch|ph|wh|[bcdfgkpt][lr]|qu)$/.test(between)) return end;
    return /(th|sh|ch|ph|[bcdfgkpt][lr]|qu)$/.test(between) ? from - 2 : from - 1;
  });
  const edges = [0, ...cuts, letters.length];
  return edges.slice(1).map((edge, at) => letters.slice(edges[at], edge).join(""));
}

/** "-tion", "-cial", "-gious": i only softens the consonant before it. */
function softened(lower: readonly string[], at: number): boolean {
  return /[tscgx]/.test(lower[at - 2] ?? "") && lower[at - 1] === "i";
}
