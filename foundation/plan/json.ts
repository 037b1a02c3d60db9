/** JSON the same way every time. */
import { InputError } from "./errors.ts";
import type { Json } from "./finding.ts";

/** True when both are the same JSON; the order of keys means nothing. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => sameJson(item, b[at]))
    );
  }
  const left = a as Record<string, Json>;
  const right = b as Record<string, Json>;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key] as Json, right[key] as Json))
  );
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * JSON text with two spaces of indent and a newline at its end: the same bytes for the same data. Keys named in
 * `order` come first and in that order, all others in the order of their code units; undefined members are left out.
 * Throws InputError with the JSON path of what JSON cannot carry (NaN, an infinity, a function).
 */
export function stableJson(value: unknown, order: readonly string[] = []): string {
  const rank = new Map(order.map((key, at) => [key, at]));
  const compare = (a: string, b: string): number => {
    const ra = rank.get(a) ?? order.length;
    const rb = rank.get(b) ?? order.length;
    return ra - rb || byCodeUnit(a, b);
  };
  return `${text(value, "$", "\n", compare)}\n`;
}

function text(value: unknown, path: string, newline: string, compare: (a: string, b: string) => number): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new InputError(path, "a finite number", String(value));
    return JSON.stringify(value);
  }
  const inner = `${newline}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const items = value.map((item, at) => text(item, `${path}[${at}]`, inner, compare));
    return `[${inner}${items.join(`,${inner}`)}${newline}]`;
  }
  if (typeof value !== "object") throw new InputError(path, "a JSON value", typeof value);
  const members = value as Record<string, unknown>;
  const keys = Object.keys(members).filter((key) => members[key] !== undefined);
  if (keys.length === 0) return "{}";
  const lines = keys
    .sort(compare)
    .map((key) => `${JSON.stringify(key)}: ${text(members[key], memberPath(path, key), inner, compare)}`);
  return `{${inner}${lines.join(`,${inner}`)}${newline}}`;
}

/** `$.a.b[2]`, as RFC 9535 writes it; keys that are not plain names go in brackets. */
export function memberPath(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}
