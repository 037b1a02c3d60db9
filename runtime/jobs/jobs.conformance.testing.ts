/** What every job engine has to do; an engine's own test file gives the way to make one. */
import { expect, test } from "vitest";
import type { Claim, JobEngine, JobEvent } from "./job-engine.ts";

export interface EngineUnderTest {
  readonly engine: JobEngine;
  /** Another handle on the same jobs, as another process has it. */
  reopen(): JobEngine;
  /** Moves the engine's clock. */
  wait(ms: number): void;
}

const work = (key: string): { kind: string; key: string; input: { n: string } } => ({
  kind: "verb",
  key,
  input: { n: key },
});

export function conformance(make: () => EngineUnderTest): void {
  test("jobs come in the order in which they were accepted, once each", () => {
    const { engine } = make();
    for (const key of ["a", "b", "c"]) engine.enqueue(work(key));
    const claimed = [1, 2, 3, 4].map(() => engine.claim("w", ["verb"], 1000)?.job.key ?? null);
    expect(claimed).toEqual(["a", "b", "c", null]);
    expect(engine.claim("w", ["other"], 1000)).toBeNull();
  });

  test("the same key is the same work, until it failed", () => {
    const { engine } = make();
    const first = engine.enqueue(work("a"));
    expect(engine.enqueue(work("a")).id).toBe(first.id);
    const claim = engine.claim("w", ["verb"], 1000) as Claim;
    expect(engine.enqueue(work("a"))).toMatchObject({ id: first.id, state: "running" });
    expect(engine.complete(claim, { made: 1 })).toBe(true);
    expect(engine.enqueue(work("a"))).toMatchObject({ state: "done", result: { made: 1 } });
    engine.enqueue(work("b"));
    const other = engine.claim("w", ["verb"], 1000) as Claim;
    engine.fail(other, { message: "broken" });
    expect(engine.job(other.job.id)).toMatchObject({ state: "failed", error: { message: "broken" } });
    expect(engine.enqueue(work("b"))).toMatchObject({ state: "queued", error: null });
    expect(engine.claim("w", ["verb"], 1000)).toMatchObject({ attempt: 2, job: { interrupted: false } });
  });

  test("asking renews nothing and is no event; a renewed lease alone is none either", () => {
    const { engine, reopen, wait } = make();
    const { id } = engine.enqueue(work("a"));
    const claim = engine.claim("one", ["verb"], 1000) as Claim;
    const { newest } = engine.events();
    expect(engine.asked(claim)).toBe("go on");
    expect(engine.heartbeat(claim, 1000, null)).toBe("go on");
    expect(engine.events().newest).toBe(newest);
    engine.heartbeat(claim, 1000, { done: 1, total: 2, doing: "mixing", secondsLeft: null });
    expect(engine.events().newest).toBe(newest + 1);
    engine.cancel(id);
    expect(engine.asked(claim)).toBe("cancel");
    wait(1500);
    // Asked all the time, and not renewed: another may have it.
    expect(engine.asked(claim)).toBe("cancel");
    reopen().claim("two", ["verb"], 1000);
    expect(engine.asked(claim)).toBe("lost");
  });

  test("a lease that ran out gives the job to another, who goes on from the checkpoint; the first speaks no more", () => {
    const { engine, reopen, wait } = make();
    engine.enqueue(work("a"));
    const first = engine.claim("one", ["verb"], 1000) as Claim;
    expect(engine.checkpoint(first, { stage: 2 })).toBe(true);
    expect(engine.claim("two", ["verb"], 1000)).toBeNull();
    wait(600);
    expect(engine.heartbeat(first, 1000, null)).toBe("go on");
    wait(600);
    expect(engine.claim("two", ["verb"], 1000)).toBeNull();
    wait(600);
    const second = reopen().claim("two", ["verb"], 1000) as Claim;
    expect(second).toMatchObject({ attempt: 2, job: { checkpoint: { stage: 2 }, interrupted: true } });
    expect(engine.heartbeat(first, 1000, null)).toBe("lost");
    expect(engine.complete(first, {})).toBe(false);
    expect(engine.fail(first, {})).toBe(false);
    expect(engine.checkpoint(first, { stage: 3 })).toBe(false);
    expect(engine.complete(second, { by: "two" })).toBe(true);
    expect(engine.complete(second, { by: "two again" })).toBe(false);
    expect(engine.job(first.job.id)).toMatchObject({ state: "done", result: { by: "two" }, attempt: 2 });
  });

  test("cancelling: a queued job at once, a running one by its worker, an ended one not", () => {
    const { engine, wait } = make();
    const queued = engine.enqueue(work("a"));
    expect(engine.cancel(queued.id)).toBe(true);
    expect(engine.job(queued.id)?.state).toBe("cancelled");
    expect(engine.claim("w", ["verb"], 1000)).toBeNull();
    engine.enqueue(work("b"));
    const claim = engine.claim("w", ["verb"], 1000) as Claim;
    expect(engine.cancel(claim.job.id)).toBe(true);
    expect(engine.heartbeat(claim, 1000, null)).toBe("cancel");
    expect(engine.stopped(claim)).toBe(true);
    expect(engine.job(claim.job.id)?.state).toBe("cancelled");
    expect(engine.cancel(claim.job.id)).toBe(false);
    // Cancelled, and then its worker died: nobody does it again.
    engine.enqueue(work("c"));
    const dead = engine.claim("w", ["verb"], 1000) as Claim;
    engine.cancel(dead.job.id);
    wait(2000);
    expect(engine.claim("x", ["verb"], 1000)).toBeNull();
    expect(engine.job(dead.job.id)?.state).toBe("cancelled");
  });

  test("what is put back is done by the next", () => {
    const { engine } = make();
    engine.enqueue(work("a"));
    const claim = engine.claim("w", ["verb"], 1000) as Claim;
    expect(engine.release(claim)).toBe(true);
    expect(engine.claim("x", ["verb"], 1000)).toMatchObject({ attempt: 2, job: { key: "a", interrupted: true } });
  });

  test("events: all of them, in order, from any place on, also through another handle and after a restart", async () => {
    const { engine, reopen } = make();
    const seen: JobEvent[] = [];
    const stop = engine.subscribe(null, (event) => seen.push(event));
    engine.enqueue(work("a"));
    const claim = engine.claim("w", ["verb"], 1000) as Claim;
    engine.heartbeat(claim, 1000, { done: 1, total: 4, doing: "measuring", secondsLeft: 3 });
    engine.complete(claim, null);
    expect(seen.map(({ job }) => job.state)).toEqual(["queued", "running", "running", "done"]);
    expect(seen[2]?.job.progress).toMatchObject({ doing: "measuring", secondsLeft: 3 });
    const ids = seen.map(({ id }) => id);
    expect([...ids].sort((a, b) => a - b)).toEqual(ids);
    const later: JobEvent[] = [];
    const other = reopen();
    other.subscribe(ids[1] ?? null, (event) => later.push(event));
    expect(later.map(({ id }) => id)).toEqual(ids.slice(2));
    engine.enqueue(work("b"));
    await expect.poll(() => later.at(-1)?.job.key, { timeout: 2000 }).toBe("b");
    stop();
    engine.enqueue(work("c"));
    expect(seen.at(-1)?.job.key).toBe("b");
    other.close();
  });
}
