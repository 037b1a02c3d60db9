/** What more spend brings when there is much of it already: curves from 0, each with the spend at which it is half way. */
import { expm1, tanh } from "../../foundation/numbers/elementary.ts";

/**
 * "linear" has no end. The others go to 1: "exponential" 1 - 2^(-x/h), "logistic" tanh(x atanh(½)/h) (the logistic curve
 * from its middle on, as in pymc-marketing's LogisticSaturation), "hyperbolic" x/(x+h) (Michaelis and Menten; Hill with slope 1),
 * "s-shaped" 1 - 2^(-(x/h)^1.5): little spend does less than its part (Weibull's distribution function).
 */
export type CurveShape = "linear" | "exponential" | "logistic" | "hyperbolic" | "s-shaped";

export interface Curve {
  readonly shape: CurveShape;
  /** Spend at which the response is half of the most there is; without meaning where linear. */
  readonly half: number;
}

const LN_2 = Math.LN2;
/** atanh(½) */
const HALF_WAY = 0.5493061443340549;

/** @param x pressure in the unit of `half`, 0 or more */
export function saturated({ shape, half }: Curve, x: number): number {
  if (shape === "linear") return x;
  if (shape === "exponential") return -expm1((-LN_2 * x) / half);
  if (shape === "logistic") return tanh((HALF_WAY * x) / half);
  if (shape === "hyperbolic") return x / (x + half);
  return -expm1(-LN_2 * (x / half) * Math.sqrt(x / half));
}

/** Slope of the curve at `x`. */
export function marginal(curve: Curve, x: number): number {
  const { shape, half } = curve;
  if (shape === "linear") return 1;
  const at = saturated(curve, x);
  if (shape === "exponential") return (LN_2 / half) * (1 - at);
  if (shape === "logistic") return (HALF_WAY / half) * (1 - at * at);
  if (shape === "hyperbolic") return half / ((x + half) * (x + half));
  return ((1.5 * LN_2) / half) * Math.sqrt(x / half) * (1 - at);
}
