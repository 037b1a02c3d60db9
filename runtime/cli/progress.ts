/** Shows progress on standard error: a bar with time left on a terminal, plain lines elsewhere. */
import type { Progress } from "../../foundation/plan/run.ts";

export interface ProgressDisplay {
  show(progress: Progress): void;
  /** Takes the bar off the line, so that something else can be written there. */
  clear(): void;
}

export interface ProgressOutput {
  write(text: string): void;
  readonly terminal: boolean;
  readonly columns: number;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

const BAR_EVERY = 100;
const LINE_EVERY = 10_000;
/** What is over sooner shows nothing. */
const FIRST_AFTER = 400;

export function createProgress(output: ProgressOutput): ProgressDisplay {
  const begun = output.now();
  let last = output.terminal ? begun + FIRST_AFTER - BAR_EVERY : begun;
  let shown = false;
  return {
    show(progress) {
      const now = output.now();
      if (now - last < (output.terminal ? BAR_EVERY : LINE_EVERY)) return;
      last = now;
      const share = progress.total > 0 ? Math.min(1, Math.max(0, progress.done / progress.total)) : 0;
      const line = progressLine(share, now - begun, progress.doing);
      if (!output.terminal) output.write(`${line}\n`);
      else {
        const bar = `${drawBar(share)} ${line}`;
        output.write(`\r\x1b[2K${bar.slice(0, Math.max(20, output.columns - 1))}`);
        shown = true;
      }
    },
    clear() {
      if (shown) output.write("\r\x1b[2K");
      shown = false;
    },
  };
}

function drawBar(share: number): string {
  const width = 24;
  const full = Math.floor(share * width);
  return `[${"#".repeat(full)}${".".repeat(width - full)}]`;
}

/** `42 %, 0:12 left: measuring loudness`; the time left only once it can be told. */
export function progressLine(share: number, elapsedMs: number, doing: string): string {
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
  const left = share > 0.01 && elapsedMs > 1000 ? `, ${minutes((elapsedMs * (1 - share)) / share)} left` : "";
  return `${percent}${left}: ${doing}`;
}

function minutes(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
