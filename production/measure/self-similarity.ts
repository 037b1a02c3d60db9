/** How alike the moments of a song are, and how much that changes from one to the next. */
import { exp } from "../../foundation/numbers/elementary.ts";
import type { LikenessVectors } from "./likeness-vectors.ts";

/** Seconds; nearer ones are alike because they are near. */
const APART = 2;
/** Part of all moments that a moment is compared with: those most like it. */
const NEIGHBOURS = 0.025;
/** Standard deviations in time and lag, seconds. */
const TIME_BLUR = 4;
const LAG_BLUR = 0.5;

/** [count × count] products of moments, -1 to 1. */
export function productsOf({ vectors, size }: LikenessVectors): Float32Array {
  const count = vectors.length / size;
  const products = new Float32Array(count * count);
  for (let a = 0; a < count; a++)
    for (let b = a; b < count; b++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += (vectors[a * size + k] as number) * (vectors[b * size + k] as number);
      products[a * count + b] = sum;
      products[b * count + a] = sum;
    }
  return products;
}

/** Means of products along diagonals: of the surroundings of two moments rather than of them alone. */
export function surrounded(products: Float32Array, count: number, reach: number): Float32Array {
  const means = new Float32Array(count * count);
  for (let lag = 0; lag < count; lag++) {
    const length = count - lag;
    let sum = 0;
    let terms = 0;
    for (let at = -reach; at < length; at++) {
      const enters = at + reach;
      if (enters >= 0 && enters < length) {
        sum += products[enters * count + enters + lag] as number;
        terms++;
      }
      const leaves = at - reach - 1;
      if (leaves >= 0) {
        sum -= products[leaves * count + leaves + lag] as number;
        terms--;
      }
      if (at < 0) continue;
      means[at * count + at + lag] = sum / terms;
      means[(at + lag) * count + at] = sum / terms;
    }
  }
  return means;
}

/** How much what comes again, and when, changes at each moment; about 1 at the most. */
export function repetitionChange(likeness: Float32Array, count: number, rate: number): Float64Array {
  const near = Math.round(APART * rate);
  const most = Math.max(1, Math.round(NEIGHBOURS * count));
  const limits = Float32Array.from({ length: count }, (_, at) => {
    const row = likeness.slice(at * count, (at + 1) * count).filter((_value, other) => Math.abs(other - at) > near);
    row.sort();
    return row[Math.max(0, row.length - 1 - most)] ?? 2;
  });
  const lags = new Float32Array(count * count);
  for (let at = 0; at < count; at++)
    for (let other = 0; other < count; other++) {
      const value = likeness[at * count + other] as number;
      const mutual = value >= (limits[at] as number) && value >= (limits[other] as number);
      if (mutual && Math.abs(other - at) > near) lags[at * count + ((other - at + count) % count)] = 1;
    }
  const blurred = blur(lags, count, bell(TIME_BLUR * rate), bell(LAG_BLUR * rate));
  const novelty = new Float64Array(count);
  for (let at = 1; at < count; at++) {
    let sum = 0;
    for (let lag = 0; lag < count; lag++)
      sum += ((blurred[at * count + lag] as number) - (blurred[(at - 1) * count + lag] as number)) ** 2;
    novelty[at] = sum;
  }
  return toOne(novelty);
}

/** A bell of area 1, to 2.5 deviations. */
function bell(deviation: number): Float64Array {
  const reach = Math.ceil(2.5 * deviation);
  const values = Float64Array.from({ length: 2 * reach + 1 }, (_, n) => exp(-(((n - reach) / deviation) ** 2) / 2));
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

/** Over lags, which go round, and over time, whose ends go on as they are. */
function blur(lags: Float32Array, count: number, time: Float64Array, lag: Float64Array): Float32Array {
  const [timeReach, lagReach] = [(time.length - 1) / 2, (lag.length - 1) / 2];
  const across = new Float32Array(lags.length);
  for (let at = 0; at < count; at++)
    for (let l = 0; l < count; l++)
      if (lags[at * count + l] !== 0)
        for (let n = -lagReach; n <= lagReach; n++)
          across[at * count + ((l + n + count) % count)]! += lag[n + lagReach] as number;
  const blurred = new Float32Array(lags.length);
  for (let at = 0; at < count; at++)
    for (let n = -timeReach; n <= timeReach; n++) {
      const from = Math.min(count - 1, Math.max(0, at + n)) * count;
      const weight = time[n + timeReach] as number;
      for (let l = 0; l < count; l++) blurred[at * count + l]! += weight * (across[from + l] as number);
    }
  return blurred;
}

/** How much more the moments on either side are like their own than like the other side; about 1 at the most. */
export function soundChange(products: Float32Array, count: number, reach: number): Float64Array {
  const weights = bell(reach / 2).subarray(-reach);
  const novelty = new Float64Array(count);
  for (let at = 1; at < count; at++) {
    let [own, ownWeight, other, otherWeight] = [0, 1e-9, 0, 1e-9];
    for (let a = 0; a < reach; a++)
      for (let b = 0; b < reach; b++) {
        const weight = (weights[a] as number) * (weights[b] as number);
        const [before, beside] = [at - 1 - a, at - 1 - b];
        const [after, then] = [at + a, at + b];
        if (before >= 0 && beside >= 0) {
          own += weight * (products[before * count + beside] as number);
          ownWeight += weight;
        }
        if (after < count && then < count) {
          own += weight * (products[after * count + then] as number);
          ownWeight += weight;
        }
        if (before >= 0 && then < count) {
          other += weight * (products[before * count + then] as number);
          otherWeight += weight;
        }
      }
    novelty[at] = Math.max(0, own / ownWeight - other / otherWeight);
  }
  return toOne(novelty);
}

/** So that nearly the largest is 1. */
function toOne(values: Float64Array): Float64Array {
  const top = values.toSorted()[Math.floor(0.98 * (values.length - 1))] as number;
  return values.map((value) => (top > 0 ? value / top : 0));
}
