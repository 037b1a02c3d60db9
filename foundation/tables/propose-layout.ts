/**
 * A layout for a table that none of the known ones fits, proposed from its header and its cells. A person confirms it;
 * nothing is stored before.
 */
import { readBarcode, readIsrc } from "../catalogue/identifiers.ts";
import { isKnownService } from "../catalogue/service.ts";
import { readTerritory } from "../catalogue/territory.ts";
import { readDate } from "./date-cells.ts";
import { type Basis, type ColumnRole, type ColumnSpec, type Layout, type MeasureSpec, plainHeader } from "./layout.ts";
import { readNumber } from "./number-cells.ts";

/** Words of header names, in several languages, and what such a column holds. The first that fits wins. */
const NAMES: readonly (readonly [role: ColumnRole, pattern: RegExp])[] = [
  ["personal", /e-?mail|phone|buyer|customer name|first name|last name|street|postal|\bzip\b|покупател|телефон|käufer/],
  ["isrc", /\bisrc\b/],
  ["upc", /\b(?:upc|ean|gtin|barcode)\b|штрих/],
  ["currency", /\bcurrency\b|währung|devise|moneda|valuta|валют|^ccy$/],
  [
    "statement",
    /\b(?:statement|reporting|posted|accounting|payment|paid|invoice)\b.*(?:date|month|period|number|no|id)?$|отчетн|abrechnungs/,
  ],
  ["from", /\b(?:start|from|begin|first)\b.*(?:date|day)?$|^from$|période du|дата начала/],
  ["until", /\b(?:end|to|until|last)\b.*(?:date|day)$|^to$|дата окончания/],
  ["period", /\b(?:date|day|month|period|week)\b|datum|monat|^mois|fecha|\bmes\b|дата|месяц|период/],
  ["territory", /countr|territor|\bregion\b|\bmarket\b|land\b|pays|país|paese|стран|территор/],
  ["city", /\bcity\b|stadt|\bville\b|ciudad|город/],
  [
    "service",
    /\b(?:store|service|platform|retailer|dsp|shop|channel|provider|outlet|partner)\b|plattform|plateforme|магазин|платформ|площадк/,
  ],
  [
    "kind",
    /\b(?:sales?|transaction|usage|delivery|consumption|product|trans) ?(?:type|kind|category)\b|\btype\b|тип продаж/,
  ],
  ["context", /playlist|\bsource\b|subscription|\btier\b|\boffer\b|тип подписки/],
  ["version", /version|\bmix\b/],
  ["release", /\b(?:release|album|product|collection)\b(?:.*(?:title|name))?|релиз|альбом/],
  ["label", /\blabel\b|imprint|лейбл/],
  ["artist", /artist|performer|interpret|исполнител|артист/],
  ["title", /\b(?:track|song|title|recording|asset|composition)\b|titel|titre|título|трек|песн|название/],
  [
    "amount",
    /net|earning|payable|royalt|revenue|income|total due|amount|payout|erlös|betrag|umsatz|montant|ingreso|выручк|доход|сумма|вознаграж/,
  ],
  [
    "quantity",
    /quantit|units?\b|stream|plays?\b|listen|views?\b|downloads?\b|count\b|sales?\b|copies|saves?\b|followers|anzahl|menge|abrufe|количеств|прослуш|стрим/,
  ],
];

interface Content {
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
}

function contentOf(cells: readonly string[]): Content {
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
  };
}

/** How well the cells bear a role out, 0 to 1; null where cells cannot tell. */
function borneOut(role: ColumnRole, content: Content): number | null {
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

/** Roles that at most one column has; of several candidates the best borne out, then the first, is taken. */
const SINGLE: readonly ColumnRole[] = [
  "isrc",
  "upc",
  "currency",
  "statement",
  "from",
  "until",
  "period",
  "territory",
  "service",
  "kind",
  "version",
  "release",
  "label",
  "artist",
  "title",
  "city",
];

/** Of several amounts, the one that is nearest to what is paid out. */
function amountRank(header: string): number {
  if (
    /payable|net (?:revenue|royalt|amount|total|income|earning|payout)|total earned|label net|your share|к выплате|вознаграж/.test(
      header,
    )
  )
    return 0;
  if (/earning|payout|royalt|net\b/.test(header)) return 1;
  if (/gross|price|rate|fee|tax|deduct|per unit|unit|цена|ставка/.test(header)) return 9;
  return 3;
}

/** "streams" from a header such as "Total streams"; null where it names no unit. */
function unitOfHeader(header: string): string | null {
  if (/stream|plays?\b|прослуш|стрим|abrufe/.test(header)) return "streams";
  if (/listener/.test(header)) return "listeners";
  if (/follower/.test(header)) return "followers";
  if (/save|favou?rite/.test(header)) return "saves";
  if (/download/.test(header)) return "downloads";
  if (/view/.test(header)) return "video views";
  return null;
}

/**
 * @param rows cells of some records after the header
 * @param kinds units by the words of a sales type, in lower case
 * @returns null where no column looks like a figure
 */
export function proposeLayout(
  id: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  kinds: Readonly<Record<string, string>>,
): Layout | null {
  const columns = header.map((name, at) => {
    const plain = plainHeader(name);
    const content = contentOf(rows.map((row) => row[at] ?? ""));
    return { name, plain, content, role: roleOf(plain, content) };
  });
  for (const role of SINGLE) {
    const those = columns.filter((column) => column.role === role);
    const scored = those.map((column) => borneOut(role, column.content) ?? 0.5);
    const best = scored.indexOf(Math.max(...scored));
    for (const [at, column] of those.entries()) if (at !== best) column.role = "note";
  }
  // A statement date alone is the period too: nothing else says when.
  if (!columns.some(({ role }) => role === "period" || role === "from")) {
    const only = columns.find(({ role, content }) => role === "statement" && content.date > 0.9);
    if (only) only.role = "period";
  }
  const amounts = columns
    .filter(({ role }) => role === "amount")
    .sort((a, b) => amountRank(a.plain) - amountRank(b.plain));
  for (const column of amounts.slice(1)) column.role = "note";
  const money = amounts[0];
  return makeLayout(id, columns, money && amountRank(money.plain) < 9 ? money.name : null, kinds);
}

function roleOf(plain: string, content: Content): ColumnRole {
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

interface ProposedColumn {
  readonly name: string;
  readonly plain: string;
  readonly role: ColumnRole;
}

function makeLayout(
  id: string,
  columns: readonly ProposedColumn[],
  money: string | null,
  kinds: Readonly<Record<string, string>>,
): Layout | null {
  const specs: Record<string, ColumnSpec> = {};
  const keys = new Map<string, string>();
  for (const [at, { name, role }] of columns.entries()) {
    const key = `column${at + 1}`;
    keys.set(name, key);
    specs[key] = { role: role === "amount" && name !== money ? "note" : role, names: [name] };
  }
  const keyOf = (role: ColumnRole): string | undefined => Object.keys(specs).find((key) => specs[key]?.role === role);
  const kind = keyOf("kind");
  const currency = keyOf("currency");
  const quantities = columns.filter(({ role }) => role === "quantity");
  const measures: MeasureSpec[] = quantities.map(({ name, plain }, at) => {
    const unit = unitOfHeader(plain);
    return {
      unit: unit ?? (kind ? { column: kind, map: kinds, other: "other uses" } : "units"),
      quantity: keys.get(name) as string,
      ...(at === 0 && money ? withMoney(keys.get(money) as string, currency) : {}),
    };
  });
  if (measures.length === 0 && money) {
    const unit = kind ? { column: kind, map: kinds, other: "other uses" } : "units";
    measures.push({ unit, ...withMoney(keys.get(money) as string, currency) });
  }
  if (measures.length === 0) return null;
  const basis: Basis = money ? "paid" : "counted";
  const needs: Layout["needs"] = money ? ["period", "currency"] : ["period"];
  return {
    id,
    title: "a layout of your own",
    basis,
    columns: specs,
    measures,
    needs,
    overlaps: basis === "counted",
    known: "confirmed by you",
  };
}

function withMoney(amount: string, currency: string | undefined): Pick<MeasureSpec, "amount" | "currency"> {
  return currency ? { amount, currency: { column: currency } } : { amount };
}

/** The mapping in words, for the question: one line a column. */
export function mappingText({ columns, measures, basis }: Layout): string {
  const used = Object.values(columns).filter(({ role }) => role !== "note" && role !== "personal");
  const left = Object.values(columns)
    .filter(({ role }) => role === "note")
    .map(({ names }) => names[0]);
  const personal = Object.values(columns)
    .filter(({ role }) => role === "personal")
    .map(({ names }) => names[0]);
  const units = measures.map(({ unit }) => (typeof unit === "string" ? unit : "by its type")).join(", ");
  return [
    ...used.map(({ role, names }) => `${names[0]} = ${role}`),
    `counted in: ${units}`,
    `basis: ${basis}`,
    ...(left.length > 0 ? [`not read: ${left.join(", ")}`] : []),
    ...(personal.length > 0 ? [`personal, never kept: ${personal.join(", ")}`] : []),
  ].join("; ");
}

const ROLES: readonly string[] = [
  "statement",
  "period",
  "from",
  "until",
  "service",
  "territory",
  "region",
  "city",
  "title",
  "version",
  "artist",
  "release",
  "label",
  "isrc",
  "upc",
  "address",
  "context",
  "kind",
  "quantity",
  "amount",
  "currency",
  "personal",
  "note",
];

/**
 * A proposed layout with a person's changes: `{ "Total": "amount", "Foo": "note" }`, header to role.
 *
 * @returns null where the change names no column or no role
 */
export function changeMapping(
  layout: Layout,
  changes: Readonly<Record<string, string>>,
  kinds: Readonly<Record<string, string>>,
): Layout | null {
  const columns = Object.values(layout.columns).map(({ names, role }) => {
    const name = names[0] as string;
    return { name, plain: plainHeader(name), role: (changes[name] ?? role) as ColumnRole };
  });
  const names = columns.map(({ name }) => name);
  for (const [name, role] of Object.entries(changes)) if (!names.includes(name) || !ROLES.includes(role)) return null;
  return makeLayout(layout.id, columns, columns.find(({ role }) => role === "amount")?.name ?? null, kinds);
}
