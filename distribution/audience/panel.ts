/** What the answers of distribution are made of: sums of facts, as plain data. */
import type { Basis } from "../../foundation/tables/index.ts";

/** A sum over one span of days. */
export interface PanelCell {
  readonly basis: Basis;
  readonly unit: string;
  readonly service: string;
  /** ISO 3166-1 code; null: the figure is not split by place. */
  readonly territory: string | null;
  /** Key of a recording; null: the figure is of all of them. */
  readonly recording: string | null;
  /** Days from 1970-01-01, both included. */
  readonly from: number;
  readonly until: number;
  readonly quantity: number;
}

/** "2026-03" and its days. */
export interface Month {
  readonly key: string;
  readonly from: number;
  readonly until: number;
}

/** The sums that the audience is read from: each list is split in one way, and lists are never added. */
export interface AudiencePanel {
  /** In the finest grain there is, split by service only: territory null; recording "" where it is a sum over recordings. */
  readonly totals: readonly PanelCell[];
  /** By territory and month; recording as in `totals`. */
  readonly places: readonly PanelCell[];
  /** By recording and month; territory null. */
  readonly recordings: readonly PanelCell[];
  /** By territory and recording, over the whole period; the largest of each. */
  readonly profiles: readonly PanelCell[];
  /** People (listeners, followers): by service and day, of all recordings together. Never added. */
  readonly people: readonly PanelCell[];
  /** Playlists, sources and cities, with what they brought over the whole of what names them. */
  readonly contexts: readonly ContextCell[];
  /** Titles of recordings by their keys. */
  readonly titles: Readonly<Record<string, string>>;
}

export interface ContextCell {
  readonly basis: Basis;
  readonly unit: string;
  readonly service: string;
  /** "playlist: Fresh; by: Spotify". */
  readonly context: string;
  readonly from: number;
  readonly until: number;
  readonly quantity: number;
}

export interface AudienceQuestion {
  /** "streams". */
  readonly unit: string;
  /** Days, both included; null: all there is. */
  readonly from: number | null;
  readonly until: number | null;
  /** People by territory. */
  people(territory: string): number | null;
}
