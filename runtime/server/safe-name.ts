/** Names from outside as names of files: what a system could take for something else is taken out. */

/** Names that Windows keeps for devices, with any ending. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
/** Bytes of UTF-8: 255 is what most file systems take, and " 2" and the names of unfinished files need room. */
const LONGEST = 200;

/**
 * A name that is one file name on every system: in NFC, without folders, control characters (invisible ones that turn
 * the direction of writing among them), characters and names that Windows keeps, and dots or spaces at its ends.
 *
 * @param fallback where nothing is left
 */
export function safeName(name: string, fallback = "file"): string {
  const last = name.normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const clean = last
    // Lone halves of characters cannot be written as UTF-8.
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/^[\s.]+|[\s.]+$/gu, "");
  const named = RESERVED.test(clean) ? `_${clean}` : clean;
  // What begins with a dash would be an option to many a program.
  return shortened(named.replace(/^-+/, "_")) || fallback;
}

/** Cut to `LONGEST` bytes between two characters; the ending stays. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
  let stem = "";
  for (const character of name.slice(0, name.length - ending.length)) {
    if (Buffer.byteLength(stem + character + ending) > LONGEST) break;
    stem += character;
  }
  return `${stem.trimEnd()}${ending}`;
}

/** "mix.wav", "mix 2.wav", "mix 3.wav"...: the names to try until one is free. */
export function* freeNames(name: string): Generator<string, never, void> {
  yield name;
  const ending = /\.[^.]{1,12}$/.exec(name)?.[0] ?? "";
  const stem = name.slice(0, name.length - ending.length);
  for (let number = 2; ; number++) yield `${stem} ${number}${ending}`;
}
