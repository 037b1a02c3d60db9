/** What was asked of a master: the brief of its plan in words. */
import { basename } from "node:path";
import { shortest, withUnit } from "../../foundation/look/figure-text.ts";
import type { Json, Plan } from "../../foundation/plan/index.ts";
import { masterTargets } from "../../production/index.ts";
import { escapeHtml } from "./html.ts";

type Said = (value: Json) => string | null;

const texts = (value: Json): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : typeof value === "string" ? [value] : [];
const list: Said = (value) => (texts(value).length > 0 ? texts(value).join(", ") : null);
const number =
  (unit: string): Said =>
  (value) =>
    typeof value === "number" ? withUnit(value, unit, 1) : null;

/** Null: not asked for, or as it is anyway. */
const words: Readonly<Record<string, readonly [name: string, said: Said]>> = {
  targets: [
    "Where it goes",
    (value) =>
      texts(value)
        .map((name) => {
          const target = masterTargets.find((each) => each.name === name);
          return target ? `${target.label} (${target.source.replace(/(^|\s)-(?=\d)/g, "$1\u2212")})` : name;
        })
        .join("; ") || null,
  ],
  loudnessLufs: ["Loudness", number("LUFS")],
  ceilingDbtp: ["Ceiling", number("dBTP")],
  references: [
    "Should sound like",
    (value) =>
      texts(value)
        .map((name) => basename(name))
        .join(", ") || null,
  ],
  sound: ["Sound", list],
  amount: [
    "Amount of the match",
    (value) => (typeof value === "number" && value !== 1 ? `${shortest(100 * value)}\u202f%` : null),
  ],
  maxLimitingDb: ["Most limiting", number("dB")],
  adjust: ["In words", list],
  trim: ["Trimming", (value) => (value === true ? "silence and steady noise off both ends" : null)],
  fadeInSeconds: ["Fade-in", number("s")],
  fadeOutSeconds: ["Fade-out", number("s")],
  album: ["Album", (value) => (value === true ? "the songs belong together, in this order" : null)],
  albumLevels: [
    "Levels of the songs",
    (value) => (value === "even" ? "every song at the same loudness" : "as far apart as delivered"),
  ],
  phase: ["Phase of the filters", list],
  dither: ["Dither", list],
  formats: ["Formats", list],
};

export function askedTable({ brief }: Plan): string {
  const references = texts(brief.references ?? null).length > 0;
  const rows = Object.entries(brief).flatMap(([key, value]) => {
    // With references the sound is their name once more.
    if (key === "sound" && references) return [];
    const known = Object.hasOwn(words, key) ? words[key] : undefined;
    const said = known ? known[1](value) : value === null ? null : JSON.stringify(value);
    if (said === null) return [];
    return [`<tr><th scope="row">${escapeHtml(known ? known[0] : key)}</th><td>${escapeHtml(said)}</td></tr>`];
  });
  const nothing = texts(brief.targets ?? null).length === 0 && typeof brief.loudnessLufs !== "number" && !references;
  const whose = brief.album === true ? "loudest song" : "song";
  const lead = nothing
    ? `<p>No target and no reference: loudness was decided from the ${whose}'s own dynamics.</p>`
    : "";
  return `${lead}${rows.length > 0 ? `<table><tbody>${rows.join("")}</tbody></table>` : ""}`;
}
