/** What the studio has to say: below everything, in turn, until it is read or out of date. */
import { createStore } from "./store.ts";

export interface Notice {
  readonly id: number;
  readonly kind: "done" | "warning" | "error";
  readonly text: string;
  /** The job whose questions wait for an answer. */
  readonly job?: number | null;
  /** What takes it back. */
  readonly undo?: () => void;
}

export const notices = createStore<readonly Notice[]>([]);

let last = 0;
const DONE_MS = 6000;

export function say(notice: Omit<Notice, "id">): void {
  last += 1;
  const id = last;
  notices.set((now) => [...now.slice(-3), { ...notice, id }]);
  // An error stays until a person has seen it.
  if (notice.kind === "done") setTimeout(() => dismiss(id), DONE_MS);
}

export function dismiss(id: number): void {
  notices.set((now) => now.filter((each) => each.id !== id));
}
