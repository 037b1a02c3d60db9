/** Student's t for whole degrees of freedom: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 26.7.3-4. */
import { atan, cos, sin } from "../numbers/elementary.ts";

/** Probability of a t at least this far from 0 on either side. @param freedom 1 or more, whole */
export function twoSidedStudent(t: number, freedom: number): number {
  if (!Number.isInteger(freedom) || freedom < 1)
    throw new RangeError(`degrees of freedom: 1 or more, given ${freedom}`);
  const angle = atan(Math.abs(t) / Math.sqrt(freedom));
  const square = cos(angle) * cos(angle);
  const odd = freedom % 2 === 1;
  let term = odd ? cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (square * (k - 1)) / k;
    sum += term;
  }
  const inside = odd ? (2 / Math.PI) * (angle + sin(angle) * sum) : sin(angle) * sum;
  return Math.max(0, Math.min(1, 1 - inside));
}
