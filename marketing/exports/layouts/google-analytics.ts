import type { ColumnSpec, Layout } from "../../../foundation/tables/layout.ts";

const count = (...names: string[]): ColumnSpec => ({
  role: "quantity",
  names,
  optional: true,
  missing: ["undefined", "-"],
});

const figures: Layout["columns"] = {
  activeUsers: count("Active users"),
  newUsers: count("New users"),
  totalUsers: count("Total users"),
  sessions: count("Sessions"),
  engaged: count("Engaged sessions"),
  events: count("Event count"),
  keyEvents: { role: "amount", names: ["Key events", "Conversions"], optional: true },
  views: count("Views"),
  revenue: { role: "amount", names: ["Total revenue", "Total revenue ({currency})"], optional: true },
};

const measures: Layout["measures"] = [
  { unit: "sessions", quantity: "sessions", amount: "revenue" },
  { unit: "active users", quantity: "activeUsers" },
  { unit: "new users", quantity: "newUsers" },
  { unit: "total users", quantity: "totalUsers" },
  { unit: "engaged sessions", quantity: "engaged" },
  { unit: "events", quantity: "events" },
  { unit: "key events", amount: "keyEvents", amountUnit: "events" },
  { unit: "page views", quantity: "views" },
];

const common: Pick<
  Layout,
  "basis" | "service" | "item" | "measures" | "definitions" | "preamble" | "needs" | "overlaps"
> = {
  basis: "counted",
  service: "Google Analytics",
  item: "account",
  measures,
  definitions: {
    sessions: "visits; one ends after half an hour without anything done; the amount beside it is revenue",
    "active users": "visitors with an engaged session, estimated; never added over days, places or sources",
    "new users": "visitors seen for the first time; never added over sources",
    "total users": "visitors, estimated; never added over days, places or sources",
    "engaged sessions": "visits of more than ten seconds, of two pages, or with a key event",
    "key events": "events that the property marks as key; called conversions until 2024",
    "page views": "pages and screens opened, again included",
    events: "events of any kind",
  },
  // The last before the header: those of the whole report stand before a table's own.
  preamble: "[\\s\\S]*^# Start date: (?<from>\\d{8})\\s*$(?:[\\s\\S]*?)^# End date: (?<until>\\d{8})\\s*$",
  needs: ["period", "currency"],
  overlaps: true,
};

const CHANNEL = ["channel group (Default Channel Group)", "channel group (Default channel group)", "channel group"];

/** What visits are told apart by, each in a table of its own: the sums of one are those of another. */
const sources: readonly (readonly [key: string, names: readonly string[]])[] = [
  ["source-medium", ["Session source / medium"]],
  ["source", ["Session source"]],
  ["medium", ["Session medium"]],
  ["campaign", ["Session campaign"]],
  ["channel", [...CHANNEL.map((name) => `Session primary ${name}`), "Session default channel group"]],
  ["first-source", ["First user source / medium", "First user source"]],
  ["first-channel", [...CHANNEL.map((name) => `First user primary ${name}`), "First user default channel group"]],
];

/** Google Analytics 4: visits by where they came from. Comments stand before the header, with the span of days. */
export const ga4Sources: readonly Layout[] = sources.map(([key, names]) => ({
  ...common,
  id: `ga4-${key}`,
  title: `Google Analytics, by ${key.replace("-", " ")}`,
  columns: { [key]: { role: "context", names }, ...figures },
  known: "exports of 2023 to 2026",
}));

/** The same by country or city. */
export const ga4Places: Layout = {
  ...common,
  id: "ga4-places",
  title: "Google Analytics, places",
  columns: {
    city: { role: "city", names: ["City", "Town/City"], optional: true },
    territory: { role: "territory", names: ["Country", "Country ID"], optional: true },
    ...figures,
    activeUsers: { role: "quantity", names: ["Active users"], missing: ["undefined", "-"] },
  },
  known: "exports of 2023 to 2026",
};

/** By day, as numbers from the first day of the span. */
export const ga4Days: Layout = {
  ...common,
  id: "ga4-days",
  title: "Google Analytics, by day",
  columns: { day: { role: "period", names: ["Nth day"] }, ...figures },
  countedDays: true,
  known: "exports of 2023 to 2026",
};

/** By day, as dates. */
export const ga4Dates: Layout = {
  ...common,
  id: "ga4-dates",
  title: "Google Analytics, by date",
  columns: {
    day: { role: "period", names: ["Date"] },
    ...figures,
    activeUsers: { role: "quantity", names: ["Active users"], missing: ["undefined", "-"] },
  },
  known: "free-form explorations of 2024 to 2026",
};
