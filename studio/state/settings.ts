/** What a person set for this browser: kept in it, never sent. */
import { createStore } from "./store.ts";

export type Theme = "system" | "light" | "dark";

const KEY = "songwright.theme";
export const theme = createStore<Theme>("system");

export function readTheme(): void {
  const kept = localStorage.getItem(KEY);
  setTheme(kept === "light" || kept === "dark" ? kept : "system");
}

export function setTheme(next: Theme): void {
  theme.set(next);
  if (next === "system") {
    localStorage.removeItem(KEY);
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem(KEY, next);
    document.documentElement.dataset.theme = next;
  }
}
