/** A process that must not outlive the one that started it: work whose owner is gone is another's soon. */
import { Worker } from "node:worker_threads";

/** How often the watching thread looks, in milliseconds: less than half a lease. */
const LOOK_MS = 250;

/**
 * Ends this process and all that it started when its parent is gone. A thread of its own watches, because the first one
 * may be busy for seconds. The process must lead its own group (`detached`), so that programs it started end too.
 */
export function endWithParent(): void {
  process.on("disconnect", endGroup);
  const watch = `
    const { workerData: parent } = require("node:worker_threads");
    setInterval(() => {
      if (process.ppid === parent) return;
      try { process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL"); } catch {}
    }, ${LOOK_MS});`;
  new Worker(watch, { eval: true, workerData: process.ppid }).unref();
}

function endGroup(): void {
  try {
    process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
  } catch {
    process.exit(1);
  }
}
