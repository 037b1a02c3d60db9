import { exp, log, sin } from "../../numbers/elementary.ts";

/** Modified Bessel function of the first kind, order 0, by its power series. */
export function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  const quarter = (x * x) / 4;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

/** Kaiser's beta for a stop band `attenuationDb` down (over 21 dB). J. F. Kaiser 1974; Oppenheim and Schafer, eq. 7.75. */
export function kaiserBeta(attenuationDb: number): number {
  if (attenuationDb > 50) return 0.1102 * (attenuationDb - 8.7);
  const over = Math.max(0, attenuationDb - 21);
  return over === 0 ? 0 : 0.5842 * exp(0.4 * log(over)) + 0.07886 * over;
}

/** The Kaiser window at `position` from -1 to 1 (0 outside). */
export function kaiser(position: number, beta: number): number {
  const inside = 1 - position * position;
  return inside < 0 ? 0 : besselI0(beta * Math.sqrt(inside)) / besselI0(beta);
}

/** sin(pi x) / (pi x) */
export function sinc(x: number): number {
  return Math.abs(x) < 1e-12 ? 1 : sin(Math.PI * x) / (Math.PI * x);
}
