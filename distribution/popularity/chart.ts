/** Charts as runs: when a recording came, how high it went, when it left. */
import { type Lifetime, medianLife, type SurvivalStep, survivalCurve } from "../../foundation/statistics/survival.ts";

export interface ChartCell {
  /** ISO 3166-1 code; "" where the chart names none. */
  readonly territory: string;
  readonly recording: string;
  readonly artist: string;
  /** First day of the week (or the day), as days since 1970-01-01. */
  readonly day: number;
  /** From 1. */
  readonly rank: number;
}

export interface ChartRun {
  readonly territory: string;
  readonly recording: string;
  readonly artist: string;
  readonly entry: number;
  readonly last: number;
  readonly charts: number;
  readonly peak: number;
  /** Charts from entry to peak. */
  readonly toPeak: number;
  /** It was there when the charts that are known begin: when it came is not known. */
  readonly cutOff: boolean;
  /** It may come back or is there still: when it left is not known. */
  readonly open: boolean;
  /** The recording's first run here. */
  readonly first: boolean;
}

/** A recording that is away for more days than this has left; coming back is a run of its own. */
const AWAY = 182;

/** Runs of each territory in order of entry. */
export function chartRuns(cells: readonly ChartCell[]): ChartRun[] {
  const territories = [...new Set(cells.map(({ territory }) => territory))].sort();
  return territories.flatMap((territory) => runsOf(cells.filter((cell) => cell.territory === territory)));
}

function runsOf(cells: readonly ChartCell[]): ChartRun[] {
  const days = [...new Set(cells.map(({ day }) => day))].sort((a, b) => a - b);
  const place = new Map(days.map((day, at) => [day, at]));
  const byRecording = new Map<string, ChartCell[]>();
  for (const cell of cells) {
    const list = byRecording.get(cell.recording);
    if (list) list.push(cell);
    else byRecording.set(cell.recording, [cell]);
  }
  const runs: ChartRun[] = [];
  for (const list of byRecording.values()) {
    list.sort((a, b) => a.day - b.day);
    let run: ChartCell[] = [];
    let first = true;
    const close = (): void => {
      const [head] = run as [ChartCell];
      const tail = run[run.length - 1] as ChartCell;
      const peak = Math.min(...run.map(({ rank }) => rank));
      const at = (cell: ChartCell): number => place.get(cell.day) as number;
      runs.push({
        territory: head.territory,
        recording: head.recording,
        artist: head.artist,
        entry: head.day,
        last: tail.day,
        charts: new Set(run.map(({ day }) => day)).size,
        peak,
        toPeak: at(run.find(({ rank }) => rank === peak) as ChartCell) - at(head),
        // What is on the first chart came before it.
        cutOff: at(head) === 0,
        open: at(tail) === days.length - 1,
        first,
      });
      first = false;
      run = [];
    };
    for (const cell of list) {
      const before = run[run.length - 1];
      if (before && cell.day - before.day > AWAY) close();
      run.push(cell);
    }
    close();
  }
  return runs.sort((a, b) => a.entry - b.entry || (a.recording < b.recording ? -1 : 1));
}

export interface ChartDynamics {
  readonly territory: string;
  readonly charts: number;
  readonly places: number;
  readonly recordings: number;
  /** New runs a chart. */
  readonly entries: number;
  readonly medianPeak: number;
  readonly medianToPeak: number;
  /** Share of runs that are highest on their first chart. */
  readonly debutPeak: number;
  /** Share of runs of one chart only. */
  readonly oneChart: number;
  /** Charts by which half of the runs have left, with its 95 % interval. */
  readonly halfLife: { readonly value: number | null; readonly low: number | null; readonly high: number | null };
  readonly survival: readonly SurvivalStep[];
}

export function chartDynamics(cells: readonly ChartCell[], runs: readonly ChartRun[]): ChartDynamics[] {
  return [...new Set(cells.map(({ territory }) => territory))].sort().map((territory) => {
    const own = cells.filter((cell) => cell.territory === territory);
    const charts = new Set(own.map(({ day }) => day)).size;
    const known = runs.filter((run) => run.territory === territory && !run.cutOff);
    const left = known.filter(({ open }) => !open);
    const share = (count: number, of: number): number => (of > 0 ? count / of : 0);
    const survival = survivalCurve(known.map(({ charts: time, open }): Lifetime => ({ time, ended: !open })));
    return {
      territory,
      charts,
      places: Math.round(own.length / Math.max(1, charts)),
      recordings: new Set(own.map(({ recording }) => recording)).size,
      entries: share(known.length, charts - 1),
      medianPeak: middle(left.map(({ peak }) => peak)),
      medianToPeak: middle(left.map(({ toPeak }) => toPeak)),
      debutPeak: share(left.filter(({ toPeak }) => toPeak === 0).length, left.length),
      oneChart: share(left.filter(({ charts: count }) => count === 1).length, left.length),
      halfLife: medianLife(survival),
      survival,
    };
  });
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
