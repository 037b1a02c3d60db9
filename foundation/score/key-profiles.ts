/**
 * How much each degree of a key weighs, from published key profiles, and the simple method they were made for:
 * correlation with the durations of pitch classes. Degrees ascend by semitones from the tonic.
 */

export interface KeyProfile {
  readonly major: readonly number[];
  readonly minor: readonly number[];
}

/** C. L. Krumhansl and E. J. Kessler, Psychological Review 89 (1982). */
export const krumhanslKessler: KeyProfile = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
};

/** D. Temperley, "What's key for key?", Music Perception 17 (1999). */
export const temperley: KeyProfile = {
  major: [5, 2, 3.5, 2, 4.5, 4, 2, 4.5, 2, 3.5, 1.5, 4],
  minor: [5, 2, 3.5, 4.5, 2, 4, 2, 4.5, 3.5, 2, 1.5, 4],
};

/** J. Albrecht and D. Shanahan, Music Perception 31 (2013). */
export const albrechtShanahan: KeyProfile = {
  major: [0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081],
  minor: [0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052],
};

/** H. Bellmann (2006) after H. Budge's counts of chords in music of the 18th and 19th century (1943). */
export const bellmanBudge: KeyProfile = {
  major: [16.8, 0.86, 12.95, 1.41, 13.49, 11.93, 1.25, 20.28, 1.8, 8.04, 0.62, 10.57],
  minor: [18.16, 0.69, 12.99, 13.34, 1.07, 11.15, 1.38, 21.07, 7.49, 1.53, 0.92, 10.21],
};

/** Correlation of the weights of pitch classes with each key's profile, 24 values (tonic, and 12 more for minor); 0 for equal weights. */
export function profileCorrelations(weights: Float64Array, profile: KeyProfile): Float64Array {
  const values = new Float64Array(24);
  for (let code = 0; code < 24; code++) {
    const wanted = code < 12 ? profile.major : profile.minor;
    values[code] = correlation(weights, wanted, code % 12);
  }
  return values;
}

function correlation(weights: Float64Array, wanted: readonly number[], tonic: number): number {
  let x = 0;
  let y = 0;
  for (let k = 0; k < 12; k++) {
    x += (weights[k] as number) / 12;
    y += (wanted[k] as number) / 12;
  }
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let degree = 0; degree < 12; degree++) {
    const dx = (weights[(tonic + degree) % 12] as number) - x;
    const dy = (wanted[degree] as number) - y;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** The key with the highest value; the first of equals. */
export function bestKey(values: Float64Array): number {
  let best = 0;
  for (let code = 1; code < 24; code++) if ((values[code] as number) > (values[best] as number)) best = code;
  return best;
}
