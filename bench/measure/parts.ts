/** What the issue says of measuring. */
import type { Part } from "../table.ts";
import { accuracyPart } from "./accuracy.ts";
import { musicPart } from "./music.ts";
import { speedPart } from "./speed.ts";

export const parts: readonly Part[] = [accuracyPart, musicPart, speedPart];
