/**
 * Which record may follow which: content models as automata (Glushkov 1961; Brüggemann-Klein and Wood 1998, One-unambiguous
 * regular languages). The models of DSRF are one-unambiguous, as XML Schema demands, so a state and a record type have one
 * next state at most.
 */

export interface ContentModel {
  /** Record type of each state; state 0 is the start and has none. */
  readonly types: readonly string[];
  /** States that may follow each state. */
  readonly follow: readonly (readonly number[])[];
  /** States at which a file may end. */
  readonly last: ReadonlySet<number>;
  /** Pairs "from to" that begin a block, and those that stay in one or are in none. A pair may be both: the BlockId tells. */
  readonly opens: ReadonlySet<string>;
  readonly stays: ReadonlySet<string>;
}

interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly empty: boolean;
}

/**
 * Reads a model such as `HEAD (SY01 | SY02)+ {RE01? AS01+ SU01+}* FOOT`: names, groups, choices, `?`, `*`, `+`; braces are
 * blocks. Throws Error where the text is no model: models are written by us.
 */
export function readContentModel(text: string): ContentModel {
  const tokens = text.match(/[A-Z0-9.]+|[(){}|?*+]/g) ?? [];
  const types: string[] = [""];
  const follow: Set<number>[] = [new Set()];
  const block: number[] = [0];
  const opens = new Set<string>();
  const stays = new Set<string>();
  let at = 0;
  let blocks = 0;
  let current = 0;

  const join = (from: readonly number[], to: readonly number[], again = false): void => {
    for (const a of from) {
      for (const b of to) {
        follow[a]?.add(b);
        const opening = again || (block[b] !== 0 && block[a] !== block[b]);
        (opening ? opens : stays).add(`${a} ${b}`);
      }
    }
  };
  const choice = (): Part => {
    let whole = sequence();
    while (tokens[at] === "|") {
      at++;
      const other = sequence();
      whole = {
        first: [...whole.first, ...other.first],
        last: [...whole.last, ...other.last],
        empty: whole.empty || other.empty,
      };
    }
    return whole;
  };
  const sequence = (): Part => {
    let whole: Part = { first: [], last: [], empty: true };
    while (at < tokens.length && !/^[)}|]$/.test(tokens[at] as string)) {
      const next = repeated();
      join(whole.last, next.first);
      whole = {
        first: whole.empty ? [...whole.first, ...next.first] : whole.first,
        last: next.empty ? [...whole.last, ...next.last] : next.last,
        empty: whole.empty && next.empty,
      };
    }
    return whole;
  };
  const repeated = (): Part => {
    const token = tokens[at++] as string;
    let part: Part;
    if (token === "(") {
      part = choice();
      at++;
    } else if (token === "{") {
      const outer = current;
      current = ++blocks;
      part = choice();
      current = outer;
      at++;
    } else if (/^[A-Z0-9.]+$/.test(token)) {
      const state = types.push(token) - 1;
      follow.push(new Set());
      block.push(current);
      part = { first: [state], last: [state], empty: false };
    } else throw new Error(`content model: ${text} at ${token}`);
    const mark = tokens[at];
    if (mark === "*" || mark === "+") join(part.last, part.first, token === "{");
    if (mark === "*" || mark === "+" || mark === "?") at++;
    return { ...part, empty: part.empty || mark === "*" || mark === "?" };
  };

  const whole = choice();
  join([0], whole.first);
  return { types, follow: follow.map((next) => [...next]), last: new Set(whole.last), opens, stays };
}

/**
 * The next state for a record of this type; -1 where it may not stand here. Where a block may go on or another begin with
 * the same record, `same` (the BlockId is that of the record before) decides.
 */
export function nextState(
  { types, follow, opens, stays }: ContentModel,
  state: number,
  type: string,
  same: boolean,
): number {
  const may = follow[state]?.filter((to) => types[to] === type) ?? [];
  if (may.length < 2) return may[0] ?? -1;
  return may.find((to) => (same ? stays : opens).has(`${state} ${to}`)) ?? (may[0] as number);
}

/** What may follow a state, for messages: "SU01, SU02". */
export function expectedAfter({ types, follow }: ContentModel, state: number): string {
  return [...new Set((follow[state] ?? []).map((to) => types[to] as string))].sort().join(", ") || "nothing";
}
