/**
 * One basis for one figure. Statements, dashboards and charts count the same streams: adding them would count twice. Of
 * what is there, the set that covers most of the period is used and named; the others stand beside it with their ratio.
 */
import type { Basis } from "../../foundation/tables/index.ts";
import { monthlySums } from "./monthly.ts";
import type { Month, PanelCell } from "./panel.ts";

/** Cells that may be added: of one basis, split in one way. */
export interface CellSet {
  readonly basis: Basis;
  /** Split by place, by recording. */
  readonly placed: boolean;
  readonly recorded: boolean;
  readonly cells: readonly PanelCell[];
  /** Sum of each month; NaN where it is not covered. */
  readonly monthly: readonly number[];
}

export interface ChosenBasis {
  readonly used: CellSet;
  /** Others with the ratio of their sum to the used one over the months that both cover; null where there are none. */
  readonly others: readonly { readonly set: CellSet; readonly ratio: number | null; readonly months: number }[];
}

/** A paid figure is worth more than a counted one of the same coverage; charts see a part only. */
const ORDER: readonly Basis[] = ["paid", "counted", "sold", "charted"];

/**
 * @param cells of one service and one unit
 * @returns null where there is no such set
 */
export function chooseBasis(cells: readonly PanelCell[], months: readonly Month[]): ChosenBasis | null {
  const groups = new Map<string, PanelCell[]>();
  for (const cell of cells) {
    // A span of months and the days within it are two accounts of the same streams.
    const grain = cell.until - cell.from > 30 ? "span" : "month";
    const key = `${cell.basis} ${cell.territory !== null} ${cell.recording !== null} ${grain}`;
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  const sets = [...groups.values()].map((group): CellSet => {
    const { basis, territory, recording } = group[0] as PanelCell;
    return {
      basis,
      placed: territory !== null,
      recorded: recording !== null,
      cells: group,
      monthly: monthlySums(group, months),
    };
  });
  const covered = ({ monthly }: CellSet): number => monthly.filter(Number.isFinite).length;
  sets.sort(
    (a, b) =>
      Number(a.basis === "charted") - Number(b.basis === "charted") ||
      covered(b) - covered(a) ||
      ORDER.indexOf(a.basis) - ORDER.indexOf(b.basis) ||
      Number(a.recorded) - Number(b.recorded),
  );
  const [used, ...rest] = sets;
  if (!used) return null;
  return { used, others: rest.map((set) => ({ set, ...ratioOf(set, used) })) };
}

function ratioOf(set: CellSet, used: CellSet): { ratio: number | null; months: number } {
  let own = 0;
  let other = 0;
  let months = 0;
  for (const [at, value] of set.monthly.entries()) {
    const beside = used.monthly[at] as number;
    if (!Number.isFinite(value) || !Number.isFinite(beside)) continue;
    own += value;
    other += beside;
    months++;
  }
  return { ratio: months > 0 && other > 0 ? own / other : null, months };
}

/** The basis for the name of a figure, where all of it has one; otherwise `trace` shows each. */
export function onlyBasis(cells: readonly PanelCell[]): { readonly basis?: Basis } {
  const [first] = cells;
  return first && cells.every(({ basis }) => basis === first.basis) ? { basis: first.basis } : {};
}
