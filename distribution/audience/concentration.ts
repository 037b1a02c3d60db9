/** How much of the listening lies where. */

export interface Concentration {
  /** Herfindahl-Hirschman index, 0 to 1. */
  readonly herfindahl: number;
  /** How many places of equal size would be as concentrated: 1 / index. */
  readonly effective: number;
  /** Share of the first, of the first three and of the first ten. */
  readonly top: readonly [number, number, number];
}

/** @param values not negative; null where they sum to nothing */
export function concentrationOf(values: readonly number[]): Concentration | null {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return null;
  const shares = values.map((value) => value / total).sort((a, b) => b - a);
  const first = (count: number): number => shares.slice(0, count).reduce((sum, share) => sum + share, 0);
  const herfindahl = shares.reduce((sum, share) => sum + share * share, 0);
  return { herfindahl, effective: 1 / herfindahl, top: [first(1), first(3), first(10)] };
}
