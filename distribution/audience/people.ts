/** Listeners and followers: people, who are in many days, places and recordings at once. What is shown is what was counted. */
import { figureName } from "../../foundation/tables/figure.ts";
import { type Basis, isoDay } from "../../foundation/tables/index.ts";
import type { PanelCell } from "./panel.ts";

export interface PeopleCount {
  readonly figure: string;
  readonly service: string;
  readonly unit: string;
  readonly basis: Basis;
  /** Last day, or end of the last span, that was counted. */
  readonly day: string;
  readonly value: number;
  /** The count nearest to four weeks before, not more than a week off; null where there is none. */
  readonly before: { readonly day: string; readonly value: number } | null;
  /** Median over the days of the period: what a usual day has. */
  readonly median: number;
}

const FOUR_WEEKS = 28;

/** The latest count of each kind of people on each service. */
export function peopleCounts(cells: readonly PanelCell[]): PeopleCount[] {
  const groups = new Map<string, PanelCell[]>();
  for (const cell of cells) {
    const key = `${cell.service}\0${cell.unit}\0${cell.basis}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].map((group): PeopleCount => {
    const sorted = [...group].sort((a, b) => a.until - b.until);
    const last = sorted.at(-1) as PanelCell;
    const wanted = last.until - FOUR_WEEKS;
    const near = sorted
      .filter(({ until }) => Math.abs(until - wanted) <= 7 && until < last.until)
      .sort((a, b) => Math.abs(a.until - wanted) - Math.abs(b.until - wanted))[0];
    const values = sorted.map(({ quantity }) => quantity).sort((a, b) => a - b);
    const { service, unit, basis } = last;
    return {
      figure: figureName({ unit, basis, service, from: isoDay(last.from), until: isoDay(last.until) }),
      service,
      unit,
      basis,
      day: isoDay(last.until),
      value: last.quantity,
      before: near ? { day: isoDay(near.until), value: near.quantity } : null,
      median: values[values.length >> 1] as number,
    };
  });
}
