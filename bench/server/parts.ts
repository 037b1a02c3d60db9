/** What is asked of the studio's server: memory under large uploads, answers while it works. */
import type { Part } from "../table.ts";
import { cancelPart } from "./cancel.ts";
import { latencyPart } from "./latency.ts";
import { uploadsPart } from "./uploads.ts";

export const parts: readonly Part[] = [uploadsPart, latencyPart, cancelPart];
