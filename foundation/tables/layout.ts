/**
 * What is known of one kind of export, as data. A layout says how its columns are called, what stands in them and which
 * facts a record makes; reading is the same for all (survey-table.ts, convert-table.ts).
 */

/** What a number rests on. Figures of different bases are never added. */
export type Basis = "paid" | "counted" | "charted" | "sold";

export type ColumnRole =
  /** Reporting date, month or number: which statement a record belongs to. */
  | "statement"
  /** Day, month, quarter or year that a record is about. */
  | "period"
  | "from"
  | "until"
  | "service"
  | "territory"
  | "region"
  | "city"
  | "title"
  | "version"
  | "artist"
  | "release"
  | "label"
  | "isrc"
  | "upc"
  | "catalogue"
  /** An identifier of the service: a URI, a video id. */
  | "address"
  /** Playlist, traffic source, post: where within the service. */
  | "context"
  /** What was sold or counted: chooses the unit. */
  | "kind"
  /** A whole number. */
  | "quantity"
  /** An exact decimal: money, hours, per cent. */
  | "amount"
  | "currency"
  /** About a person: never kept, never shown. */
  | "personal"
  /** Known, and not needed. */
  | "note";

export interface ColumnSpec {
  readonly role: ColumnRole;
  /** Header names: as exported, older and translated ones. "{currency}" stands for a three-letter code. */
  readonly names: readonly string[];
  /** A file without this column is still of this layout. */
  readonly optional?: boolean;
  /** A date in this column stands for its whole month. */
  readonly grain?: "month";
  /** How its dates are usually written: proposed where the cells do not tell. */
  readonly usualOrder?: "day-first" | "month-first";
  /** Cells that say "missing", beside empty ones. */
  readonly missing?: readonly string[];
}

/** What is counted: "streams", "listeners"; or chosen by the cells of a column. */
export type UnitSpec =
  | string
  | { readonly column: string; readonly map: Readonly<Record<string, string>>; readonly other: string };

export interface MeasureSpec {
  readonly unit: UnitSpec;
  /** Key of a column with role "quantity". */
  readonly quantity?: string;
  /** Key of a column with role "amount". */
  readonly amount?: string;
  /** Key of a currency column, or a code; absent: the code in the amount's header, if it has one. */
  readonly currency?: { readonly column: string } | string;
  /** The amount is no money: "hours", "per cent". */
  readonly amountUnit?: string;
}

export interface IgnoreRule {
  readonly column: string;
  /** Compared in lower case, without spaces around. */
  readonly values: readonly string[];
  readonly why: string;
}

/** What a file may have to be asked for, because it stands neither in its columns nor in its name. */
export type FileFact = "period" | "title" | "artist" | "territory" | "service" | "currency" | "statement";

export interface Layout {
  /** "distrokid". */
  readonly id: string;
  readonly title: string;
  readonly basis: Basis;
  /** The one service that the export is of. */
  readonly service?: string;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  readonly measures: readonly MeasureSpec[];
  readonly ignore?: readonly IgnoreRule[];
  /** Source of a pattern without flags; groups named after `FileFact` ("from" and "until" for a period). */
  readonly fileName?: string;
  /** What a record needs that the columns do not give. */
  readonly needs?: readonly FileFact[];
  /** Pattern of a line that may stand before the header. */
  readonly preamble?: string;
  /** Dashboards overlap: the later export wins per cell. Statements add up. */
  readonly overlaps: boolean;
  /** How the layout is known. */
  readonly known: string;
}

/** A header name as it is compared: without marks, in lower case, single spaces, straight quotes. */
export function plainHeader(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\ufeff\u200b\u200e\u200f]/g, "")
    .replace(/[\s_]+/g, " ")
    .trim()
    .toLowerCase();
}
