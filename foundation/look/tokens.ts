/** Colours and type of every report: one set, light and dark. */

export interface Colours {
  readonly ground: string;
  /** Behind what stands out of the text: figures, code. */
  readonly raised: string;
  readonly ink: string;
  /** Labels, captions, the sound as it was before. */
  readonly quiet: string;
  /** Hairlines between things. */
  readonly line: string;
  /** Grid inside pictures. */
  readonly grid: string;
  /** What it is about: mid, the master. */
  readonly accent: string;
  /** The side channel. */
  readonly side: string;
  /** A person's own changes. */
  readonly person: string;
  readonly amber: string;
  /** Loss only: clipping, what does not pass. */
  readonly red: string;
  /** Groups of a mix. */
  readonly drums: string;
  readonly bass: string;
  readonly music: string;
  readonly vocals: string;
  readonly effects: string;
}

export const light: Colours = {
  ground: "#faf8f5",
  raised: "#f1eee8",
  ink: "#24211d",
  quiet: "#635d55",
  line: "#d9d4cb",
  grid: "#e5e0d8",
  accent: "#0f6a87",
  side: "#a14a0b",
  person: "#7a3ea3",
  amber: "#865300",
  red: "#b3261e",
  drums: "#a14a0b",
  bass: "#4a55b5",
  music: "#0b7272",
  vocals: "#a8326e",
  effects: "#5c741c",
};

export const dark: Colours = {
  ground: "#23211f",
  raised: "#2d2a27",
  ink: "#ece8e1",
  quiet: "#aaa39a",
  line: "#454039",
  grid: "#38342f",
  accent: "#62bfdc",
  side: "#e59a5c",
  person: "#c9a0ea",
  amber: "#e8b04b",
  red: "#ff8f85",
  drums: "#e59a5c",
  bass: "#9aa5f5",
  music: "#5cc4c0",
  vocals: "#ee8fbf",
  effects: "#b4cc6a",
};

/** Colours that carry text; the rest are lines. */
export const textColours: readonly (keyof Colours)[] = [
  "ink",
  "quiet",
  "accent",
  "side",
  "person",
  "amber",
  "red",
  "drums",
  "bass",
  "music",
  "vocals",
  "effects",
];

const variables = (colours: Colours): string =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");

/** CSS custom properties; paper is light whatever the screen is. */
export const colourRules: string = [
  `:root{color-scheme:light dark;${variables(light)}}`,
  `@media (prefers-color-scheme:dark){:root{${variables(dark)}}}`,
  `@media print{:root{color-scheme:light;${variables({ ...light, ground: "#ffffff", raised: "#f4f2ee" })}}}`,
].join("\n");

export const fontStack =
  '"Source Sans 3","Source Sans Pro",Seravek,"Gill Sans Nova",Ubuntu,"Segoe UI",Calibri,"Noto Sans","DejaVu Sans",sans-serif';
export const codeStack = '"Source Code Pro",ui-monospace,"Cascadia Code","DejaVu Sans Mono",monospace';
