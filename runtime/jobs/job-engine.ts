/**
 * Long work that outlives the window it was started from. Work that was accepted is done once: whoever claims a job holds
 * it for a lease, and what comes from one who lost it is refused.
 */
import type { Json } from "../../foundation/plan/finding.ts";
import type { Progress } from "../../foundation/plan/run.ts";

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

export interface JobRequest {
  /** Who can do it: "verb". */
  readonly kind: string;
  /** The same key is the same work: hash of program, parameters and inputs. */
  readonly key: string;
  readonly input: Json;
}

export interface JobProgress extends Progress {
  /** By the pace so far; null before there is one. */
  readonly secondsLeft: number | null;
}

export interface Job extends JobRequest {
  readonly id: number;
  readonly state: JobState;
  /** How often it was begun. */
  readonly attempt: number;
  readonly progress: JobProgress | null;
  /** An attempt was begun and not ended by its worker: what it left behind is this job's own. */
  readonly interrupted: boolean;
  /** What its worker last kept, to go on from. */
  readonly checkpoint: Json;
  readonly result: Json;
  /** Why it failed, for people and programs; null otherwise. */
  readonly error: Json;
  /** Milliseconds since 1970. */
  readonly enqueuedAt: number;
  readonly endedAt: number | null;
}

/** A job in somebody's hands. Only the owner and attempt that it was claimed with may speak for it. */
export interface Claim {
  readonly job: Job;
  readonly owner: string;
  readonly attempt: number;
}

/** What the worker is told when it says that it is alive. */
export type Answer = "go on" | "cancel" | "lost";

export interface JobEvent {
  /** Grows with every event; survives a restart. */
  readonly id: number;
  readonly job: Job;
}

export interface JobEngine {
  /**
   * Accepts work, lasting from then on. With a key that is queued, running or done the job that is there is given back;
   * after a failure or a cancelling it is queued again.
   */
  enqueue(request: JobRequest): Job;
  /** The oldest job of these kinds that is queued or whose holder's lease ran out; null where there is none. */
  claim(owner: string, kinds: readonly string[], leaseMs: number): Claim | null;
  /** Renews the lease and tells progress. */
  heartbeat(claim: Claim, leaseMs: number, progress: JobProgress | null): Answer;
  /** The same without renewing anything: cheap enough to be asked often. */
  asked(claim: Claim): Answer;
  /** Keeps what to go on from; false where the job is no longer the claim's. */
  checkpoint(claim: Claim, data: Json): boolean;
  complete(claim: Claim, result: Json): boolean;
  fail(claim: Claim, error: Json): boolean;
  /** Puts it back untouched: the worker is going away. */
  release(claim: Claim): boolean;
  /** A queued job is cancelled at once; a running one when its worker hears of it. False where it has ended already. */
  cancel(id: number): boolean;
  /** The worker's confirmation that a cancelled job has stopped. */
  stopped(claim: Claim): boolean;
  job(id: number): Job | null;
  /** The newest first. */
  jobs(limit?: number): Job[];
  /** Ids of the oldest event that is kept and of the newest; 0 where there is none. */
  events(): { readonly oldest: number; readonly newest: number };
  /** Events after the one with this id, then every new one; answers how to stop. */
  subscribe(after: number | null, listener: (event: JobEvent) => void): () => void;
  close(): void;
}
