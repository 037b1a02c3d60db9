/** Text into HTML: everything that comes from a file or a person goes through here. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Control characters, surrogates without partner, private and unassigned ones: HTML cannot hold them, or nobody can read them. */
const UNREADABLE = /(?![\n\t])[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu;
/** Marks that turn the direction of writing: a name must not rearrange the sentence around it. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;

/** Safe as text and inside quoted attributes, in HTML and in XML. */
export function escapeHtml(text: string): string {
  return text
    .replace(UNREADABLE, "\ufffd")
    .replace(DIRECTION, "")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** A relative address for `src` and `href`: each part of the path percent-encoded, "./" in front so that no part reads as a scheme. */
export function relativeAddress(path: string): string {
  const parts = path.split(/[\\/]/).map((part) => encodeURIComponent(part.toWellFormed()).replace(/'/g, "%27"));
  return `./${parts.join("/")}`;
}
