/** What a column holds, from its header and its cells. */
import { readBarcode, readIsrc } from "../catalogue/identifiers.ts";
import { isKnownService } from "../catalogue/service.ts";
import { readTerritory } from "../catalogue/territory.ts";
import { readDate } from "./date-cells.ts";
import type { ColumnRole } from "./layout.ts";
import { readNumber } from "./number-cells.ts";

/** Words of header names, in several languages, and what such a column holds. The first that fits wins. */
const NAMES: readonly (readonly [role: ColumnRole, pattern: RegExp])[] = [
  ["personal", /e-?mail|phone|buyer|customer name|first name|last name|street|postal|\bzip\b|покупател|телефон|käufer/],
  ["isrc", /\bisrc\b/],
  ["upc", /\b(?:upc|ean|gtin|barcode)\b|штрих/],
  ["currency", /\bcurrency\b|währung|devise|moneda|valuta|валют|^ccy$/],
  [
    "statement",
    /\b(?:statement|stmt|reporting|posted|accounting|payment|paid|invoice|settlement)\b|отчетн|abrechn|relev[ée]|décompte|liquidaci|rendiconto|afrekening|extra[ct]o|extrato|fatur/,
  ],
  [
    "from",
    /\b(?:start|from|begin|begins|beginning|first)\b.*(?:date|day)?$|^from$|^von$|^du$|desde|inicio|дата начала/,
  ],
  ["until", /\b(?:end|ends|ending|to|until|last)\b.*(?:date|day)$|^to$|^bis$|^au$|hasta|дата окончания/],
  [
    "period",
    /\b(?:date|day|month|period|week)\b|datum|monat|\bmois\b|\bfecha\b|\bmes\b|\bmês\b|\bdata\b|mese|período|periodo|période|maand|miesiąc|\bay\b|tarih|дата|месяц|период/,
  ],
  [
    "territory",
    /countr|territor|\bregion\b|\bmarket\b|\bland\b|\bpays\b|país|\bpais\b|paese|\bkraj\b|ülke|стран|территор/,
  ],
  ["city", /\bcity\b|stadt|\bville\b|ciudad|город/],
  [
    "service",
    /\b(?:store|service|platform|retailer|dsp|shop|channel|provider|outlet|partner|licensee|client)\b|plattform|plateforme|plataforma|tienda|loja|negozio|sklep|mağaza|магазин|платформ|площадк/,
  ],
  [
    "kind",
    /\b(?:sales?|transaction|usage|delivery|consumption|product|trans) ?(?:type|kind|category)\b|\btype\b|тип продаж/,
  ],
  ["context", /playlist|\bsource\b|subscription|\btier\b|\boffer\b|тип подписки/],
  ["version", /version|\bmix\b/],
  ["release", /\b(?:release|album|product|collection)\b(?:.*(?:title|name))?|релиз|альбом/],
  ["label", /\blabel\b|imprint|лейбл/],
  ["artist", /artist|performer|interpr[eè]t|intérprete|künstler|sanatçı|wykonawca|исполнител|артист/],
  [
    "title",
    /\b(?:track|song|title|recording|asset|composition|work)\b|titel|titre|título|titolo|canci[óo]n|faixa|morceau|brano|utwór|şarkı|трек|песн|название/,
  ],
  [
    "amount",
    /\bnet\b|earning|payable|royalt|revenue|income|total due|amount|payout|proceeds|erlös|betrag|umsatz|einnahmen|montant|revenus|ingresos|importe|importo|ricavi|receita|valor|kwota|tutar|gelir|выручк|доход|сумма|вознаграж/,
  ],
  [
    "quantity",
    /quantit|quantid|\bqty\b|\bunits?\b|unidades|unités|stream|plays?\b|listen|views?\b|downloads?\b|count\b|sales?\b|copies|saves?\b|followers|anzahl|menge|abrufe|cantidad|reproducc|[ée]coutes|ascolti|nombre|aantal|ilość|adet|количеств|прослуш|стрим/,
  ],
];

/** Shares of the filled cells that look like each thing. */
export interface ColumnContent {
  readonly filled: number;
  readonly isrc: number;
  readonly barcode: number;
  readonly date: number;
  readonly territory: number;
  readonly service: number;
  readonly whole: number;
  readonly number: number;
  readonly currency: number;
  readonly email: number;
  /** Letters of the longest cell. */
  readonly longest: number;
}

export function contentOf(cells: readonly string[]): ColumnContent {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const share = (test: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
  return {
    filled: filled.length,
    isrc: share((cell) => readIsrc(cell) !== null),
    barcode: share((cell) => cell.length >= 11 && readBarcode(cell) !== null),
    date: share(
      (cell) => !/^\d{4}$/.test(cell) && (readDate(cell, "day-first") ?? readDate(cell, "month-first")) !== null,
    ),
    territory: share((cell) => readTerritory(cell) !== null),
    service: share(isKnownService),
    whole: share((cell) => /^-?\d{1,3}(?:[.,\s\u00a0\u202f']?\d{3})*$|^-?\d+$/.test(cell)),
    number: share((cell) => (readNumber(cell, ".") ?? readNumber(cell, ",")) !== null),
    currency: share((cell) => /^[A-Z]{3}$/.test(cell) && readTerritory(cell) === null),
    email: share((cell) => /@.+\./.test(cell)),
    longest: Math.max(0, ...filled.map((cell) => cell.length)),
  };
}

/** How well the cells bear a role out, 0 to 1; null where cells cannot tell. */
export function borneOut(role: ColumnRole, content: ColumnContent): number | null {
  if (content.filled === 0) return null;
  if (role === "isrc") return content.isrc;
  if (role === "upc") return Math.max(content.barcode, content.whole * 0.6);
  if (role === "period" || role === "from" || role === "until") return content.date;
  if (role === "territory") return content.territory;
  if (role === "amount") return content.number;
  if (role === "quantity") return content.whole;
  if (role === "currency") return content.currency;
  return null;
}

/** The role of a column; "note" where nothing tells. */
export function roleOf(plain: string, content: ColumnContent): ColumnRole {
  if (content.email > 0.5) return "personal";
  if (content.isrc > 0.8) return "isrc";
  for (const [role, pattern] of NAMES) {
    if (!pattern.test(plain)) continue;
    const share = borneOut(role, content);
    if (share !== null && share < 0.6) continue;
    if (role === "quantity" && amountRank(plain) === 9 && !/units|streams/.test(plain)) continue;
    return role;
  }
  if (content.barcode > 0.8) return "upc";
  if (content.service > 0.6) return "service";
  if (content.date > 0.9) return "period";
  if (content.currency > 0.9) return "currency";
  if (content.territory > 0.9) return "territory";
  return "note";
}

/** Names of what one unit costs, of shares and of deductions. */
const PRICE =
  /price|precio|prix|preis|prezzo|preço|цена|\brate\b|ставка|per unit|per stream|fee|tax|deduct|share|percent|%|exchange/;

/** Of several amounts, the one that is nearest to what is paid out. */
export function amountRank(header: string): number {
  // What one costs is no sum, whatever else its name says.
  if (PRICE.test(header)) return 9;
  if (
    /payable|net (?:revenue|royalt|amount|total|income|earning|payout)|total earned|label net|your share|к выплате|вознаграж/.test(
      header,
    )
  )
    return 0;
  if (/earning|payout|royalt|net\b/.test(header)) return 1;
  if (/gross/.test(header)) return 9;
  return 3;
}
