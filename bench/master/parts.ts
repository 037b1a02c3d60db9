/** What the issue of mastering must show. */
import type { Part } from "../table.ts";
import { costParts } from "./cost.ts";
import { limiterPart } from "./limiter.ts";
import { lossyPart } from "./lossy.ts";
import { loudnessParts } from "./loudness.ts";
import { referencePart } from "./reference-match.ts";

export const parts: readonly Part[] = [...loudnessParts, referencePart, lossyPart, limiterPart, ...costParts];
