/** Our own marks: 20 by 20, drawn with the text's colour. */
import type { ReactElement } from "react";

const PATHS = {
  home: "M3 9.5 10 3l7 6.5M5 8.5V17h10V8.5",
  listen: "M3 10h2m2-4v8m3-11v14m3-10v6m3-3h1",
  mix: "M5 3v14M10 3v14M15 3v14M3 7h4M8 12h4M13 6h4",
  master: "M3 15c3 0 3-9 5-9s2 6 4 6 2-3 5-3M3 4h14",
  compose: "M7 15V4l9-2v11M7 15a2.5 2 0 1 1-2.5-2A2.5 2 0 0 1 7 15zM16 13a2.5 2 0 1 1-2.5-2A2.5 2 0 0 1 16 13z",
  audience: "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM2 10h16M10 2c3 3 3 13 0 16M10 2c-3 3-3 13 0 16",
  campaign: "M3 8v4h3l7 4V4L6 8zM16 7v6M6 12v5h2",
  data: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12",
  export: "M10 13V3m0 0L6.5 6.5M10 3l3.5 3.5M3 12v5h14v-5",
  jobs: "M10 3a7 7 0 1 0 7 7M10 6v4l3 2",
  history: "M4 4v4h4M4.5 8A7 7 0 1 1 3 11M10 7v4l3 2",
  settings:
    "M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM10 2v2.5M10 15.5V18M2 10h2.5M15.5 10H18M4.3 4.3l1.8 1.8M13.9 13.9l1.8 1.8M15.7 4.3l-1.8 1.8M6.1 13.9l-1.8 1.8",
  play: "M6 4v12l10-6z",
  pause: "M6 4h3v12H6zM11 4h3v12h-3z",
  start: "M4 4v12M16 4v12L7 10z",
  loop: "M4 9V8a3 3 0 0 1 3-3h9m0 0-3-3m3 3-3 3M16 11v1a3 3 0 0 1-3 3H4m0 0 3 3m-3-3 3-3",
  undo: "M4 8h8a4 4 0 0 1 0 8H8M4 8l4-4M4 8l4 4",
  redo: "M16 8H8a4 4 0 0 0 0 8h4M16 8l-4-4M16 8l-4 4",
  lock: "M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3",
  unlock: "M5 9h10v8H5zM7 9V6a3 3 0 0 1 5.8-1",
  close: "M5 5l10 10M15 5 5 15",
  save: "M10 3v10m0 0-3.5-3.5M10 13l3.5-3.5M3 14v3h14v-3",
  help: "M7.5 7.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .9-1 1.7v.5M10 15v.5M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
  warn: "M10 3 2 17h16zM10 8v4M10 14v.6",
  ask: "M4 4h12v9H9l-4 4v-4H4z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }): ReactElement {
  const filled = name === "play" || name === "pause" || name === "start";
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill={filled ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
