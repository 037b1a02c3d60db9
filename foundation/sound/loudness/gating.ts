import { log10, pow } from "../../numbers/elementary.ts";

/** Loudness from K-weighted power (the sum over channels of G times the mean square): ITU-R BS.1770-5, Annex 1, eq. 2. */
export function loudnessFromPower(power: number): number {
  return -0.691 + 10 * log10(power);
}

export function powerFromLoudness(lufs: number): number {
  return pow(10, (lufs + 0.691) / 10);
}

/**
 * Integrated loudness of gating blocks (powers of 400 ms blocks every 100 ms): absolute gate -70 LUFS, relative gate
 * -10 LU. ITU-R BS.1770-5, Annex 1, eq. 5 to 7. Null where no block passes the absolute gate.
 */
export function integratedLoudness(powers: Float64Array): number | null {
  const absolute = powerFromLoudness(-70);
  const ungated = meanAbove(powers, absolute);
  if (ungated === null) return null;
  const gated = meanAbove(powers, Math.max(absolute, ungated / 10));
  return gated === null ? null : loudnessFromPower(gated);
}

/**
 * Loudness range (LU) of short-term powers (3 s windows every 100 ms): 95th minus 10th percentile of what passes
 * -70 LUFS and -20 LU. EBU Tech 3342, section 2.2. Null where no window passes.
 */
export function loudnessRange(powers: Float64Array): number | null {
  const absolute = powerFromLoudness(-70);
  const ungated = meanAbove(powers, absolute);
  if (ungated === null) return null;
  const gate = Math.max(absolute, ungated / 100);
  const passed = powers.filter((power) => power > gate).sort();
  if (passed.length === 0) return null;
  const at = (fraction: number): number => passed[Math.round((passed.length - 1) * fraction)] as number;
  return loudnessFromPower(at(0.95)) - loudnessFromPower(at(0.1));
}

function meanAbove(powers: Float64Array, threshold: number): number | null {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < powers.length; i++) {
    const power = powers[i] as number;
    if (power > threshold) {
      sum += power;
      count++;
    }
  }
  return count === 0 ? null : sum / count;
}

/**
 * Means of `powers` (one per 10 ms) over windows of `length`, one every `hop`; [] where the sound is shorter.
 */
export function windowMeans(powers: Float64Array, length: number, hop: number): Float64Array {
  const count = Math.max(0, Math.floor((powers.length - length) / hop) + 1);
  const sums = new Float64Array(powers.length + 1);
  for (let i = 0; i < powers.length; i++) sums[i + 1] = (sums[i] as number) + (powers[i] as number);
  const means = new Float64Array(count);
  for (let w = 0; w < count; w++) {
    const from = w * hop;
    const before = sums[from] as number;
    let sum = (sums[from + length] as number) - before;
    if (sum < before * 1e-6) {
      // A quiet window long after loud ones: prefix sums have rounded it away.
      sum = 0;
      for (let i = from; i < from + length; i++) sum += powers[i] as number;
    }
    means[w] = sum / length;
  }
  return means;
}
