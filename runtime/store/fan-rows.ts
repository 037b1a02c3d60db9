/** Fans in the state of a project: a keyed hash, a country, a purchase class, a day of consent; nothing else. */
import type { DatabaseSync } from "node:sqlite";
import { NeedError } from "../../foundation/plan/errors.ts";
import { type FanKey, fanKeyPath } from "./fan-key.ts";

export const FAN_TABLES = `
create table if not exists fans (
  list integer not null references statements(id), key text not null, country text, purchases text, consent text,
  primary key (list, key)
);
create table if not exists erased_fans (mark text primary key);
create table if not exists fan_key (fingerprint text primary key);
`;

export interface FanRow {
  readonly key: string;
  /** ISO 3166-1. */
  readonly country: string | null;
  /** "none", "one" or "several". */
  readonly purchases: string | null;
  /** ISO day. */
  readonly consent: string | null;
}

/** What is kept about one fan in one list. */
export interface KeptFan extends FanRow {
  readonly layout: string;
  readonly account: string;
  readonly path: string;
  readonly member: string | null;
}

/** Throws NeedError where the fans of the project were hashed with another key. */
export function checkFanKey(database: DatabaseSync, { fingerprint }: FanKey): void {
  const known = database.prepare("select fingerprint from fan_key").get() as { fingerprint: string } | undefined;
  if (known === undefined || known.fingerprint === fingerprint) return;
  throw new NeedError(
    `the key that the fans of this project are known by (${fanKeyPath()} is another one)`,
    `cp FROM-A-BACKUP ${fanKeyPath()}`,
  );
}

/** Within a transaction: puts a list in, and takes out those that no active statement names. */
export function keepFans(database: DatabaseSync, list: number, fans: Iterable<FanRow>, { fingerprint }: FanKey): void {
  const insert = database.prepare("insert into fans values (?, ?, ?, ?, ?)");
  for (const { key, country, purchases, consent } of fans) insert.run(list, key, country, purchases, consent);
  database.exec("delete from fans where list not in (select id from statements where active = 1)");
  database.prepare("insert or ignore into fan_key values (?)").run(fingerprint);
}

export function keptFan(database: DatabaseSync, key: string): KeptFan[] {
  return database
    .prepare(
      `select f.key, f.country, f.purchases, f.consent, s.layout, s.account, p.path, p.member
       from fans f join statements s on s.id = f.list join files p on p.id = s.file where f.key = ? order by s.id`,
    )
    .all(key) as unknown as KeptFan[];
}

/** Takes a fan out of all lists, for good: what was there is overwritten. Gives the number of lists. */
export function eraseFan(database: DatabaseSync, key: string, mark: string): number {
  database.exec("begin immediate");
  const { changes } = database.prepare("delete from fans where key = ?").run(key);
  database.prepare("insert or ignore into erased_fans values (?)").run(mark);
  database.exec("commit");
  // The log of changes still has the pages as they were.
  database.exec("pragma wal_checkpoint(truncate)");
  return Number(changes);
}

export function isErased(database: DatabaseSync): (mark: string) => boolean {
  const known = database.prepare("select 1 from erased_fans where mark = ?");
  return (mark) => known.get(mark) !== undefined;
}

/** Fans by country and purchase class, each once however many lists they are in; of several lists, what the last one says that says it. */
export function countFans(database: DatabaseSync): {
  readonly people: number;
  readonly countries: readonly (readonly [string, number])[];
  readonly purchases: readonly (readonly [string, number])[];
} {
  const fans = database
    .prepare(
      `select distinct key, first_value(country) over (partition by key order by country is null, list desc) as country,
        first_value(purchases) over (partition by key order by purchases is null, list desc) as purchases from fans`,
    )
    .all() as unknown as FanRow[];
  const count = (of: (fan: FanRow) => string | null): [string, number][] => {
    const counts = new Map<string, number>();
    for (const fan of fans) counts.set(of(fan) ?? "", (counts.get(of(fan) ?? "") ?? 0) + 1);
    return [...counts];
  };
  return {
    people: fans.length,
    countries: count(({ country }) => country),
    purchases: count(({ purchases }) => purchases),
  };
}
