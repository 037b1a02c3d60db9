/** Long curves into as many columns as a picture has. */

/** Least and largest of `values` in each of at most `columns` columns of equal width; fewer values keep their own. */
export function columnExtremes(
  values: Readonly<ArrayLike<number>>,
  columns: number,
): { readonly lows: Float64Array; readonly highs: Float64Array } {
  const count = Math.min(columns, values.length);
  const lows = new Float64Array(count).fill(Infinity);
  const highs = new Float64Array(count).fill(-Infinity);
  for (let column = 0; column < count; column++) {
    const from = Math.floor((column * values.length) / count);
    const to = Math.floor(((column + 1) * values.length) / count);
    for (let n = from; n < to; n++) {
      const value = values[n] as number;
      if (value < (lows[column] as number)) lows[column] = value;
      if (value > (highs[column] as number)) highs[column] = value;
    }
  }
  return { lows, highs };
}

/** The mean of `values` in each of at most `columns` columns. */
export function columnMeans(values: Readonly<ArrayLike<number>>, columns: number): Float64Array {
  const count = Math.min(columns, values.length);
  return Float64Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * values.length) / count);
    const to = Math.floor(((column + 1) * values.length) / count);
    let sum = 0;
    for (let n = from; n < to; n++) sum += values[n] as number;
    return sum / Math.max(1, to - from);
  });
}
