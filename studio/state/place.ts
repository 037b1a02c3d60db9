/** Where in the studio one is: the path in the address bar, so that back, forward and reload work. */
import { createStore } from "./store.ts";

export const SCREENS = [
  "listen",
  "mix",
  "master",
  "compose",
  "audience",
  "campaign",
  "data",
  "export",
  "jobs",
  "history",
] as const;
export type Screen = (typeof SCREENS)[number];

export type Place =
  | { readonly screen: "home" | "settings"; readonly project: null }
  | { readonly screen: Screen; readonly project: string };

export const place = createStore<Place>(read());

function read(): Place {
  const [, first, project, screen] = location.pathname.split("/");
  if (first === "project" && project !== undefined && /^[0-9a-f]{12}$/.test(project))
    return { project, screen: SCREENS.find((each) => each === screen) ?? "listen" };
  return { screen: first === "settings" ? "settings" : "home", project: null };
}

export function pathOf(to: Place): string {
  if (to.project === null) return to.screen === "home" ? "/" : "/settings";
  return `/project/${to.project}/${to.screen}`;
}

/** The fragment stays: the token is in it. */
export function go(to: Place): void {
  if (pathOf(to) === location.pathname) return;
  history.pushState(null, "", pathOf(to) + location.hash);
  place.set(to);
}

addEventListener("popstate", () => place.set(read()));
