/** Exchange rates that a person states (`--rates FILE`): JSON like {"to": "EUR", "rates": {"USD": "0.92"}}. */
import { readFile } from "node:fs/promises";
import type { RateTable } from "../../distribution/index.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import { readDecimal } from "../../foundation/tables/index.ts";

/** @throws InputError for anything else than such a table */
export async function readRates(path: string | null): Promise<RateTable | null> {
  if (path === null) return null;
  const expected = 'JSON like {"to": "EUR", "rates": {"USD": "0.92"}}';
  let data: unknown;
  try {
    data = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new InputError("--rates", expected, (error as Error).message);
  }
  const { to, rates } = (data ?? {}) as { to?: unknown; rates?: unknown };
  if (typeof to !== "string" || !/^[A-Z]{3}$/.test(to) || typeof rates !== "object" || rates === null) {
    throw new InputError("--rates", expected, JSON.stringify(data).slice(0, 80));
  }
  const read = Object.entries(rates).map(([currency, rate]) => {
    if (readDecimal(`${rate}`) === null) throw new InputError("--rates", `a decimal number for ${currency}`, `${rate}`);
    return [currency, `${rate}`] as const;
  });
  return { to, rates: Object.fromEntries(read) };
}
