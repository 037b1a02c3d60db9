/**
 * The figures of many posts, each of some units: columns of numbers rather than an object for each, since half a million
 * posts have millions of them.
 */

/** A span of days that an export tells a post's figures of. */
export interface FigureSpan {
  /** Days. */
  readonly length: number;
  /** Last day that its export is about. */
  readonly reach: number;
  /** Number of its export; later imports have higher ones. */
  readonly source: number;
}

export const isLater = (a: FigureSpan, b: FigureSpan): boolean =>
  a.reach > b.reach || (a.reach === b.reach && a.source > b.source);

/** Instead of the number of a span. */
const NONE = -1;
const DAILY = -2;

export interface PostFigures {
  /** One day's figure: added up, where there is none of the post's life so far. */
  addDay(post: number, unit: number, value: number): void;
  /** Of several spans the longest is taken, then the one that reaches furthest, then the one imported last. */
  addSpan(post: number, unit: number, value: number, span: number): void;
  /** Null where there is none. */
  get(post: number, unit: number): number | null;
}

/**
 * @param posts how many there are at most; posts and units are numbered from 0
 * @param spans all spans, by number; may grow
 */
export function createPostFigures(posts: number, units: number, spans: readonly FigureSpan[]): PostFigures {
  const values = new Float64Array(posts * units);
  const from = new Int32Array(posts * units).fill(NONE);
  return {
    addDay(post, unit, value) {
      const at = post * units + unit;
      if ((from[at] as number) >= 0) return;
      values[at] = (from[at] === DAILY ? (values[at] as number) : 0) + value;
      from[at] = DAILY;
    },
    addSpan(post, unit, value, span) {
      const at = post * units + unit;
      const known = from[at] as number;
      if (known >= 0) {
        const [before, now] = [spans[known] as FigureSpan, spans[span] as FigureSpan];
        if (now.length < before.length || (now.length === before.length && !isLater(now, before))) return;
      }
      values[at] = value;
      from[at] = span;
    },
    get(post, unit) {
      const at = post * units + unit;
      return from[at] === NONE ? null : (values[at] as number);
    },
  };
}
