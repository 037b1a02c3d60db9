/** Languages of captions, from their letters (franc-min knows 82). */
import { franc } from "franc-min";

/** Shorter texts are told wrong too often. */
const LEAST_LETTERS = 40;

/** English name of the language; null where the words are too few or fit none. */
export function captionLanguage(words: string): string | null {
  if ((words.match(/\p{L}/gu) ?? []).length < LEAST_LETTERS) return null;
  const code = franc(words, { minLength: LEAST_LETTERS });
  if (code === "und") return null;
  return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? null;
}
