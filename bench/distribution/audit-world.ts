/** Statements of 24 months with faults in them, and the counts beside them. Assumptions: decisions/0019. */
import type { AuditKind, StatementTable } from "../../distribution/index.ts";
import { cos, exp, pow } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { poisson } from "./counts.ts";

const MONTHS = 24;
const PLACES = 50;
const RECORDINGS = 60;
const SERVICES = 8;
const CURRENCIES = 10;

export interface Fault {
  readonly kind: AuditKind;
  readonly service: number;
  readonly territory: number | null;
  readonly recording: number | null;
  readonly from: number;
  readonly until: number;
}

export interface AuditWorld {
  readonly tables: readonly StatementTable[];
  readonly faults: readonly Fault[];
  readonly statements: number;
}

interface Drawn {
  /** Service, month, place, recording. */
  readonly counted: Float64Array;
  readonly paid: Float64Array;
}

const at = (s: number, month: number, k: number, r: number): number =>
  ((s * MONTHS + month) * PLACES + k) * RECORDINGS + r;

export function auditWorld(random: Random): AuditWorld {
  const { counted, paid } = drawStreams(random);
  const rates = drawRates(random);
  takeDown(random, counted, paid);
  crash(random, rates.table, rates.currency);
  const faults: Fault[] = [];
  const sum = (cells: Float64Array, s: number, month: number, k: number | null, r: number | null): number => {
    let total = 0;
    for (let place = k ?? 0; place <= (k ?? PLACES - 1); place++)
      for (let each = r ?? 0; each <= (r ?? RECORDINGS - 1); each++) total += cells[at(s, month, place, each)]!;
    return total;
  };
  const wipe = (s: number, from: number, until: number, k: number | null, r: number | null): void => {
    for (let month = from; month <= until; month++)
      for (let place = k ?? 0; place <= (k ?? PLACES - 1); place++)
        for (let each = r ?? 0; each <= (r ?? RECORDINGS - 1); each++) paid[at(s, month, place, each)] = 0;
  };
  /** Places where enough was paid in each month of the fault and the months before. */
  const draw = (kind: AuditKind, count: number, fewest: number): void => {
    for (let tries = 0, done = 0; done < count && tries < 500; tries++) {
      const s = random.integer(0, SERVICES - 1);
      const k =
        kind === "missing territory" || (kind === "rate drop" && random.uniform() < 0.7)
          ? random.integer(0, PLACES - 1)
          : null;
      const r = kind === "unpaid recording" ? random.integer(0, RECORDINGS - 1) : null;
      const from = random.integer(4, MONTHS - 4);
      const longest = kind === "missing month" ? 1 : 4;
      const until = kind === "rate drop" ? MONTHS - 1 : Math.min(MONTHS - 2, from + random.integer(0, longest - 1));
      const clear = (month: number): boolean => sum(paid, s, month, k, r) >= fewest;
      if (!Array.from({ length: until - from + 5 }, (_, n) => from - 4 + n).every(clear)) continue;
      // Two faults in one service would be one to whoever looks.
      if (
        faults.some(
          (fault) =>
            fault.service === s &&
            (kind === fault.kind || fault.from - 4 <= until) &&
            (kind === fault.kind || fault.until + 4 >= from),
        )
      )
        continue;
      if (kind === "rate drop") {
        const drop = 1 - random.uniform(0.2, 0.5);
        for (let month = from; month <= until; month++)
          for (let place = k ?? 0; place <= (k ?? PLACES - 1); place++)
            rates.table[(s * MONTHS + month) * PLACES + place]! *= drop;
      } else wipe(s, from, until, k, r);
      faults.push({ kind, service: s, territory: k, recording: r, from, until });
      done++;
    }
  };
  draw("missing month", 2, 1000);
  draw("rate drop", 3, 600);
  draw("missing territory", 3, 60);
  draw("unpaid recording", 3, 250);
  const tables = Array.from({ length: SERVICES }, (_, s): StatementTable => {
    const byPlace = (cells: Float64Array): Float64Array =>
      Float64Array.from({ length: MONTHS * PLACES }, (__, n) =>
        sum(cells, s, Math.floor(n / PLACES), n % PLACES, null),
      );
    const byRecording = (cells: Float64Array): Float64Array =>
      Float64Array.from({ length: MONTHS * RECORDINGS }, (__, n) =>
        sum(cells, s, Math.floor(n / RECORDINGS), null, n % RECORDINGS),
      );
    const paidByTerritory = byPlace(paid);
    return {
      service: `S${s}`,
      currency: "USD",
      territories: Array.from({ length: PLACES }, (__, k) => `P${k}`),
      recordings: Array.from({ length: RECORDINGS }, (__, r) => `R${r}`),
      paidByTerritory,
      // Plans of listeners pay differently: few streams have an unsteady rate.
      amountByTerritory: paidByTerritory.map((streams, n) => {
        const rate = rates.table[s * MONTHS * PLACES + n]!;
        return streams * rate * exp(random.normal(0, 0.5 / Math.sqrt(streams + 1)));
      }),
      paidByRecording: byRecording(paid),
      countedByTerritory: s < 2 ? byPlace(counted) : null,
      countedByRecording: s < 4 ? byRecording(counted) : null,
    };
  });
  return { tables, faults, statements: SERVICES * MONTHS };
}

function drawStreams(random: Random): Drawn {
  const size = SERVICES * MONTHS * PLACES * RECORDINGS;
  const counted = new Float64Array(size);
  const paid = new Float64Array(size);
  const market = Float64Array.from({ length: PLACES }, (_, k) => exp(0.7 * random.normal()) / pow(k + 1, 1));
  for (let s = 0; s < SERVICES; s++) {
    const volume = 20_000 / pow(s + 1, 1.1);
    const payable = random.uniform(0.9, 1);
    const launch = Array.from({ length: PLACES }, () => (random.uniform() < 0.06 ? random.integer(1, MONTHS) : 0));
    for (let r = 0; r < RECORDINGS; r++) {
      const share = exp(1.2 * random.normal()) / RECORDINGS;
      const begin = random.uniform() < 0.3 ? random.integer(1, MONTHS - 3) : -1;
      const slope = random.normal(0, 0.02);
      let level = 0;
      for (let month = 0; month < MONTHS; month++) {
        level += random.normal(0, 0.12);
        const age = month - begin;
        const fresh = begin < 0 ? 1 : age < 0 ? 0 : 1 + 3 * exp(-age / 2);
        const noise = exp(random.normal(0, 0.015));
        for (let k = 0; k < PLACES; k++) {
          if (month < launch[k]!) continue;
          const mean = volume * share * market[k]! * fresh * exp(level + slope * month + random.normal(0, 0.12));
          const count = poisson(random, mean);
          const cell = at(s, month, k, r);
          counted[cell] = count;
          paid[cell] = Math.min(count, poisson(random, count * payable * noise));
        }
      }
    }
  }
  return { counted, paid };
}

/** Money for a stream by service, month and place. */
function drawRates(random: Random): { table: Float64Array; currency: readonly number[] } {
  const rates = new Float64Array(SERVICES * MONTHS * PLACES);
  const currency = Array.from({ length: PLACES }, () => random.integer(0, CURRENCIES - 1));
  const wealth = Array.from({ length: PLACES }, () => exp(random.normal(-0.4, 0.6)));
  const exchange = Array.from({ length: CURRENCIES }, () => new Float64Array(MONTHS));
  for (const row of exchange)
    for (let month = 1; month < MONTHS; month++) row[month] = row[month - 1]! + random.normal(0, 0.012);
  for (let s = 0; s < SERVICES; s++) {
    const base = random.uniform(0.0015, 0.006);
    let own = 0;
    for (let month = 0; month < MONTHS; month++) {
      own += random.normal(0, 0.01);
      // Advertising: little in the first quarter, much before Christmas.
      const season = -0.04 * cos((6.2831853 * (month - 10)) / 12 + Math.PI);
      for (let k = 0; k < PLACES; k++)
        rates[(s * MONTHS + month) * PLACES + k] =
          base * wealth[k]! * exp(own + season + exchange[currency[k]!]![month]! + random.normal(0, 0.025));
    }
  }
  return { table: rates, currency };
}

/** Innocent: a recording is taken down everywhere; a service leaves a territory. Counts stop with the money. */
function takeDown(random: Random, counted: Float64Array, paid: Float64Array): void {
  for (let n = 0; n < 2; n++) {
    const r = random.integer(0, RECORDINGS - 1);
    const from = random.integer(6, MONTHS - 2);
    for (let s = 0; s < SERVICES; s++)
      for (let month = from; month < MONTHS; month++)
        for (let k = 0; k < PLACES; k++) counted[at(s, month, k, r)] = paid[at(s, month, k, r)] = 0;
  }
  const s = random.integer(0, SERVICES - 1);
  const k = random.integer(0, PLACES - 1);
  for (let month = random.integer(6, MONTHS - 2); month < MONTHS; month++)
    for (let r = 0; r < RECORDINGS; r++) counted[at(s, month, k, r)] = paid[at(s, month, k, r)] = 0;
}

/** Innocent: in every second world a currency loses a quarter at once, on all services. */
function crash(random: Random, rates: Float64Array, currency: readonly number[]): void {
  if (random.uniform() < 0.5) return;
  const hit = random.integer(0, CURRENCIES - 1);
  const from = random.integer(6, MONTHS - 2);
  for (let s = 0; s < SERVICES; s++)
    for (let month = from; month < MONTHS; month++)
      for (let k = 0; k < PLACES; k++) if (currency[k] === hit) rates[(s * MONTHS + month) * PLACES + k]! *= 0.75;
}

export interface MoneyCase {
  readonly services: readonly {
    readonly service: string;
    readonly money: number[];
    readonly counted: number[] | null;
  }[];
  readonly reported: number;
  readonly last: number;
  readonly truth: number;
}

/** Money by month of one artist: three months counted and not yet paid. */
export function moneyCase(random: Random): MoneyCase {
  const months = random.integer(15, 40);
  const reported = months - 4;
  const count = random.integer(3, 9);
  const dashboards = random.integer(1, Math.min(4, count));
  const common = new Float64Array(months);
  for (let month = 1; month < months; month++) common[month] = common[month - 1]! + random.normal(0.005, 0.09);
  const spikes = new Float64Array(months);
  // Releases: a month that stands out and fades.
  for (let month = 0; month < months; month++)
    if (random.uniform() < 0.1)
      for (let age = 0; month + age < months; age++) spikes[month + age]! += random.uniform(0.2, 0.8) * exp(-age / 1.5);
  let truth = 0;
  const watched = new Set(random.shuffle(Array.from({ length: count }, (_, s) => s)).slice(0, dashboards));
  const services = Array.from({ length: count }, (_, s) => {
    const level = (8000 / pow(s + 1, 1.2)) * exp(0.4 * random.normal());
    const rate = random.uniform(0.0015, 0.006);
    let own = 0;
    let pay = 0;
    const money: number[] = [];
    const counted: number[] = [];
    for (let month = 0; month < months; month++) {
      own += random.normal(0, 0.09);
      pay += random.normal(0, 0.012);
      const streams = poisson(random, level * exp(common[month]! + own) * (1 + spikes[month]!));
      const season = -0.05 * cos((6.2831853 * (month - 10)) / 12 + Math.PI);
      const amount = streams * rate * exp(pay + season + random.normal(0, 0.03));
      counted.push(streams);
      money.push(month <= reported ? amount : Number.NaN);
      if (month > reported) truth += amount;
    }
    // Dashboards count again later, and not quite as the statement does.
    const shown = counted.map((streams) => streams * exp(random.normal(0, 0.02)));
    return { service: `S${s}`, money, counted: watched.has(s) ? shown : null };
  });
  return { services, reported, last: months - 1, truth };
}
