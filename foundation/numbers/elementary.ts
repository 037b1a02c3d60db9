/**
 * The elementary functions, with the same bits in every engine and on every machine: made of + - * / and square root,
 * which IEEE 754 and ECMAScript round in one way only. Math.sin, Math.exp and the like may differ from engine to
 * engine, so nothing that reaches a sample, a note or a figure calls those.
 *
 * Every result is within 1 ulp of the true value (largest errors found: elementary.test.ts). NaN, infinities and
 * signed zeros are as in ECMAScript.
 */
export { atan, atan2 } from "./arc.ts";
export { cos, sin, tan } from "./circular.ts";
export { exp, expm1, tanh } from "./exponential.ts";
export { log, log1p, log2, log10 } from "./logarithm.ts";
export { cbrt, pow } from "./power.ts";
