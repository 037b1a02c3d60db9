/** What composition claims, measured. */
import type { Part } from "../table.ts";
import { analysisPart } from "./analysis.ts";

export const parts: readonly Part[] = [analysisPart];
