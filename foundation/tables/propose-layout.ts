/**
 * A layout for a table that none of the known ones fits, proposed from its header and its cells. A person confirms it;
 * nothing is stored before.
 */
import { amountRank, borneOut, type ColumnContent, contentOf, roleOf } from "./column-roles.ts";
import { type Basis, type ColumnRole, type ColumnSpec, type Layout, type MeasureSpec, plainHeader } from "./layout.ts";

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
    // "UsageFrom" has two words.
    const plain = plainHeader(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"));
    const content = contentOf(rows.map((row) => row[at] ?? ""));
    return { name, plain, content, role: roleOf(plain, content) };
  });
  for (const role of SINGLE) {
    const those = columns.filter((column) => column.role === role);
    const scored = those.map((column) => borneOut(role, column.content) ?? 0.5);
    const best = scored.indexOf(Math.max(...scored));
    for (const [at, column] of those.entries()) if (at !== best) column.role = "note";
  }
  countedByContent(columns);
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

/** Where no name says what is counted: the column of whole numbers that look least like numbers of things. */
function countedByContent(
  columns: { role: ColumnRole; readonly plain: string; readonly content: ColumnContent }[],
): void {
  if (columns.some(({ role }) => role === "quantity")) return;
  const counts = columns.filter(
    ({ role, plain, content }) =>
      role === "note" &&
      content.filled > 0 &&
      content.whole > 0.95 &&
      !/\b(?:id|no|nr|code|number|year|año|jahr)\b|#/.test(plain),
  );
  // Numbers of things are unlike each other or all of one length; counts repeat, and are small more often than large.
  const [best] = counts.sort((a, b) => a.content.longest - b.content.longest);
  if (best && best.content.longest <= 12) best.role = "quantity";
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
      ...(at === 0 && money ? withMoney(keys.get(money) as string, currency, money) : {}),
    };
  });
  if (measures.length === 0 && money) {
    const unit = kind ? { column: kind, map: kinds, other: "other uses" } : "units";
    measures.push({ unit, ...withMoney(keys.get(money) as string, currency, money) });
  }
  if (measures.length === 0) return null;
  const basis: Basis = money ? "paid" : "counted";
  const told = currency !== undefined || measures.some((measure) => measure.currency !== undefined);
  const needs: Layout["needs"] = money && !told ? ["period", "currency"] : ["period"];
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

/** A currency at the end of a header: "Royalty (GBP)", "Net USD". */
const HEADER_CURRENCY =
  /\(?\b(USD|EUR|GBP|JPY|AUD|CAD|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BRL|MXN|ARS|CLP|COP|INR|KRW|CNY|TWD|HKD|SGD|THB|IDR|PHP|TRY|RUB|UAH|KZT|ZAR|NGN|ILS|AED|SAR|NZD)\)?$/;

function withMoney(
  amount: string,
  currency: string | undefined,
  header: string,
): Pick<MeasureSpec, "amount" | "currency"> {
  const code = HEADER_CURRENCY.exec(header.trim().toUpperCase())?.[1];
  return currency ? { amount, currency: { column: currency } } : code ? { amount, currency: code } : { amount };
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
    return {
      name,
      plain: plainHeader(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")),
      role: (changes[name] ?? role) as ColumnRole,
    };
  });
  const names = columns.map(({ name }) => name);
  for (const [name, role] of Object.entries(changes)) if (!names.includes(name) || !ROLES.includes(role)) return null;
  return makeLayout(layout.id, columns, columns.find(({ role }) => role === "amount")?.name ?? null, kinds);
}
