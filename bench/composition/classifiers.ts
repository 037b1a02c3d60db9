/** Two classifiers and the area under their curve. Deliberately plain: they are here to be fooled or not. */

/** Logistic regression with a small ridge, on standardised figures, by gradient descent. Gives scores of `test`. */
export function logistic(
  train: readonly (readonly number[])[],
  labels: readonly number[],
  test: readonly (readonly number[])[],
): number[] {
  const width = train[0]?.length ?? 0;
  const centre = Array.from(
    { length: width },
    (_, k) => train.reduce((sum, row) => sum + (row[k] as number), 0) / train.length,
  );
  const scale = centre.map(
    (mid, k) => Math.sqrt(train.reduce((sum, row) => sum + ((row[k] as number) - mid) ** 2, 0) / train.length) || 1,
  );
  const standard = (row: readonly number[]): number[] =>
    row.map((x, k) => (x - (centre[k] as number)) / (scale[k] as number));
  const rows = train.map(standard);
  const weights = new Float64Array(width + 1);
  const score = (row: readonly number[]): number =>
    row.reduce((sum, x, k) => sum + x * (weights[k] as number), weights[width] as number);
  for (let turn = 0; turn < 400; turn++) {
    const slope = new Float64Array(width + 1);
    for (const [at, row] of rows.entries()) {
      const error = 1 / (1 + Math.exp(-score(row))) - (labels[at] as number);
      for (let k = 0; k < width; k++) slope[k]! += error * (row[k] as number);
      slope[width]! += error;
    }
    for (let k = 0; k <= width; k++)
      weights[k]! -= 0.5 * ((slope[k] as number) / rows.length + (k < width ? 0.002 * (weights[k] as number) : 0));
  }
  return test.map((row) => score(standard(row)));
}

interface Stump {
  readonly column: number;
  readonly cut: number;
  readonly below: number;
  readonly above: number;
}

/** Gradient boosting of trees of two levels on the logistic loss (Friedman 2001); 16 cuts a column. */
export function boosted(
  train: readonly (readonly number[])[],
  labels: readonly number[],
  test: readonly (readonly number[])[],
  rounds = 80,
): number[] {
  const width = train[0]?.length ?? 0;
  const cuts = Array.from({ length: width }, (_, k) => {
    const sorted = train.map((row) => row[k] as number).sort((a, b) => a - b);
    return [
      ...new Set(Array.from({ length: 15 }, (_, q) => sorted[Math.floor(((q + 1) * sorted.length) / 16)] as number)),
    ];
  });
  // Of each row and column, the first cut that lies above the value: sums for every cut come from one pass over the rows.
  const bins = train.map((row) =>
    Uint8Array.from({ length: width }, (_, k) => {
      const list = cuts[k] as number[];
      let bin = 0;
      while (bin < list.length && (row[k] as number) >= (list[bin] as number)) bin++;
      return bin;
    }),
  );
  const raw = new Float64Array(train.length);
  const out = new Float64Array(test.length);
  const best = (members: readonly number[], residual: Float64Array, weight: Float64Array): Stump | null => {
    let found: (Stump & { gain: number }) | null = null;
    let sumAll = 0;
    let weightAll = 0;
    const sums = new Float64Array(width * 16);
    const weights = new Float64Array(width * 16);
    for (const at of members) {
      const [r, w, bin] = [residual[at] as number, weight[at] as number, bins[at] as Uint8Array];
      sumAll += r;
      weightAll += w;
      for (let column = 0; column < width; column++) {
        sums[column * 16 + (bin[column] as number)]! += r;
        weights[column * 16 + (bin[column] as number)]! += w;
      }
    }
    for (let column = 0; column < width; column++) {
      let sum = 0;
      let heavy = 0;
      for (const [place, cut] of (cuts[column] as number[]).entries()) {
        sum += sums[column * 16 + place] as number;
        heavy += weights[column * 16 + place] as number;
        if (heavy < 2 || weightAll - heavy < 2) continue;
        const gain = sum ** 2 / (heavy + 1) + (sumAll - sum) ** 2 / (weightAll - heavy + 1);
        if (!found || gain > found.gain)
          found = { column, cut, gain, below: sum / (heavy + 1), above: (sumAll - sum) / (weightAll - heavy + 1) };
      }
    }
    return found;
  };
  const all = train.map((_, at) => at);
  for (let round = 0; round < rounds; round++) {
    const p = raw.map((x) => 1 / (1 + Math.exp(-x)));
    const residual = p.map((x, at) => (labels[at] as number) - x);
    const weight = p.map((x) => x * (1 - x));
    const root = best(all, residual, weight);
    if (!root) break;
    const side = (row: readonly number[]): boolean => (row[root.column] as number) < root.cut;
    const leaves = [true, false].map((low) =>
      best(
        all.filter((at) => side(train[at] as number[]) === low),
        residual,
        weight,
      ),
    );
    const value = (row: readonly number[]): number => {
      const low = side(row);
      const leaf = leaves[low ? 0 : 1];
      if (!leaf) return low ? root.below : root.above;
      return (row[leaf.column] as number) < leaf.cut ? leaf.below : leaf.above;
    };
    for (const at of all) raw[at]! += 0.12 * value(train[at] as number[]);
    for (const [at, row] of test.entries()) out[at]! += 0.12 * value(row);
  }
  return [...out];
}

/** Area under the curve: how often a positive scores above a negative; ties count half. */
export function areaUnderCurve(scores: readonly number[], labels: readonly number[]): number {
  const order = scores.map((score, at) => ({ score, label: labels[at] as number })).sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let at = 0; at < order.length; ) {
    let end = at;
    while (end < order.length && order[end]?.score === order[at]?.score) end++;
    for (let k = at; k < end; k++) if (order[k]?.label === 1) rankSum += (at + 1 + end) / 2;
    at = end;
  }
  const positives = labels.filter((label) => label === 1).length;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (labels.length - positives));
}
