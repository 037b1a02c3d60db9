/** Keys that mean the same everywhere. What is typed in a field stays there. */
import { now, seek, select, setLoop, toggle } from "../player/player.ts";
import { player } from "../player/playing.ts";

export const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ["Space", "play and pause, everywhere"],
  ["1 … 9", "hear version A, B, C… at the same place"],
  ["X", "hear the version that was heard before"],
  ["L", "go round the section; again: go on"],
  ["← →", "five seconds back, on; with Shift one"],
  ["Ctrl Z", "undo the last change of the plan on the screen"],
  ["Ctrl Shift Z", "redo"],
  ["?", "this help"],
  ["Esc", "close what floats"],
];

let before = 0;

/** @param help opens the help; @param undo of the screen that is open */
export function listenToKeys(help: () => void, undo: (again: boolean) => void): () => void {
  const hear = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const typing = /^(input|textarea|select)$/i.test(target.tagName) && (target as HTMLInputElement).type !== "range";
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "z" && !typing) {
      event.preventDefault();
      undo(event.shiftKey);
      return;
    }
    if (typing || command || event.altKey || target.closest("dialog")) return;
    const { versions, selected, loop, duration } = player.get();
    if (event.key === " ") {
      // A button keeps its own Space only where it was reached by keyboard to be pressed.
      if (/^(button|a|summary)$/i.test(target.tagName) && target.matches(":focus-visible")) return;
      event.preventDefault();
      toggle();
    } else if (/^[1-9]$/.test(event.key) && Number(event.key) <= versions.length) {
      before = selected;
      select(Number(event.key) - 1);
    } else if (event.key.toLowerCase() === "x" && versions.length > 1) {
      const next = before === selected || before >= versions.length ? (selected + 1) % versions.length : before;
      before = selected;
      select(next);
    } else if (event.key.toLowerCase() === "l" && versions.length > 0) {
      setLoop(loop ? null : [Math.max(0, now() - 2), Math.min(duration, now() + 6)]);
    } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && target === document.body) {
      seek(now() + (event.key === "ArrowLeft" ? -1 : 1) * (event.shiftKey ? 1 : 5));
    } else if (event.key === "?") help();
  };
  addEventListener("keydown", hear);
  return () => removeEventListener("keydown", hear);
}
