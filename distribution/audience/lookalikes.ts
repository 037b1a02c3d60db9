/**
 * Territories that listen alike: Hellinger distance between what recordings take of each, with small territories drawn
 * towards the whole as far as their counts are few.
 */

export interface Profile {
  readonly key: string;
  /** Counts by recording, in one order for all. */
  readonly counts: readonly number[];
}

export interface Lookalike {
  readonly key: string;
  readonly like: string;
  /** 0 the same to 1 nothing in common. */
  readonly distance: number;
}

/**
 * Weight of the common profile in counts: the precision of a Dirichlet-multinomial by moments over all profiles, so
 * that what differs by chance alone weighs nothing.
 */
export function commonWeight(profiles: readonly Profile[]): number {
  const totals = profiles.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  const parts = profiles[0]?.counts.length ?? 0;
  if (!(all > 0) || parts < 2) return 0;
  const common = Array.from(
    { length: parts },
    (_, part) => profiles.reduce((sum, { counts }) => sum + (counts[part] as number), 0) / all,
  );
  // Pearson's statistic against the common profile is (1 + (n - 1) ρ) times its degrees of freedom.
  let statistic = 0;
  let weight = 0;
  for (const [at, { counts }] of profiles.entries()) {
    const total = totals[at] as number;
    if (total < 2) continue;
    for (const [part, count] of counts.entries()) {
      const expected = total * (common[part] as number);
      if (expected > 0) statistic += ((count - expected) * (count - expected)) / expected;
    }
    weight += (parts - 1) * (total - 1);
  }
  const freedom = (parts - 1) * (profiles.length - 1);
  const rho = weight > 0 ? Math.max(0, (statistic - freedom) / weight) : 0;
  return rho > 0 ? Math.min(1e9, (1 - rho) / rho) : 1e9;
}

/** The nearest `most` of each profile. */
export function lookalikesOf(profiles: readonly Profile[], most: number): Lookalike[] {
  const weight = commonWeight(profiles);
  const parts = profiles[0]?.counts.length ?? 0;
  const sums = Array.from({ length: parts }, (_, part) =>
    profiles.reduce((sum, { counts }) => sum + (counts[part] as number), 0),
  );
  const all = sums.reduce((sum, value) => sum + value, 0);
  if (!(all > 0) || parts < 2) return [];
  const roots = profiles.map(({ counts }) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count, part) => Math.sqrt((count + (weight * (sums[part] as number)) / all) / (total + weight)));
  });
  return profiles.flatMap(({ key }, at) =>
    profiles
      .map(({ key: like }, other) => {
        let product = 0;
        for (let part = 0; part < parts; part++)
          product += (roots[at]?.[part] as number) * (roots[other]?.[part] as number);
        return { key, like, distance: Math.sqrt(Math.max(0, 1 - product)) };
      })
      .filter(({ like }) => like !== key)
      .sort((a, b) => a.distance - b.distance || (a.like < b.like ? -1 : 1))
      .slice(0, most),
  );
}
