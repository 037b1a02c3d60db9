/** Words of a song from plain text: a line for each phrase, sections apart by empty lines, or named as [chorus]. */
import { InputError } from "../../../foundation/plan/index.ts";
import { phraseLengths, type SketchSection } from "../../learn/song/song-sketch.ts";
import { isSung } from "../song-request.ts";

export interface WordsLine {
  readonly text: string;
  /** In the file, from 1. */
  readonly at: number;
}

/** Lines by section number (from 1). */
export type WordsBySection = ReadonlyMap<number, readonly WordsLine[]>;

interface Stanza {
  readonly label: string | null;
  readonly at: number;
  readonly lines: WordsLine[];
}

/**
 * Which lines each section sings. Stanzas under [label] go to the sections of that label in turn, the last for all that
 * are left; without labels, stanzas go to the sections that sing, in order; one stanza alone is spread over all of them, a
 * line a phrase. Throws InputError naming the line for what cannot be sung.
 */
export function wordsBySection(
  text: string,
  sections: readonly SketchSection[],
  instruments: readonly string[],
): WordsBySection {
  const stanzas = stanzasOf(text);
  if (stanzas.length === 0) throw new InputError("--words", "lines to sing", "none");
  const sung = sections.flatMap((section, at) =>
    isSung(section.label, instruments) ? [{ section, number: at + 1 }] : [],
  );
  if (sung.length === 0 || !instruments.includes("lead"))
    throw new InputError("--words", "a song with a lead and a section that sings", "none");
  const out = new Map<number, readonly WordsLine[]>();
  const named = stanzas.filter(({ label }) => label !== null);
  if (named.length > 0) {
    for (const { label, at } of stanzas)
      if (label === null || !sung.some(({ section }) => sameLabel(section.label, label)))
        throw new InputError(
          "--words",
          `every stanza under one of ${[...new Set(sung.map(({ section }) => `[${section.label}]`))].join(", ")}`,
          label === null ? `line ${at} under no name` : `[${label}] in line ${at}`,
        );
    for (const { section, number } of sung) {
      const own = named.filter(({ label }) => sameLabel(section.label, label as string));
      const turn = sung.filter((each) => each.section.label === section.label && each.number < number).length;
      const stanza = own[Math.min(turn, own.length - 1)];
      if (stanza) out.set(number, stanza.lines);
    }
  } else if (stanzas.length > 1) {
    const extra = stanzas[sung.length];
    if (extra)
      throw new InputError("--words", `${sung.length} stanzas, as sections sing`, `another in line ${extra.at}`);
    for (const [at, { lines }] of stanzas.entries()) out.set((sung[at] as (typeof sung)[number]).number, lines);
  } else spread((stanzas[0] as Stanza).lines, sung, out);
  for (const { section, number } of sung) {
    const lines = out.get(number) ?? [];
    if (lines.length > section.bars)
      throw new InputError(
        "--words",
        `at most ${section.bars} lines for ${section.label}, which has as many bars`,
        `${lines.length} from line ${lines[0]?.at}`,
      );
  }
  return out;
}

function sameLabel(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** One line for each phrase of four bars, or as many as are needed for all to be sung. */
function spread(
  lines: readonly WordsLine[],
  sung: readonly { readonly section: SketchSection; readonly number: number }[],
  out: Map<number, readonly WordsLine[]>,
): void {
  const phrases = sung.map(({ section }) => phraseLengths(section.bars).length);
  const all = phrases.reduce((sum, count) => sum + count, 0);
  const each = Math.ceil(lines.length / all);
  let from = 0;
  for (const [at, { number }] of sung.entries()) {
    const share = lines.slice(from, from + each * (phrases[at] as number));
    from += share.length;
    if (share.length > 0) out.set(number, share);
  }
}

function stanzasOf(text: string): Stanza[] {
  const stanzas: Stanza[] = [];
  let open = false;
  for (const [index, raw] of text.split(/\r\n?|\n/).entries()) {
    const line = raw.replace(/^\uFEFF/, "").trim();
    const at = index + 1;
    const label = /^\[\s*(.+?)\s*\]$/.exec(line)?.[1];
    if (label !== undefined) {
      stanzas.push({ label, at, lines: [] });
      open = true;
    } else if (line === "") {
      // Under a name, an empty line is only a breath.
      if (stanzas.at(-1)?.label === null || stanzas.at(-1)?.lines.length) open = stanzas.at(-1)?.label !== null && open;
    } else {
      if (!/\p{L}/u.test(line)) throw new InputError("--words", "words", `${JSON.stringify(line)} in line ${at}`);
      if (!open) stanzas.push({ label: null, at, lines: [] });
      open = true;
      stanzas.at(-1)?.lines.push({ text: line, at });
    }
  }
  return stanzas.filter(({ lines }) => lines.length > 0);
}
