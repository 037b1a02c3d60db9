/** Jobs in a SQLite file: several processes may share it. Every change is one transaction that is synced. */
import type { Json } from "../../foundation/plan/finding.ts";
import { inTransaction, openSqlite } from "../store/open-sqlite.ts";
import type { Claim, Job, JobEngine, JobEvent, JobProgress, JobRequest, JobState } from "./job-engine.ts";

const SCHEMA_VERSION = 1;
const SCHEMA = `
create table if not exists jobs (
  id integer primary key, kind text not null, key text not null unique, input text not null, state text not null,
  attempt integer not null, owner text, lease integer, cancelling integer not null default 0, interrupted integer not null default 0,
  progress text,
  checkpoint text not null, result text not null, error text not null, enqueued_at integer not null, ended_at integer
);
create index if not exists waiting on jobs (kind, id) where state = 'queued';
create index if not exists held on jobs (lease) where state = 'running';
create table if not exists events (id integer primary key autoincrement, job integer not null, told text not null);
`;
/** Events that are kept for windows that come back. */
const KEPT_EVENTS = 2000;
/** How often other processes' events are looked for. */
const LOOK_MS = 100;

interface Row {
  readonly id: number;
  readonly kind: string;
  readonly key: string;
  readonly input: string;
  readonly state: JobState;
  readonly attempt: number;
  readonly cancelling: number;
  readonly interrupted: number;
  readonly progress: string | null;
  readonly checkpoint: string;
  readonly result: string;
  readonly error: string;
  readonly enqueued_at: number;
  readonly ended_at: number | null;
}

/**
 * @param path of the file, made where there is none
 * @param now milliseconds since 1970
 */
export function openJobs(path: string, now: () => number = Date.now): JobEngine {
  const database = openSqlite(path, "jobs", SCHEMA_VERSION, SCHEMA);
  const listeners = new Map<(event: JobEvent) => void, { last: number }>();
  let looking: NodeJS.Timeout | null = null;

  const byId = (id: number): Row | undefined =>
    database.prepare("select * from jobs where id = ?").get(id) as unknown as Row | undefined;
  const transaction = <R>(work: () => R): R => inTransaction(database, work);
  const tell = (id: number): Job => {
    const job = jobOf(byId(id) as Row);
    const { lastInsertRowid } = database
      .prepare("insert into events (job, told) values (?, ?)")
      .run(id, JSON.stringify(job));
    database.prepare("delete from events where id <= ?").run(Number(lastInsertRowid) - KEPT_EVENTS);
    return job;
  };
  /** Changes the job where it is still the claim's; false where it is not. */
  const speak = ({ job, owner, attempt }: Claim, set: string, ...values: (string | number | null)[]): boolean =>
    change({ job, owner, attempt }, true, set, ...values);
  const change = ({ job, owner, attempt }: Claim, told: boolean, set: string, ...values: (string | number | null)[]) =>
    transaction(() => {
      const { changes } = database
        .prepare(`update jobs set ${set} where id = ? and owner = ? and attempt = ? and state = 'running'`)
        .run(...values, job.id, owner, attempt);
      if (changes === 0) return false;
      if (told) tell(job.id);
      return true;
    });
  const keptEvents = (): { oldest: number; newest: number } =>
    database.prepare("select coalesce(min(id), 0) as oldest, coalesce(max(id), 0) as newest from events").get() as {
      oldest: number;
      newest: number;
    };
  const deliver = (): void => {
    for (const [listener, place] of listeners) {
      const events = database
        .prepare("select id, told from events where id > ? order by id")
        .all(place.last) as unknown as {
        id: number;
        told: string;
      }[];
      for (const { id, told } of events) {
        place.last = id;
        listener({ id, job: JSON.parse(told) as Job });
      }
    }
  };

  return {
    enqueue({ kind, key, input }: JobRequest) {
      const job = transaction(() => {
        const known = database.prepare("select * from jobs where key = ?").get(key) as unknown as Row | undefined;
        if (known && known.state !== "failed" && known.state !== "cancelled") return jobOf(known);
        if (known) {
          database
            .prepare(
              "update jobs set state = 'queued', owner = null, lease = null, cancelling = 0, interrupted = 0, progress = null, error = 'null', result = 'null', ended_at = null where id = ?",
            )
            .run(known.id);
          return tell(known.id);
        }
        const { lastInsertRowid } = database
          .prepare(
            "insert into jobs (kind, key, input, state, attempt, checkpoint, result, error, enqueued_at) values (?, ?, ?, 'queued', 0, 'null', 'null', 'null', ?)",
          )
          .run(kind, key, JSON.stringify(input), now());
        return tell(Number(lastInsertRowid));
      });
      deliver();
      return job;
    },
    claim(owner, kinds, leaseMs) {
      const marks = kinds.map(() => "?").join(", ");
      const claim = transaction((): Claim | null => {
        const [row] = [
          `select * from jobs where state = 'queued' and kind in (${marks}) order by id limit 1`,
          `select * from jobs where state = 'running' and lease <= ${now()} and kind in (${marks}) order by id limit 1`,
        ].flatMap((sql) => (database.prepare(sql).all(...kinds) as unknown as Row[]).slice(0, 1));
        if (!row) return null;
        // Its holder is gone and it was to be cancelled: there is nothing left to stop.
        if (row.cancelling === 1) {
          database
            .prepare("update jobs set state = 'cancelled', owner = null, lease = null, ended_at = ? where id = ?")
            .run(now(), row.id);
          tell(row.id);
          return null;
        }
        const attempt = row.attempt + 1;
        database
          .prepare(
            "update jobs set interrupted = max(interrupted, state = 'running'), state = 'running', owner = ?, attempt = ?, lease = ? where id = ?",
          )
          .run(owner, attempt, now() + leaseMs, row.id);
        return { job: tell(row.id), owner, attempt };
      });
      deliver();
      return claim;
    },
    heartbeat(claim, leaseMs, progress) {
      // A renewed lease alone is no news.
      const alive = change(
        claim,
        progress !== null,
        "lease = ?, progress = coalesce(?, progress)",
        now() + leaseMs,
        progress && JSON.stringify(progress),
      );
      deliver();
      return alive ? this.asked(claim) : "lost";
    },
    asked({ job, owner, attempt }) {
      const row = database
        .prepare("select cancelling from jobs where id = ? and owner = ? and attempt = ? and state = 'running'")
        .get(job.id, owner, attempt) as { cancelling: number } | undefined;
      if (!row) return "lost";
      return row.cancelling === 1 ? "cancel" : "go on";
    },
    checkpoint: (claim, data) => speak(claim, "checkpoint = ?", JSON.stringify(data)),
    complete: (claim, result) => ended(claim, "state = 'done', result = ?", JSON.stringify(result)),
    fail: (claim, error) => ended(claim, "state = 'failed', error = ?", JSON.stringify(error)),
    stopped: (claim) => ended(claim, "state = 'cancelled'"),
    release(claim) {
      const released = speak(claim, "state = 'queued', interrupted = 1, owner = null, lease = null");
      deliver();
      return released;
    },
    cancel(id) {
      const cancelled = transaction(() => {
        const row = byId(id);
        if (row?.state === "queued") {
          database.prepare("update jobs set state = 'cancelled', ended_at = ? where id = ?").run(now(), id);
        } else if (row?.state === "running") database.prepare("update jobs set cancelling = 1 where id = ?").run(id);
        else return false;
        tell(id);
        return true;
      });
      deliver();
      return cancelled;
    },
    job: (id) => {
      const row = byId(id);
      return row ? jobOf(row) : null;
    },
    jobs: (limit = 100) =>
      (database.prepare("select * from jobs order by id desc limit ?").all(limit) as unknown as Row[]).map(jobOf),
    events: keptEvents,
    subscribe(after, listener) {
      listeners.set(listener, { last: after ?? keptEvents().newest });
      deliver();
      looking ??= setInterval(deliver, LOOK_MS);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || looking === null) return;
        clearInterval(looking);
        looking = null;
      };
    },
    close() {
      if (looking) clearInterval(looking);
      database.close();
    },
  };

  function ended(claim: Claim, set: string, ...values: string[]): boolean {
    const done = speak(claim, `${set}, owner = null, lease = null, ended_at = ?`, ...values, now());
    deliver();
    return done;
  }
}

function jobOf(row: Row): Job {
  const json = (text: string): Json => JSON.parse(text) as Json;
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    input: json(row.input),
    state: row.state,
    attempt: row.attempt,
    interrupted: row.interrupted === 1,
    progress: row.progress === null ? null : (JSON.parse(row.progress) as JobProgress),
    checkpoint: json(row.checkpoint),
    result: json(row.result),
    error: json(row.error),
    enqueuedAt: row.enqueued_at,
    endedAt: row.ended_at,
  };
}
