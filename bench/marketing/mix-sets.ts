/**
 * Media-mix sets whose truth is known. Nothing here is drawn from what the method believes: shares are uniform, carry-over has a
 * memory before the first week, the season has a shape that no Fourier series of the method ends at, the trend is a line, a power
 * or a wander, and the curves of the second family are not among the method's.
 */
import type { Random } from "../../foundation/statistics/random.ts";

export interface TrueChannel {
  readonly spend: Float64Array;
  /** What each week's series owes to the channel. */
  readonly contribution: Float64Array;
  /** What the same spend every week would bring a week. */
  readonly response: (spend: number) => number;
  readonly share: number;
  /** How it was made, for whoever looks at a miss. */
  readonly made: string;
}

export interface MixSet {
  readonly family: Family;
  readonly y: Float64Array;
  readonly channels: readonly TrueChannel[];
  readonly events: readonly Float64Array[];
  readonly noise: number;
}

/**
 * "own": geometric carry-over, exponential or logistic. "other": Weibull carry-over, Hill with a slope from 0.7 to 1.8. "unlike":
 * a fast and a slow carry-over, a logarithm or a power that never levels off, noise that remembers.
 */
export type Family = "own" | "other" | "unlike";

const BEFORE = 20;
const YEAR = 365.25 / 7;

export function mixSet(family: Family, random: Random): MixSet {
  const weeks = random.integer(52, 156);
  const count = random.integer(2, 3);
  const spends = correlatedSpends(count, weeks + BEFORE, random);
  const shares = drawShares(count, random);
  const level = 1000 * 10 ** random.uniform(0, 2);
  const channels = spends.map((spend, at): TrueChannel => {
    const curve = CURVES[family](spend, random);
    const whole = curve.pressure.slice(BEFORE).map(curve.response);
    const mean = whole.reduce((sum, value) => sum + value, 0) / weeks;
    const scale = ((shares[at] as number) * level) / mean;
    return {
      spend: spend.slice(BEFORE),
      contribution: whole.map((value) => value * scale),
      response: (value) => scale * curve.response(value),
      share: shares[at] as number,
      made: curve.made,
    };
  });
  const base = level * (1 - shares.reduce((sum, share) => sum + share, 0));
  const shape = baseShape(weeks, random);
  const mean = shape.reduce((sum, value) => sum + value, 0) / weeks;
  const events = Array.from({ length: random.integer(0, 2) }, () => {
    const at = new Set(Array.from({ length: random.integer(1, 3) }, () => random.integer(0, weeks - 1)));
    return Float64Array.from({ length: weeks }, (_, week) => (at.has(week) ? 1 : 0));
  });
  const lifts = events.map(() => random.uniform(-0.1, 0.4) * level);
  const noise = random.uniform(0.05, 0.1);
  const memory = family === "unlike" ? 0.4 : 0;
  let error = random.normal();
  const y = Float64Array.from(shape, (value, week) => {
    error = memory * error + Math.sqrt(1 - memory * memory) * random.normal();
    let sum = (base * value) / mean + noise * level * error;
    for (const { contribution } of channels) sum += contribution[week] as number;
    for (const [event, lift] of lifts.entries()) sum += lift * ((events[event] as Float64Array)[week] as number);
    return sum;
  });
  return { family, y, channels, events, noise };
}

/** One channel of five does nothing; the others 1 to 30 %, together at most 60 %. */
function drawShares(count: number, random: Random): number[] {
  for (;;) {
    const shares = Array.from({ length: count }, () => (random.uniform() < 0.2 ? 0 : random.uniform(0.01, 0.3)));
    if (shares.reduce((sum, share) => sum + share, 0) <= 0.6) return shares;
  }
}

/** Some always on, some in flights, each pair correlated between 0.3 and 0.7, also through the time of year. */
function correlatedSpends(count: number, weeks: number, random: Random): Float64Array[] {
  for (;;) {
    const memory = random.uniform(0, 0.7);
    const together = random.uniform(0.3, 0.8);
    const yearly = random.uniform(0, 0.5);
    const phase = random.uniform(0, 2 * Math.PI);
    const walk = (): Float64Array => {
      let now = random.normal();
      return Float64Array.from({ length: weeks }, () => {
        now = memory * now + Math.sqrt(1 - memory * memory) * random.normal();
        return now;
      });
    };
    const common = walk().map((value, week) => value + yearly * Math.sin((2 * Math.PI * week) / YEAR + phase));
    const spends = Array.from({ length: count }, () => {
      const own = walk();
      const spread = random.uniform(0.4, 0.9);
      const flights = random.uniform() < 0.5;
      const cut = flights ? random.uniform(-0.8, 0.2) : 0;
      const scale = 100 * 10 ** random.uniform(0, 2);
      return own.map((value, week) => {
        const z = Math.sqrt(together) * (common[week] as number) + Math.sqrt(1 - together) * value;
        return scale * (flights ? Math.max(0, Math.exp(spread * z) - Math.exp(spread * cut)) : Math.exp(spread * z));
      });
    });
    const seen = spends.map((spend) => spend.slice(BEFORE));
    const inside = seen.every((a, i) =>
      seen.every((b, j) => i >= j || (correlation(a, b) >= 0.3 && correlation(a, b) <= 0.7)),
    );
    if (inside) return spends;
  }
}

interface Response {
  readonly made: string;
  readonly pressure: Float64Array;
  readonly response: (spend: number) => number;
}

/** At mean pressure the response is 5 to 50 % of the most there is. */
function ownCurve(spend: Float64Array, random: Random): Response {
  const retention = random.uniform(0, 0.7);
  const pressure = carried(spend, (lag) => retention ** lag);
  const mean = pressure.reduce((sum, value) => sum + value, 0) / pressure.length;
  const there = random.uniform(0.05, 0.5);
  if (random.uniform() < 0.5) {
    const rate = -Math.log(1 - there) / mean;
    return { made: `exponential ${there} ${retention}`, pressure, response: (value) => 1 - Math.exp(-rate * value) };
  }
  const rate = Math.atanh(there) / mean;
  return { made: `logistic ${there} ${retention}`, pressure, response: (value) => Math.tanh(rate * value) };
}

/** Weibull's density over the weeks, as Robyn has it: most is felt in the week itself to two weeks later. */
function otherCurve(spend: Float64Array, random: Random): Response {
  const sharp = random.uniform(1.4, 3);
  const scale = random.uniform(0.8, 2.6);
  const pressure = carried(spend, (lag) => {
    const at = (lag + 0.5) / scale;
    return at ** (sharp - 1) * Math.exp(-(at ** sharp));
  });
  const mean = pressure.reduce((sum, value) => sum + value, 0) / pressure.length;
  const there = random.uniform(0.1, 0.5);
  const slope = random.uniform(0.7, 1.8);
  const half = mean * ((1 - there) / there) ** (1 / slope);
  return {
    made: `Hill ${slope} ${there}, Weibull ${sharp} ${scale}`,
    pressure,
    response: (value) => (value <= 0 ? 0 : 1 / (1 + (half / value) ** slope)),
  };
}

function unlikeCurve(spend: Float64Array, random: Random): Response {
  const [fast, slow, part] = [random.uniform(0, 0.3), random.uniform(0.6, 0.8), random.uniform(0.2, 0.6)];
  const pressure = carried(spend, (lag) => (1 - part) * (1 - fast) * fast ** lag + part * (1 - slow) * slow ** lag);
  const mean = pressure.reduce((sum, value) => sum + value, 0) / pressure.length;
  const [bend, power] = [random.uniform(0.3, 4), random.uniform(0.4, 0.9)];
  return random.uniform() < 0.5
    ? { made: `logarithm ${bend}`, pressure, response: (value) => Math.log1p((bend * value) / mean) }
    : { made: `power ${power}`, pressure, response: (value) => (value / mean) ** power };
}

const CURVES: Readonly<Record<Family, (spend: Float64Array, random: Random) => Response>> = {
  own: ownCurve,
  other: otherCurve,
  unlike: unlikeCurve,
};

function carried(spend: Float64Array, weight: (lag: number) => number): Float64Array {
  const weights = Array.from({ length: 13 }, (_, lag) => weight(lag));
  const total = weights.reduce((sum, value) => sum + value, 0);
  return spend.map((_, week) => {
    let sum = 0;
    for (const [lag, each] of weights.entries()) sum += each * (spend[Math.max(0, week - lag)] as number);
    return sum / total;
  });
}

/** Trend times season, about 1. */
function baseShape(weeks: number, random: Random): Float64Array {
  const kind = random.integer(0, 2);
  const change = random.uniform(-0.3, 0.4);
  const step = random.uniform(0.002, 0.012);
  const swing = random.uniform(0, 0.15);
  const [phase, bump] = [random.uniform(0, 2 * Math.PI), random.uniform(0, 2 * Math.PI)];
  const [sharp, tall] = [random.uniform(1, 6), random.uniform(-0.1, 0.2)];
  let wander = 0;
  return Float64Array.from({ length: weeks }, (_, week) => {
    wander += step * random.normal();
    const part = week / weeks;
    const trend = kind === 0 ? change * part : kind === 1 ? change * part ** 0.4 : wander;
    const angle = (2 * Math.PI * week) / YEAR;
    const peak = Math.exp(sharp * (Math.cos(angle - bump) - 1));
    return (1 + trend) * (1 + swing * Math.sin(angle + phase) + tall * peak);
  });
}

export function correlation(a: Float64Array, b: Float64Array): number {
  const centred = (values: Float64Array): Float64Array => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [x, y] = [centred(a), centred(b)];
  const dot = (p: Float64Array, q: Float64Array): number => p.reduce((sum, value, at) => sum + value * (q[at] ?? 0), 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}
