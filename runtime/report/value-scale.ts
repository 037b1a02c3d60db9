/** An axis for figures of any size: 1-2-5 steps, and k, M, G for large ones. */
import { numberText } from "../../foundation/look/figure-text.ts";
import { linearScale, type Scale } from "./svg-scale.ts";

/** From `low` to `high`, widened to whole steps; about `ticks` of them. */
export function valueScale(low: number, high: number, from: number, to: number, ticks = 4): Scale {
  const span = high > low ? high - low : Math.max(Math.abs(high), 1);
  const step = niceStep(span / ticks);
  const bottom = Math.floor(low / step + 1e-9) * step;
  const top = Math.max(bottom + step, Math.ceil(high / step - 1e-9) * step);
  return linearScale(bottom, top, from, to, step, (value) => shortNumber(value, step));
}

export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
}

export function shortNumber(value: number, step: number): string {
  const [unit, name] = step >= 5e8 ? [1e9, "G"] : step >= 5e5 ? [1e6, "M"] : step >= 500 ? [1e3, "k"] : [1, ""];
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(step / unit) + 1e-9)));
  return `${numberText(value / unit, digits)}${value === 0 ? "" : name}`;
}
