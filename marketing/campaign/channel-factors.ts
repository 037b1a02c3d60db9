/** How much more or less a channel brings for the same money, from past ads and what is assumed of channels. */
import { log } from "../../foundation/numbers/elementary.ts";
import { solveSymmetric } from "../../foundation/statistics/ridge.ts";
import type { AdResult } from "./ad-result.ts";

export interface Channel {
  /** "meta": as in ids and files. */
  readonly id: string;
  /** "Meta (Instagram, Facebook)". */
  readonly name: string;
  /** As ad results name it. */
  readonly platform: string;
  /** Log of what it is assumed to bring beside Meta. */
  readonly assumed: number;
  /** Part of a market's attention that it reaches. */
  readonly reach: number;
}

/** Assumed, not measured (decisions/0024): the order of magnitude in which small campaigns report clicks for money. */
export const CHANNELS: readonly Channel[] = [
  { id: "meta", name: "Meta (Instagram, Facebook)", platform: "Meta", assumed: 0, reach: 0.5 },
  { id: "tiktok", name: "TikTok", platform: "TikTok", assumed: -0.1, reach: 0.35 },
  { id: "google", name: "Google (YouTube)", platform: "Google", assumed: -0.2, reach: 0.35 },
];

export interface ChannelFactor {
  readonly channel: Channel;
  /** Log of what it brings, for the same money, beside what Meta is assumed to; and its standard deviation. */
  readonly mean: number;
  readonly deviation: number;
  /** What it rests on: clicks for money of past ads; null: assumed. */
  readonly past: { readonly clicks: number; readonly spend: number } | null;
}

/** Clicks for a unit of money, in general, and how far artists lie around that (logs). */
const CLICKS = { assumed: 4, deviation: 0.6 };
const CHANNEL_DEVIATION = 0.5;
/** A click of one channel is worth another's to this deviation only. */
const CLICK_WORTH = 0.3;

/**
 * Factors of the channels: normal, with the artist's own level of clicks between them. Only rows of all of the audience
 * count, in the currency that most of the money was spent in.
 */
export function channelFactors(channels: readonly Channel[], ads: readonly AdResult[]): ChannelFactor[] {
  const whole = ads.filter(({ group, spend, clicks }) => group === "" && (spend ?? 0) > 0 && clicks !== null);
  const currency = mainCurrency(whole);
  const past = channels.map(({ platform }) => {
    const own = whole.filter((ad) => ad.platform === platform && ad.currency === currency);
    const clicks = own.reduce((sum, ad) => sum + (ad.clicks ?? 0), 0);
    const spend = own.reduce((sum, ad) => sum + (ad.spend ?? 0), 0);
    return clicks > 0 && spend > 0 ? { clicks, spend } : null;
  });
  // Unknown: the artist's level first, then a factor a channel. Precisions of what is assumed, then of what was seen.
  const size = channels.length + 1;
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const right = new Array<number>(size).fill(0);
  const add = (row: number, column: number, value: number): void => {
    (matrix[row] as number[])[column]! += value;
  };
  add(0, 0, 1 / CLICKS.deviation ** 2);
  channels.forEach(({ assumed }, at) => {
    add(at + 1, at + 1, 1 / CHANNEL_DEVIATION ** 2);
    right[at + 1]! += assumed / CHANNEL_DEVIATION ** 2;
    const seen = past[at];
    if (!seen) return;
    const precision = 1 / (1 / seen.clicks + CLICK_WORTH ** 2);
    const value = log(seen.clicks / seen.spend / CLICKS.assumed);
    for (const [a, b] of [
      [0, 0],
      [0, at + 1],
      [at + 1, 0],
      [at + 1, at + 1],
    ] as const)
      add(a, b, precision);
    right[0]! += precision * value;
    right[at + 1]! += precision * value;
  });
  const mean = solveSymmetric(matrix, right);
  return channels.map((channel, at) => {
    const unit = right.map((_, row) => (row === at + 1 ? 1 : 0));
    const variance = solveSymmetric(matrix, unit)[at + 1] as number;
    return { channel, mean: mean[at + 1] as number, deviation: Math.sqrt(variance), past: past[at] ?? null };
  });
}

/** The currency that most rows have; null without any. */
export function mainCurrency(ads: readonly AdResult[]): string | null {
  const counts = new Map<string, number>();
  for (const { currency } of ads) if (currency !== null) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? null;
}
