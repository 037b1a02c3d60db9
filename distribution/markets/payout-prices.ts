/**
 * What payouts say of prices: a stream pays by what a subscription costs there, and people who pay more for music are
 * dearer to reach. The classes of assumed-costs.ts are coarse; payouts of one's own statements order markets within them.
 */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { assumedCost, type CostClass } from "./assumed-costs.ts";

/** Markets with a payout below which no line is laid through them. */
const FEWEST = 12;

/** Price and streaming share halfway (in logarithms) between the class and the line of classes over payouts. */
export function costsByPayout(
  territories: readonly string[],
  payouts: ReadonlyMap<string, number>,
): ReadonlyMap<string, CostClass> {
  const known = territories.flatMap((territory) => {
    const payout = payouts.get(territory);
    return payout !== undefined && payout > 0 ? [{ territory, x: log(payout), ...assumedCost(territory) }] : [];
  });
  const at = known.length < FEWEST ? null : known;
  const price = at && lineThrough(at.map(({ x, perThousand }) => [x, log(perThousand)]));
  const share = at && lineThrough(at.map(({ x, streaming }) => [x, log(streaming)]));
  const byTerritory = new Map(known.map((each) => [each.territory, each]));
  return new Map(
    territories.map((territory) => {
      const { perThousand, streaming } = assumedCost(territory);
      const own = byTerritory.get(territory);
      if (!own || !price || !share) return [territory, { perThousand, streaming }];
      return [
        territory,
        {
          perThousand: Math.sqrt(perThousand * exp(price(own.x))),
          streaming: Math.min(0.9, Math.sqrt(streaming * exp(share(own.x)))),
        },
      ];
    }),
  );
}

/** Least squares; level where x does not differ. */
function lineThrough(points: readonly (readonly [number, number])[]): (x: number) => number {
  const mean = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [mx, my] = [mean(([x]) => x), mean(([, y]) => y)];
  const xx = mean(([x]) => (x - mx) * (x - mx));
  const slope = xx > 1e-9 ? mean(([x, y]) => (x - mx) * (y - my)) / xx : 0;
  return (x) => my + slope * (x - mx);
}
