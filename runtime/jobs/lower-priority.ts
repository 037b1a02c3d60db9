/** A process below what a person waits for. */
import { writeFile } from "node:fs/promises";
import { setPriority } from "node:os";

/** Linux takes one change of a session's weight in a tenth of a second from people. */
const AGAIN_MS = 150;
const MOST_TRIES = 10;

/**
 * @param pid of the leader of a session (`detached`). On Linux each session has one weight of its own on the processor, and
 * priorities count within it only (sched(7), autogroup): so the session's is set too.
 * @param priority 0 is usual, 19 the lowest
 */
export function lowerPriority(pid: number, priority: number): void {
  try {
    setPriority(pid, priority);
  } catch {
    // Gone already, or a system that does not let us.
  }
  if (process.platform === "linux") void lowerSession(pid, priority, MOST_TRIES);
}

async function lowerSession(pid: number, priority: number, tries: number): Promise<void> {
  try {
    await writeFile(`/proc/${pid}/autogroup`, String(priority));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN" || tries === 0) return;
    setTimeout(() => void lowerSession(pid, priority, tries - 1), AGAIN_MS).unref();
  }
}
