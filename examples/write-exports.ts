/**
 * Writes the made-up exports of an example project: `node examples/write-exports.ts examples/first-light/data`. The layouts
 * are those of real exports; every figure in them is made up from a seed, and nobody's.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exp } from "../foundation/numbers/elementary.ts";
import { createRandom, type Random } from "../foundation/statistics/random.ts";
import { dayNumber, isoDay, monthSpan } from "../foundation/tables/index.ts";

const ARTIST = "Songwright";
const SONGS = [
  { title: "First Light", isrc: "QZSWR2600001", upc: "198000000110", size: 1 },
  { title: "Low Tide", isrc: "QZSWR2600002", upc: "198000000127", size: 0.55 },
  { title: "First Light (Acoustic)", isrc: "QZSWR2600003", upc: "198000000134", size: 0.2 },
];
/** Territories with their part of listening, and what a month adds to it. */
const PLACES: readonly (readonly [string, number, number])[] = [
  ["US", 0.24, 0.01],
  ["DE", 0.17, 0.02],
  ["GB", 0.11, 0.01],
  ["BR", 0.08, 0.06],
  ["MX", 0.06, 0.05],
  ["FR", 0.06, 0.01],
  ["NL", 0.05, 0.02],
  ["SE", 0.04, 0],
  ["PL", 0.04, 0.03],
  ["JP", 0.03, 0.01],
  ["AU", 0.03, 0],
  ["ES", 0.03, 0.02],
  ["ID", 0.02, 0.09],
  ["TR", 0.02, 0.03],
  ["CA", 0.02, 0],
];
/** Services with their part, and what a stream pays in USD. */
const SERVICES: readonly (readonly [string, number, number])[] = [
  ["Spotify", 0.62, 0.0031],
  ["Apple Music", 0.22, 0.0062],
  ["YouTube Music", 0.16, 0.0017],
];
const RICH = new Set(["US", "DE", "GB", "FR", "NL", "SE", "JP", "AU", "CA"]);

const folder = process.argv[2];
if (folder === undefined) {
  console.error("node examples/write-exports.ts FOLDER");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const random = createRandom(2026);
const noise = (size: number): number => exp(size * random.normal());
const month = (at: number): { readonly key: string; readonly from: number; readonly days: number } => {
  const [year, number] = [2025 + Math.floor((6 + at) / 12), ((6 + at) % 12) + 1];
  const span = monthSpan(year, number) as { from: number; until: number };
  return { key: `${year}-${`${number}`.padStart(2, "0")}`, from: span.from, days: span.until - span.from + 1 };
};

writeFileSync(join(folder, "distrokid.tsv"), distrokid(12));
writeFileSync(join(folder, "songwright-audience-timeline.csv"), audience(15));
writeFileSync(join(folder, "bandcamp.csv"), bandcamp(random), "utf16le");

function distrokid(months: number): string {
  const lines = [
    [
      "Reporting Date",
      "Sale Month",
      "Store",
      "Artist",
      "Title",
      "ISRC",
      "UPC",
      "Quantity",
      "Team Percentage",
      "Song/Album",
      "Country of Sale",
      "Songwriter Royalties Withheld",
      "Earnings (USD)",
    ].join("\t"),
  ];
  for (let at = 0; at < months; at++) {
    const { key } = month(at);
    const reported = isoDay((month(at + 3).from as number) + 14);
    for (const { title, isrc, upc, size } of SONGS) {
      for (const [territory, part, growth] of PLACES) {
        for (const [store, share, rate] of SERVICES) {
          const streams = Math.round(9000 * size * part * share * exp(growth * at) * noise(0.12));
          if (streams === 0) continue;
          const paid = streams * rate * (RICH.has(territory) ? 1 : 0.35) * noise(0.03);
          lines.push(
            [reported, key, store, ARTIST, title, isrc, upc, streams, 100, "Song", territory, 0, paid.toFixed(12)].join(
              "\t",
            ),
          );
        }
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

function audience(months: number): string {
  const lines = [
    "date,listeners,monthly listeners,monthly active listeners,super listeners,streams,playlist adds,saves,followers",
  ];
  let followers = 1200;
  for (let at = 0; at < months; at++) {
    const { from, days } = month(at);
    const total = PLACES.reduce((sum, [, part, growth]) => sum + part * exp(growth * at), 0);
    for (let day = 0; day < days; day++) {
      const friday = (from + day + 3) % 7 === 4 ? 1.2 : 0.97;
      const streams = Math.round((9000 * 1.75 * 0.62 * 1.04 * total * friday * noise(0.06)) / days);
      const listeners = Math.round(streams / 1.7);
      followers += Math.max(0, Math.round(2 * noise(0.5)));
      lines.push(
        [
          isoDay(from + day),
          listeners,
          Math.round(listeners * 17),
          Math.round(listeners * 8),
          Math.round(listeners * 0.4),
          streams,
          random.integer(3, 12),
          Math.round(streams * 0.06),
          followers,
        ].join(","),
      );
    }
  }
  return `\ufeff${lines.join("\n")}\n`;
}

function bandcamp(draw: Random): string {
  const lines = [
    "date,item type,item name,artist,currency,quantity,net amount,buyer name,buyer email,country,country code,city",
  ];
  const first = dayNumber(2025, 8, 3) as number;
  for (let sale = 0; sale < 40; sale++) {
    const [year, number, day] = isoDay(first + 9 * sale)
      .split("-")
      .map(Number) as [number, number, number];
    const [country, code] = draw.pick([
      ["Germany", "DE"],
      ["United Kingdom", "GB"],
      ["Netherlands", "NL"],
      ["United States", "US"],
    ]) as [string, string];
    const song = draw.pick(SONGS);
    lines.push(
      `${number}/${day}/${year - 2000} 10:00am,track,${song.title},${ARTIST},EUR,1,${(0.8 + draw.uniform()).toFixed(2)},A. Buyer,buyer${sale}@example.org,${country},${code},`,
    );
  }
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
