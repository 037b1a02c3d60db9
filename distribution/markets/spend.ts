/** Where spending in a market ends: reaching the same people again brings less (foundation/statistics/saturating-response.ts). */

/** How often each person is reached when a market is exhausted, and the share of streaming people open to the music. */
const TIMES = 3;
const OPEN = 0.1;

/** Euro to reach everyone who may be reached. */
export function capacityOf(people: number, streaming: number, costPerThousand: number): number {
  return Math.max(1, (people * streaming * OPEN * TIMES * costPerThousand) / 1000);
}
