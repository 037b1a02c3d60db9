/** Names as they are compared: without case, marks, punctuation and alphabets. */

/** Cyrillic to Latin, as most catalogues write it (near to BGN/PCGN). */
const CYRILLIC: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  ґ: "g",
  д: "d",
  е: "e",
  ё: "yo",
  є: "ye",
  ж: "zh",
  з: "z",
  и: "i",
  і: "i",
  ї: "yi",
  й: "y",
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
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
  қ: "q",
  ғ: "gh",
  ң: "ng",
  ө: "o",
  ұ: "u",
  ү: "u",
  һ: "h",
  ә: "a",
};
/** Greek to Latin (near to ISO 843, transcription). */
const GREEK: Readonly<Record<string, string>> = {
  α: "a",
  β: "v",
  γ: "g",
  δ: "d",
  ε: "e",
  ζ: "z",
  η: "i",
  θ: "th",
  ι: "i",
  κ: "k",
  λ: "l",
  μ: "m",
  ν: "n",
  ξ: "x",
  ο: "o",
  π: "p",
  ρ: "r",
  σ: "s",
  ς: "s",
  τ: "t",
  υ: "y",
  φ: "f",
  χ: "ch",
  ψ: "ps",
  ω: "o",
};
const LATIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
  ŋ: "ng",
};

/** "Beyoncé & JAY-Z" is "beyonce and jay z"; "Кино" is "kino". Letters of other alphabets stay. */
export function plainName(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFKC")
    .replace(/[^ -~]/g, (letter) => CYRILLIC[letter] ?? GREEK[letter] ?? LATIN[letter] ?? letter)
    .replace(/&|\+/g, " and ")
    .replace(/['’`´ʼ]/g, "")
    .replace(/\$/g, "s")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * What is left of a plain name when spellings of one sound are made one and vowels are dropped: "tchaikovsky" and
 * "chaykovskiy" are both "chkvsk". Names of other alphabets are left as they are.
 */
export function soundSkeleton(plain: string): string {
  return plain
    .replace(/shch|sch|tch|tsch/g, "ch")
    .replace(/kh/g, "h")
    .replace(/ph/g, "f")
    .replace(/ts|tz|c(?=[eiy])/g, "z")
    .replace(/ck|q|c(?!h)/g, "k")
    .replace(/x/g, "ks")
    .replace(/w/g, "v")
    .replace(/dj|zh/g, "j")
    .replace(/(?<=.)[aeiouyj]/g, "")
    .replace(/(.)\1+/g, "$1");
}

/**
 * Edits between two texts (Damerau 1964, with neighbours exchanged as one edit; optimal string alignment), up to `most`;
 * `most + 1` where there are more.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, (before[j - 2] as number) + 1);
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] as number;
}
