import { expect, test } from "vitest";
import { moneySummary } from "./money.ts";

const cells = [
  { basis: "paid" as const, service: "Spotify", currency: "USD", amount: "0.1", streams: 50 },
  { basis: "paid" as const, service: "Deezer", currency: "USD", amount: "0.2", streams: null },
  { basis: "sold" as const, service: "Bandcamp", currency: "EUR", amount: "10", streams: null },
];

test("exact sums by basis and currency, never over them", () => {
  const { lines, sums } = moneySummary(cells, null);
  expect(sums).toEqual([
    { basis: "paid", currency: "USD", amount: "0.3" },
    { basis: "sold", currency: "EUR", amount: "10" },
  ]);
  expect(lines.find(({ service }) => service === "Spotify")?.perThousand).toBe(2);
  expect(lines.every(({ converted }) => converted === null)).toBe(true);
});

test("converted by stated rates only; what has none is named", () => {
  const { lines, withoutRate } = moneySummary(cells, { to: "EUR", rates: { GBP: "1.17" } });
  expect(withoutRate).toEqual(["USD"]);
  expect(lines.find(({ currency }) => currency === "EUR")?.converted).toEqual({ currency: "EUR", amount: "10.00" });
  const all = moneySummary(cells, { to: "EUR", rates: { USD: "0.925" } });
  // 0.2 × 0.925 = 0.185, half to even.
  expect(all.lines.find(({ service }) => service === "Deezer")?.converted?.amount).toBe("0.18");
});
