/**
 * Made-up worlds of markets: what statements of an artist would show, and what a push would truly bring. Nothing here
 * knows how markets are ranked; its own shapes (logistic exposure, taste clusters, income as a number) are other than
 * the method's. Assumptions: decisions/0020.
 */
import { territoryFacts } from "../../foundation/catalogue/world.ts";
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";

/** Rounded income per head in thousand dollars a year, about 2022. */
const INCOME: Readonly<Record<string, number>> = {
  US: 77,
  CA: 55,
  MX: 11.5,
  GT: 5.4,
  CR: 13,
  PA: 17,
  DO: 10,
  JM: 6,
  BR: 9,
  AR: 13.6,
  CL: 15,
  CO: 6.6,
  PE: 7.1,
  EC: 6.4,
  UY: 21,
  PY: 6.2,
  BO: 3.6,
  GB: 46,
  IE: 104,
  FR: 41,
  DE: 49,
  AT: 52,
  CH: 93,
  NL: 58,
  BE: 50,
  LU: 126,
  ES: 30,
  PT: 25,
  IT: 35,
  GR: 21,
  SE: 56,
  NO: 107,
  DK: 68,
  FI: 51,
  IS: 73,
  PL: 18,
  CZ: 27,
  SK: 21,
  HU: 18,
  RO: 16,
  BG: 13,
  HR: 18,
  SI: 28,
  RS: 9.5,
  LT: 25,
  LV: 21,
  EE: 28,
  UA: 4.5,
  TR: 10.7,
  RU: 15,
  KZ: 11.5,
  IL: 55,
  AE: 53,
  SA: 32,
  QA: 87,
  EG: 4.3,
  MA: 3.5,
  TN: 3.8,
  ZA: 6.8,
  NG: 2.2,
  KE: 2.1,
  GH: 2.2,
  CI: 2.5,
  IN: 2.4,
  PK: 1.6,
  BD: 2.7,
  LK: 3.4,
  NP: 1.3,
  JP: 34,
  KR: 32,
  TW: 33,
  HK: 49,
  SG: 83,
  MY: 12,
  TH: 6.9,
  VN: 4.2,
  ID: 4.8,
  PH: 3.5,
  AU: 65,
  NZ: 48,
};

export interface WorldMarket {
  readonly territory: string;
  /** Streams by month, oldest first, and by month and recording. */
  readonly monthly: readonly number[];
  readonly byRecording: readonly (readonly number[])[];
  /** What a thousand impressions cost there in truth. */
  readonly cost: number;
  /** Euro for a stream. */
  readonly payout: number;
  /** Extra streams for the first euro, and the part of its logarithm that nothing seen explains. */
  readonly gain: number;
  readonly unexplained: number;
  /** Euro after which the market is exhausted to 63 %. */
  readonly capacity: number;
}

export interface MarketWorld {
  readonly seed: number;
  readonly language: string;
  /** Share of the variance of log gains that nothing seen explains. */
  readonly unexplainedShare: number;
  readonly months: number;
  readonly markets: readonly WorldMarket[];
}

const MONTHS = 26;
const RECORDINGS = 12;
/** The last month is December. */
const logistic = (x: number): number => 1 / (1 + exp(-x));

function poisson(random: Random, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(random.normal(mean, Math.sqrt(mean))));
  let left = exp(-mean);
  let count = 0;
  for (let draw = random.uniform(); draw > left; draw -= left, left *= mean / count) {
    count++;
    if (count > 400) break;
  }
  return count;
}

/** A Dirichlet by gammas of whole and half shapes is more than needed: log-normal weights made to add up to 1. */
function shares(random: Random, around: readonly number[], spread: number): number[] {
  const weights = around.map((value) => value * exp(random.normal(0, spread)));
  const all = weights.reduce((sum, value) => sum + value, 0);
  return weights.map((value) => value / all);
}

export function marketWorld(seed: number): MarketWorld {
  const random = createRandom(seed).split("market world");
  const language = random.pick(["English", "English", "English", "Spanish", "German", "French", "Portuguese"]);
  const codes = random
    .shuffle(Object.keys(INCOME).filter((code) => territoryFacts(code).people !== null))
    .slice(0, random.integer(55, 75));
  const clusters = random.integer(4, 7);
  const taste = Array.from({ length: clusters }, () => random.normal(0, 0.6));
  const usual = shares(
    random,
    Array.from({ length: RECORDINGS }, (_, at) => 1 / (at + 2)),
    0.3,
  );
  const likes = Array.from({ length: clusters }, () => shares(random, usual, 0.5));
  // A continent or a language leans to one cluster.
  const leaning = new Map<string, number>();
  const lean = (key: string): number => {
    const known = leaning.get(key) ?? random.integer(0, clusters - 1);
    leaning.set(key, known);
    return known;
  };
  const home = random.pick(
    codes.filter((code) => territoryFacts(code).languages[0] === language).concat(codes[0] as string),
  );
  const size = exp(random.uniform(log(2e4), log(2e6)));
  const speed = random.uniform(0.02, 0.08);
  const drawn = codes.map((territory) => {
    const { people, languages, continent } = territoryFacts(territory);
    const income = INCOME[territory] as number;
    const way = random.uniform();
    const cluster =
      way < 0.35 ? lean(`c${continent}`) : way < 0.7 ? lean(`l${languages[0]}`) : random.integer(0, clusters - 1);
    const speaks = languages[0] === language ? 0.5 : languages.includes(language) ? 0.25 : 0;
    const affinity = (taste[cluster] as number) + speaks + random.normal(0, 0.3);
    const streaming = logistic(-1.6 + 0.5 * log(income / 10) + random.normal(0, 0.25));
    const reachable = (people as number) * streaming;
    const exposure = logistic(random.normal(territory === home ? 1 : -1.4, territory === home ? 0.3 : 1.1));
    const cost = 5.5 * exp(0.7 * log(income / 40) + random.normal(0, 0.3));
    const payout = 0.0035 * exp(0.5 * log(income / 40) + random.normal(0, 0.15));
    const south = ["AU", "NZ", "ZA", "AR", "CL", "BR", "UY", "PY"].includes(territory);
    return {
      territory,
      cluster,
      affinity,
      reachable,
      streaming,
      exposure,
      cost,
      payout,
      season: (south ? -1 : 1) * random.uniform(0, 0.15),
    };
  });
  const weight = drawn.reduce((sum, each) => sum + each.reachable * exp(each.affinity) * each.exposure, 0);
  const markets = drawn.map((each) => {
    const local = random.split(each.territory);
    const mix = shares(local, likes[each.cluster] as number[], 0.2);
    // Exposure is what it is now; it grew there faster where taste and room were.
    const pace = speed * exp(each.affinity) * (1 - each.exposure) * exp(local.normal(0, 0.35));
    const monthly: number[] = [];
    const byRecording: number[][] = [];
    for (let back = MONTHS - 1; back >= 0; back--) {
      const month = (((11 - back) % 12) + 12) % 12;
      // Above the year around July (6) where the factor is over 0, below it in southern territories.
      const season = exp(each.season * (1 - Math.abs(((month - 6 + 12) % 12) - 6) / 3) * -1);
      const level =
        ((size * each.reachable * exp(each.affinity) * each.exposure) / weight) * exp(-pace * back) * season;
      const mean = level * exp(local.normal(0, 0.1));
      const split = mix.map((share) => poisson(local, mean * share));
      byRecording.push(split);
      monthly.push(split.reduce((sum, value) => sum + value, 0));
    }
    // January to March, when northern summer is far.
    const ahead = -each.season * 0.6;
    // Advertisements go to people chosen for what they like, so taste counts for less than it does in listening; who is on
    // no service cannot stream.
    const explained = 0.6 * each.affinity + 1.2 * log(1 - each.exposure) + log(each.streaming) + ahead - log(each.cost);
    return { each, monthly, byRecording, explained, noise: local.normal() };
  });
  const mean = markets.reduce((sum, { explained }) => sum + explained, 0) / markets.length;
  const variance = markets.reduce((sum, { explained }) => sum + (explained - mean) ** 2, 0) / (markets.length - 1);
  const unexplainedShare = random.uniform(0.2, 0.35);
  const spread = Math.sqrt((variance * unexplainedShare) / (1 - unexplainedShare));
  return {
    seed,
    language,
    unexplainedShare,
    months: MONTHS,
    markets: markets.map(({ each, monthly, byRecording, explained, noise }) => ({
      territory: each.territory,
      monthly,
      byRecording,
      cost: each.cost,
      payout: each.payout,
      gain: exp(log(50) + explained + spread * noise),
      unexplained: spread * noise,
      capacity: Math.max(1, (each.reachable * exp(each.affinity) * 0.15 * each.cost) / 1000),
    })),
  };
}
