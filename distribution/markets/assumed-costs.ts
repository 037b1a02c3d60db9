/**
 * What attention costs and how many people stream, by class of territory: assumptions, used until a person gives prices
 * (`--costs`) or a campaign was measured. They are not taken from a price list.
 *
 * Reasoning: advertisers bid for people by what these can spend, so prices per thousand impressions rise somewhat less
 * than in proportion to income; published averages of social networks differ by a factor of about twenty between North
 * America or Scandinavia and South Asia. Six classes, each about 1.8 times the next, keep that span. Within a class
 * prices differ, which is why each carries an uncertainty (COST_SPREAD) that the ranking takes into account. Shares of people
 * who stream music fall with income and coverage of networks in the same way.
 */

export interface CostClass {
  /** Euro per thousand impressions. */
  readonly perThousand: number;
  /** Share of people who can be reached on a streaming service. */
  readonly streaming: number;
}

/** Standard deviation of the logarithm of a price within its class; of a price that a person gave. */
export const COST_SPREAD = 0.35;
export const QUOTED_SPREAD = 0.1;

const CLASSES: readonly (CostClass & { readonly territories: string })[] = [
  { perThousand: 10, streaming: 0.55, territories: "US CH NO AU DK IS LU CA SG" },
  { perThousand: 7, streaming: 0.5, territories: "GB SE NL DE AT IE FI NZ BE AE IL HK QA KW" },
  { perThousand: 4.5, streaming: 0.42, territories: "FR JP KR IT ES TW SI EE CZ PT CY MT SA BH OM PR" },
  {
    perThousand: 2.6,
    streaming: 0.33,
    territories: "PL SK HU GR LT LV HR CL UY CR PA RO BG CN RU KZ MY TT",
  },
  {
    perThousand: 1.5,
    streaming: 0.25,
    territories: "MX BR AR CO PE EC DO PY GT SV ZA TH TR RS BA MK ME AL BY UA GE AM AZ JM BW NA JO LB TN",
  },
];
const REST: CostClass = { perThousand: 0.8, streaming: 0.12 };

const byTerritory = new Map<string, CostClass>(
  CLASSES.flatMap((each) => each.territories.split(" ").map((territory): [string, CostClass] => [territory, each])),
);

export function assumedCost(territory: string): CostClass {
  return byTerritory.get(territory) ?? REST;
}
