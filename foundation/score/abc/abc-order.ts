/** The order in which items sound: repeats, endings and the order of parts followed. */
import type { AbcItem } from "./abc-items.ts";

/** More than any tune has, repeats played. */
export const mostPlayed = 500_000;

/** More than any tune has. */
const mostParts = 200;

/** Places of the items of a voice in the order of playing; more than `mostPlayed` where there is no end of repeats. */
export function playingOrder(items: readonly AbcItem[], order: string | null): number[] {
  const parts = order === null ? null : partRanges(items);
  const letters = order === null ? [] : expandOrder(order);
  const known = parts === null ? [] : letters.filter((letter) => parts.has(letter));
  if (parts === null || known.length === 0) return followRepeats(items, 0, items.length);
  const head = [...parts.values()][0]![0];
  const places = followRepeats(items, 0, head);
  for (const letter of known) {
    for (const place of followRepeats(items, ...parts.get(letter)!)) places.push(place);
    if (places.length > mostPlayed) break;
  }
  return places;
}

function partRanges(items: readonly AbcItem[]): Map<string, [from: number, to: number]> {
  const ranges = new Map<string, [number, number]>();
  let open: [number, number] | null = null;
  items.forEach((item, at) => {
    if (item.kind !== "part") return;
    if (open !== null) open[1] = at;
    open = [at, items.length];
    if (!ranges.has(item.label)) ranges.set(item.label, open);
  });
  return ranges;
}

/** "A2(BC)2" to A A B C B C; what it does not know it passes over. */
function expandOrder(text: string): string[] {
  let at = 0;
  function level(): string[] {
    const out: string[] = [];
    while (at < text.length && text[at] !== ")") {
      const char = text[at++]!;
      let piece: string[] = [];
      if (char === "(") {
        piece = level();
        at++;
      } else if (/[A-Za-z]/.test(char)) piece = [char];
      const count = /^\d{1,2}/.exec(text.slice(at, at + 2))?.[0];
      if (count !== undefined) at += count.length;
      for (let turn = 0; turn < Number(count ?? 1) && out.length < mostParts; turn++) out.push(...piece);
    }
    return out.slice(0, mostParts);
  }
  const out: string[] = [];
  while (at < text.length && out.length < mostParts) {
    out.push(...level());
    at++;
  }
  return out.slice(0, mostParts);
}

function followRepeats(items: readonly AbcItem[], from: number, to: number): number[] {
  const places: number[] = [];
  let start = from;
  let pass = 1;
  let inEnding = false;
  let at = from;
  while (at < to && places.length <= mostPlayed) {
    const item = items[at]!;
    places.push(at);
    if (item.kind === "ending") {
      inEnding = true;
      if (!item.passes.includes(pass)) {
        at = endOfEnding(items, at + 1, to);
        continue;
      }
    } else if (item.kind === "bar") {
      if (item.repeatEnd > 0) {
        if (pass < passes(items, start, at, to, item.repeatEnd)) {
          pass++;
          inEnding = false;
          at = start;
          continue;
        }
        pass = 1;
        inEnding = false;
        start = at + 1;
      } else if (item.repeatStart || (inEnding && item.strong)) {
        pass = 1;
        inEnding = false;
        start = at + 1;
      }
    }
    at++;
  }
  return places;
}

/** How often the music between is played: as the endings say, else once more than there are colons. */
function passes(items: readonly AbcItem[], start: number, end: number, to: number, colons: number): number {
  let most = colons + 1;
  const include = (item: AbcItem): void => {
    if (item.kind === "ending") for (const pass of item.passes) most = Math.max(most, Math.min(pass, 50));
  };
  for (let at = start; at <= end; at++) include(items[at]!);
  // Further endings stand directly behind each other's repeat signs.
  for (let at = end + 1; at < to && items[at]!.kind === "ending"; at = endOfEnding(items, at + 1, to))
    include(items[at]!);
  return most;
}

/** Where the music goes on behind an ending that is not played: at the next ending, or behind its repeat sign. */
function endOfEnding(items: readonly AbcItem[], from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const item = items[at]!;
    if (item.kind === "ending") return at;
    if (item.kind === "bar" && (item.repeatEnd > 0 || item.repeatStart)) {
      const next = items[at + 1];
      return next?.kind === "ending" || item.repeatEnd > 0 ? at + 1 : at;
    }
  }
  return to;
}
