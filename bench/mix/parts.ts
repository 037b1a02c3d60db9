/** What mixing claims, measured. */
import type { Part } from "../table.ts";
import { aimPart } from "./aim.ts";
import { costPart } from "./cost.ts";
import { faultsPart } from "./faults.ts";
import { levelsPart } from "./levels.ts";
import { rolesPart } from "./roles.ts";
import { twoStemsPart } from "./two-stems.ts";

export const parts: readonly Part[] = [levelsPart, twoStemsPart, aimPart, rolesPart, faultsPart, costPart];
