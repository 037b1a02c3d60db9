/** What `songwright audience`, `markets` and `integrity` answer: the parts that are shown. */

import type { Integrity, NoIntegrity } from "../../../distribution/integrity/integrity.ts";
import type { Decision, Reason } from "../../../foundation/plan/index.ts";

export interface NotEnough {
  readonly status: "not-enough-data";
  readonly missing: string;
  readonly cheapestNextStep: string;
}

export interface Growth {
  /** Ratio of the last months to those before. */
  readonly value: number;
  readonly uncertainty: number | null;
  readonly reasons: readonly Reason[];
}

export interface Expected {
  readonly month: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export type AudienceDocument =
  | NotEnough
  | {
      readonly status: "done";
      readonly period: { readonly from: string; readonly until: string };
      readonly unit: string;
      readonly totals: readonly {
        readonly figure: string;
        readonly service: string;
        readonly unit: string;
        readonly basis: string;
        readonly value: number;
        readonly growth: Growth | null;
        readonly monthly: readonly { readonly month: string; readonly value: number | null }[];
        readonly expected: readonly Expected[];
      }[];
      readonly months: readonly string[];
      readonly places: readonly {
        readonly territory: string;
        readonly figure: string;
        readonly value: number;
        readonly share: number;
        readonly growth: Growth | null;
        readonly monthly: readonly (number | null)[];
        readonly expected: readonly Expected[];
      }[];
      readonly recordings: readonly {
        readonly recording: string;
        readonly title: string | null;
        readonly figure: string;
        readonly value: number;
        readonly share: number;
      }[];
    };

export interface Market {
  readonly rank: number;
  readonly territory: string;
  readonly streamsPerEuro: { readonly value: number; readonly reasons: readonly Reason[] };
  readonly bestTen: number;
  readonly rests: string;
  readonly euro: number;
  readonly expected: { readonly streams: number; readonly low: number; readonly high: number } | null;
}

export type MarketsDocument =
  | NotEnough
  | {
      readonly status: "done";
      readonly unit: string;
      readonly language: string | null;
      readonly budget: number;
      readonly markets: readonly Market[];
      readonly decisions: readonly Decision[];
    };

export type IntegrityDocument = Integrity | NoIntegrity;
