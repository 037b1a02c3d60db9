/** What an advertising account reports of one ad, ad set or campaign over a span of days. */
export interface AdResult {
  /** "Meta", "TikTok", "Google". */
  readonly platform: string;
  /** Days from 1970-01-01, both included. */
  readonly from: number;
  readonly until: number;
  readonly campaign: string;
  readonly adSet: string;
  readonly ad: string;
  /** Part of the audience that the row is about, "25-34, female"; "" for all of it. */
  readonly group: string;
  /** ISO 3166 code; null where the row is not of one territory. */
  readonly territory: string | null;
  /** In `currency`; null where the export does not say. */
  readonly spend: number | null;
  /** ISO 4217. */
  readonly currency: string | null;
  readonly impressions: number | null;
  /** Never added over rows. */
  readonly reach: number | null;
  /** Clicks that led to the destination, not clicks of any kind. */
  readonly clicks: number | null;
  /** In the platform's own sense, which `resultKind` names. */
  readonly results: number | null;
  readonly resultKind: string;
}
