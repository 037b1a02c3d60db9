/** Scores of one row, for the part on which constants were chosen and for the rest. */

export interface Scored {
  readonly name: string;
  readonly chosen: boolean;
  readonly value: number;
  /** How much it counts. */
  readonly weight: number;
}

export interface RowResult {
  readonly what: string;
  readonly must: string;
  readonly scores: readonly Scored[];
  readonly lines?: readonly string[];
}

export function meanOf(scores: readonly Scored[]): number {
  const weight = scores.reduce((sum, each) => sum + each.weight, 0);
  return scores.reduce((sum, each) => sum + each.value * each.weight, 0) / Math.max(1e-9, weight);
}

/** The F measure. */
export function fMeasure(right: number, found: number, wanted: number): number {
  return found + wanted === 0 ? 1 : (2 * right) / (found + wanted);
}

/** The lowest, for looking at what is wrong. */
export function lowest(scores: readonly Scored[], count: number): string {
  const sorted = [...scores].sort((a, b) => a.value - b.value).slice(0, count);
  return sorted.map(({ name, value }) => `${name} ${value.toFixed(2)}`).join(", ");
}
