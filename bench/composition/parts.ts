/** What the program says of composing, measured. */
import type { Part } from "../table.ts";
import { analysisPart } from "./analysis.ts";
import { briefsPart } from "./briefs.ts";
import { choralesPart } from "./chorales.ts";
import { gridPart } from "./grid.ts";
import { moodPart } from "./mood.ts";

export const parts: readonly Part[] = [gridPart, choralesPart, briefsPart, moodPart, analysisPart];
