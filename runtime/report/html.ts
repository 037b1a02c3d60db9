/** Text into HTML: everything that comes from a file or a person goes through here. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What HTML, like XML, cannot hold at all: control characters, surrogates without partner, noncharacters. */
const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|\p{Surrogate}/gu;
/** Marks that turn the direction of writing: a name must not rearrange the sentence around it. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;

/** Safe as text and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replace(UNPRINTABLE, "\ufffd")
    .replace(DIRECTION, "")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
