/** Which parts of a song are alike, by the stretches that they have in common. */

/** Mean likeness along a stretch from which on two parts are alike. */
const ALIKE = 0.6;
/** Of the shorter part, that has to be alike. */
const SHARE = 0.7;

/**
 * One letter a part, "A" for the first and those like it.
 *
 * @param likeness [count × count] of the surroundings of two moments, -1 to 1
 * @param ends where parts begin, and the end of the last, in moments
 */
export function labelParts(likeness: Float32Array, count: number, ends: readonly number[]): string[] {
  const parts = ends.slice(1).map((end, at) => [ends[at] as number, end] as const);
  const group: number[] = [];
  parts.forEach((part, at) => {
    let best = -1;
    let most = ALIKE;
    for (let earlier = 0; earlier < at; earlier++) {
      const value = alongBest(likeness, count, parts[earlier] as readonly [number, number], part);
      if (value > most) [best, most] = [earlier, value];
    }
    group.push(best < 0 ? Math.max(-1, ...group) + 1 : (group[best] as number));
  });
  return group.map((number) => letter(number));
}

/** The largest mean along a diagonal that both parts share enough of. */
function alongBest(
  likeness: Float32Array,
  count: number,
  [aFrom, aTo]: readonly [number, number],
  [bFrom, bTo]: readonly [number, number],
): number {
  const least = Math.max(1, Math.floor(SHARE * Math.min(aTo - aFrom, bTo - bFrom)));
  let best = -1;
  for (let lag = bFrom - aTo + least; lag <= bTo - aFrom - least; lag++) {
    const [from, to] = [Math.max(aFrom, bFrom - lag), Math.min(aTo, bTo - lag)];
    if (to - from < least) continue;
    let sum = 0;
    for (let at = from; at < to; at++) sum += likeness[at * count + at + lag] as number;
    best = Math.max(best, sum / (to - from));
  }
  return best;
}

/** "A" to "Z", then "A2". */
const letter = (number: number): string =>
  `${String.fromCharCode(65 + (number % 26))}${number < 26 ? "" : Math.floor(number / 26) + 1}`;
