/** A media mix in words, for the terminal and for its page. */

import { numberText } from "../../foundation/look/figure-text.ts";
import { type ChannelFinding, type MediaMix, TOLD } from "../../marketing/index.ts";

export interface MediaMixSheet {
  /** ISO days: each week's first. */
  readonly weeks: readonly string[];
  readonly y: Float64Array;
  readonly yName: string;
  /** Of each channel's spend; "" where it was not said. */
  readonly units: readonly string[];
  readonly mix: MediaMix;
}

/** Three figures that say something, whatever the size; M for millions, G for thousands of them, as on the axes. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${numberText(value / 1e9, 2)}G`;
  if (size >= 1e6) return `${numberText(value / 1e6, 2)}M`;
  const digits = size >= 100 || size === 0 ? 0 : Math.min(6, 2 - Math.floor(Math.log10(size)));
  return numberText(value, digits);
}

const range = ([low, high]: readonly [number, number], by = 1): string => `${figure(low * by)} to ${figure(high * by)}`;

/** The gain first, with its interval; then whether to move. */
export function splitSentence({ mix: { split }, yName, units }: MediaMixSheet): string {
  if (split === null)
    return units.length < 2 ? "There is one channel: nothing to split." : "No split: the channels' units differ.";
  const { gain, interval90, gainPercent, recommended, chance, channels } = split;
  const part = gainPercent === null ? "" : `, ${figure(gainPercent)} % of what the channels bring`;
  const found = `${figure(gain)} ${yName} a week more for the same money (90 %: ${range(interval90)}${part})`;
  const unit = units[0] ? ` ${units[0]}` : "";
  const moves = channels.map(({ name, now, best }) => `${name} ${figure(now)} to ${figure(best)}${unit}`).join(", ");
  return recommended === "change"
    ? `Another split brings ${found}: ${moves}.`
    : `Keep the split. The best one found would bring ${found}; that it brings more at all has a chance of ${numberText(100 * chance, 0)} %.`;
}

export function channelSentence(channel: ChannelFinding, { yName, units, mix }: MediaMixSheet): string {
  const { name, contribution, share, chanceOfNothing, returnPerUnit, marginalReturn } = channel;
  const unit = units[mix.channels.indexOf(channel)] || "unit";
  const total = `${figure(contribution.value)} ${yName} (90 %: ${range(contribution.interval90)}), ${figure(100 * share.value)} % of all`;
  const each = `${figure(returnPerUnit.value)} per ${unit}, the next ${unit} brings ${figure(marginalReturn.value)} (90 %: ${range(marginalReturn.interval90)})`;
  const doubt =
    chanceOfNothing >= 0.05 ? `; that it does nothing has a chance of ${numberText(100 * chanceOfNothing, 0)} %` : "";
  const assumed = channel.spreadOfThatBefore > TOLD ? "; mostly assumed, the data say little of it" : "";
  return `${name}: ${total}; ${each}${doubt}${assumed}`;
}

export function fitSentence({ mix: { base, fit, sampling }, y }: MediaMixSheet): string {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const agree = sampling.converged ? "" : " The chains do not agree: take the intervals as too narrow.";
  return `Without the channels ${figure(100 * base.share.value)} % (90 %: ${range(base.share.interval90, 100)} %); ${numberText(100 * fit.rSquared, 0)} % of the movement is explained, a week is off by ${figure((100 * fit.noise) / mean)} % (R-hat ${numberText(sampling.rHat, 3)}).${agree}`;
}
