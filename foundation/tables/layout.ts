/**
 * What is known of one kind of export, as data. A layout says how its columns are called, what stands in them and which
 * facts a record makes; reading is the same for all (survey-table.ts, convert-table.ts).
 */

/** What a number rests on. Figures of different bases are never added. "advertised": what an advertising account reports. */
export type Basis = "paid" | "counted" | "charted" | "sold" | "advertised";

/** What a figure is about where it is no recording. */
export type ItemKind = "post" | "ad" | "link" | "account";

/** What is known of such a thing: item-entry.ts. */
export type ItemField =
  | "id"
  | "permalink"
  | "caption"
  | "format"
  | "published"
  | "seconds"
  | "campaign"
  | "adSet"
  | "ad"
  | "group"
  | "account"
  | "label";

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
  /** A field of the post, ad or link that the record is about: `ColumnSpec.item` says which. */
  | "item"
  /** An e-mail address, of which only a keyed hash is kept. */
  | "email"
  /** The day on which a person agreed to be written to. */
  | "consent"
  /** How many things a person has bought. */
  | "purchases"
  /** About a person: never kept, never shown. */
  | "personal"
  /** Known, and not needed. */
  | "note";

export interface ColumnSpec {
  readonly role: ColumnRole;
  /** The field of the record's item that the cell fills, whatever its role. */
  readonly item?: ItemField;
  /** Header names: as exported, older and translated ones. "{currency}" stands for a three-letter code. */
  readonly names: readonly string[];
  /** A file without this column is still of this layout. */
  readonly optional?: boolean;
  /** A date in this column stands for its whole month. */
  readonly grain?: "month";
  /** How its dates are usually written: proposed where the cells do not tell. */
  readonly usualOrder?: "day-first" | "month-first";
  /** A number that cannot be read is doubted and left out, rather than its record refused. */
  readonly lenient?: true;
  /** Cells that say "missing", beside empty ones. */
  readonly missing?: readonly string[];
}

/** What is counted: "streams", "listeners"; or chosen by the cells of a column. */
export type UnitSpec =
  | string
  /** What stands before the header names it: `Layout.preamble`, group "metric", in lower case. */
  | { readonly named: Readonly<Record<string, string>> }
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
  /** Each record in which one of these columns is filled counts as one. */
  readonly each?: readonly string[];
}

export interface IgnoreRule {
  readonly column: string;
  /** Compared in lower case, without spaces around; "": the cell is empty. */
  readonly values?: readonly string[];
  /** The cell begins with one of these, in lower case. */
  readonly beginnings?: readonly string[];
  /** The cell is filled. */
  readonly filled?: true;
  readonly why: string;
}

/** What a file may have to be asked for, because it stands neither in its columns nor in its name. */
export type FileFact = "period" | "title" | "artist" | "territory" | "service" | "currency" | "statement" | "metric";

export interface Layout {
  /** "distrokid". */
  readonly id: string;
  readonly title: string;
  readonly basis: Basis;
  /** The one service that the export is of. */
  readonly service?: string;
  /** What its records are about, where that is no recording. */
  readonly item?: ItemKind;
  /** A list of people: nothing becomes a fact (convert-fans.ts). */
  readonly fans?: true;
  /** A caption that begins with @ is an answer to somebody: its format is "reply". */
  readonly replies?: true;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  readonly measures: readonly MeasureSpec[];
  /** What the service counts, by unit, and since when. */
  readonly definitions?: Readonly<Record<string, string>>;
  readonly ignore?: readonly IgnoreRule[];
  /** Source of a pattern without flags; groups named after `FileFact` ("from" and "until" for a period). */
  readonly fileName?: string;
  /** What a record needs that the columns do not give. */
  readonly needs?: readonly FileFact[];
  /**
   * Source of a pattern, without flags but m, over the lines before the header. Groups as in `fileName`, and "metric". A file
   * that lacks it is still of this layout.
   */
  readonly preamble?: string;
  /** Of services that look alike, the ones it may be from: choices where it is asked. */
  readonly services?: readonly string[];
  /** Days are numbers counted from the first day of the period: "Nth day" of GA4. */
  readonly countedDays?: true;
  /** A file with any other column is not of this layout. */
  readonly strict?: boolean;
  /** The service lists no more records than these: with as many, some may be cut off. */
  readonly mostRecords?: number;
  /** Its records are about no day. */
  readonly timeless?: true;
  /** Dashboards overlap: the later export wins per cell. Statements add up. */
  readonly overlaps: boolean;
  /** How the layout is known. */
  readonly known: string;
}

/** True where cells may name people, so that of a refused cell only kind and length are told. */
export function isReserved({ item, fans }: Layout): boolean {
  return item !== undefined || fans === true;
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
