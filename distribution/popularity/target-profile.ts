/** What charts hold at present, as a target that composing and mastering can take. */
import { ANNOUNCED_UNDER, type AttributeTrend, type Entry } from "./trends.ts";

export interface TargetRange {
  readonly attribute: string;
  /** Quartiles and median of the last year's entries. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly entries: number;
  /** Change a year where one was announced; null: none was. */
  readonly trend: number | null;
}

export interface TargetShare {
  readonly attribute: string;
  readonly share: number;
  /** 95 % interval (Wilson 1927). */
  readonly low: number;
  readonly high: number;
  readonly entries: number;
  readonly trend: number | null;
}

export interface TargetProfile {
  readonly schema: "songwright.target-profile/1";
  /** Null: all charts together. */
  readonly territory: string | null;
  readonly from: string;
  readonly until: string;
  readonly ranges: readonly TargetRange[];
  readonly shares: readonly TargetShare[];
  /** Attributes that too few entries have. */
  readonly unknown: readonly { readonly attribute: string; readonly entries: number }[];
}

const FEWEST = 20;
const TWO_SIDED_95 = 1.959963984540054;
/** What a target names, in this order, known or not. */
export const TARGET_ATTRIBUTES: readonly string[] = ["tempo", "length", "loudness", "tone"];
const SHARES: readonly RegExp[] = [/^major$/, /^genre: /];
export const isShare = (attribute: string): boolean => SHARES.some((one) => one.test(attribute));

/** @param entries of the territory over the last year */
export function targetProfile(
  entries: readonly Entry[],
  trends: readonly AttributeTrend[],
  { territory, from, until }: Pick<TargetProfile, "territory" | "from" | "until">,
): TargetProfile {
  const names = [
    ...new Set([...TARGET_ATTRIBUTES, "major", ...entries.flatMap(({ attributes }) => Object.keys(attributes)).sort()]),
  ];
  const ranges: TargetRange[] = [];
  const shares: TargetShare[] = [];
  const unknown: { attribute: string; entries: number }[] = [];
  for (const attribute of names) {
    const values = entries
      .flatMap(({ attributes }) => (attributes[attribute] === undefined ? [] : [attributes[attribute]]))
      .sort((a, b) => a - b);
    const said = trends.find((each) => each.attribute === attribute && each.territory === territory);
    const trend = said && said.adjusted <= ANNOUNCED_UNDER ? said.slope : null;
    const at = (share: number): number => values[Math.round(share * (values.length - 1))] as number;
    if (values.length < FEWEST) unknown.push({ attribute, entries: values.length });
    else if (isShare(attribute)) {
      const share = values.reduce((sum, value) => sum + value, 0) / values.length;
      shares.push({ attribute, share, ...wilson(share, values.length), entries: values.length, trend });
    } else ranges.push({ attribute, low: at(0.25), middle: at(0.5), high: at(0.75), entries: values.length, trend });
  }
  return { schema: "songwright.target-profile/1", territory, from, until, ranges, shares, unknown };
}

/** E. B. Wilson, JASA 22 (1927) 209-212. */
function wilson(share: number, count: number): { readonly low: number; readonly high: number } {
  const square = TWO_SIDED_95 * TWO_SIDED_95;
  const centre = (share + square / (2 * count)) / (1 + square / count);
  const reach =
    (TWO_SIDED_95 * Math.sqrt((share * (1 - share)) / count + square / (4 * count * count))) / (1 + square / count);
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
