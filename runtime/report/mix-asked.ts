/** What was asked of a mix: the brief of its plan in words; "" where nothing was. */
import type { Json, Plan } from "../../foundation/plan/index.ts";
import { escapeHtml } from "./html.ts";
import { roleLabel } from "./mix-value-text.ts";

const balances: Readonly<Record<string, string>> = {
  keep: "levels stay as they came in",
  refine: "the balance stays and is refined",
  new: "a new balance",
};

const list = (value: Json): string | null =>
  Array.isArray(value) && value.length > 0 ? value.map((each) => String(each)).join(", ") : null;

/** Null: not asked for, or as it is anyway. */
const words: Readonly<Record<string, readonly [name: string, said: (value: Json) => string | null]>> = {
  balance: ["Levels", (value) => (typeof value === "string" ? (balances[value] ?? value) : null)],
  effects: ["Effects", (value) => (value === false ? "no reverb and no echo" : null)],
  roles: [
    "What stems are",
    (value) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.entries(value)
            .map(([id, role]) => `${id}: ${roleLabel(String(role))}`)
            .join("; ") || null
        : null,
  ],
  accepted: ["Proposals accepted", list],
  references: ["The master should sound like", list],
};

export function mixAsked({ brief }: Plan): string {
  const rows = Object.entries(brief).flatMap(([key, value]) => {
    const known = Object.hasOwn(words, key) ? words[key] : undefined;
    const said = known ? known[1](value) : value === null ? null : JSON.stringify(value);
    if (said === null) return [];
    return [`<tr><th scope="row">${escapeHtml(known ? known[0] : key)}</th><td>${escapeHtml(said)}</td></tr>`];
  });
  if (rows.length === 0) return "";
  return `<section>\n<h2>What was asked</h2>\n<table><tbody>${rows.join("")}</tbody></table>\n</section>`;
}
