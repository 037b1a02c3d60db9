/** Counts of people as they may be shown: no cell of fewer than ten, and none that the others give away. */

/** Fewest people in a cell that is shown. */
export const FEWEST_SHOWN = 10;

export interface PeopleCell {
  readonly name: string;
  /** Null where it is not shown. */
  readonly people: number | null;
  /** "under 10"; "not shown" where showing it would give a smaller one away; else the number. */
  readonly shown: string;
}

/**
 * Cells under ten are left out. The total may be known from elsewhere, so cells that are left out must come to ten together,
 * and be more than one: the smallest others are left out too until they do.
 */
export function shownCells(counts: readonly (readonly [name: string, people: number])[]): PeopleCell[] {
  const cells = counts.filter(([, people]) => people > 0).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  let kept = cells.filter(([, people]) => people >= FEWEST_SHOWN).length;
  const hidden = (): number => cells.slice(kept).reduce((sum, [, people]) => sum + people, 0);
  while (kept > 0 && kept < cells.length && (cells.length - kept < 2 || hidden() < FEWEST_SHOWN)) kept--;
  return cells.map(([name, people], at) =>
    at < kept
      ? { name, people, shown: `${people}` }
      : { name, people: null, shown: people < FEWEST_SHOWN ? `under ${FEWEST_SHOWN}` : "not shown" },
  );
}
