/** What `songwright import` answers: the parts that are shown. */
export interface ImportedTable {
  readonly path: string;
  readonly member: string | null;
  readonly status: string;
  readonly layout: string | null;
  readonly layoutTitle: string | null;
  readonly records: number;
  readonly accepted: number;
  readonly rejectedCount: number;
  readonly ignoredCount: number;
  readonly rejected: readonly {
    readonly at: number | string;
    readonly column: string | null;
    readonly expected: string;
    readonly found: string;
  }[];
  readonly ignored: readonly { readonly at: number | string; readonly why: string }[];
  readonly doubts: readonly (string | { readonly what?: string })[];
  readonly period: { readonly from: string; readonly until: string } | null;
  readonly totals: {
    readonly units: readonly { readonly basis: string; readonly unit: string; readonly quantity: number }[];
    readonly money: readonly { readonly currency: string; readonly amount: string }[];
  };
}

export interface ImportDocument {
  readonly files: readonly { readonly path: string; readonly tables: readonly ImportedTable[] }[];
}

export interface ImportQuestion {
  readonly id: string;
  readonly file: string;
  readonly what: string;
  readonly choices: readonly string[];
  readonly proposal: string | null;
  readonly why: string;
}
