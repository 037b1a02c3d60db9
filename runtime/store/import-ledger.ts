/** What an import says about a file. */
import type { Doubt, Ignored, Question, Rejection } from "../../foundation/tables/index.ts";

export interface UnitTotal {
  readonly basis: string;
  readonly unit: string;
  readonly quantity: number;
  /** Facts with this unit. */
  readonly facts: number;
}

export interface MoneyTotal {
  readonly basis: string;
  readonly currency: string;
  /** Exact, as text. */
  readonly amount: string;
}

/** Amounts that are no money: hours. */
export interface MeasureTotal {
  readonly basis: string;
  readonly unit: string;
  readonly in: string;
  readonly amount: string;
}

export interface Totals {
  readonly units: readonly UnitTotal[];
  readonly money: readonly MoneyTotal[];
  readonly measures: readonly MeasureTotal[];
}

export interface StatementLine {
  /** Number of the statement in the project. */
  readonly source: number;
  readonly key: string;
  readonly account: string;
  /** "new"; "unchanged": the same records were there; "replaced": other records of the same statement were there. */
  readonly status: "new" | "unchanged" | "replaced";
  readonly version: number;
  /** What it was before it was replaced. */
  readonly before?: Totals;
  readonly now?: Totals;
}

/** A cell of a dashboard that an earlier export had otherwise. */
export interface ChangedCell {
  readonly what: string;
  readonly from: string;
  readonly until: string;
  readonly unit: string;
  readonly before: number;
  readonly now: number;
}

export interface TableLedger {
  /** Absolute. */
  readonly path: string;
  /** Member of an archive or sheet of a workbook. */
  readonly member: string | null;
  readonly sha256: string;
  /** "nothing accepted": not one record could be used, so nothing was stored, and nothing replaced. */
  readonly status: "imported" | "unchanged" | "questions" | "no table" | "nothing accepted";
  readonly layout: string | null;
  readonly layoutTitle: string | null;
  readonly encoding: string | null;
  readonly records: number;
  readonly accepted: number;
  readonly rejectedCount: number;
  readonly ignoredCount: number;
  /** The first thousand of each. */
  readonly rejected: readonly Rejection[];
  readonly ignored: readonly Ignored[];
  readonly doubts: readonly Doubt[];
  readonly lines: { readonly total: number; readonly header: number; readonly comment: number; readonly blank: number };
  readonly period: { readonly from: string; readonly until: string } | null;
  readonly statements: readonly StatementLine[];
  readonly totals: Totals;
  /** What the service counts, by unit. */
  readonly definitions: readonly { readonly unit: string; readonly counts: string }[];
  readonly changed: { readonly count: number; readonly examples: readonly ChangedCell[] } | null;
  readonly questions: readonly Question[];
}
