/** `npm run bench -- distribution`: reading exports, forecasting, judging. */
import type { Part } from "../table.ts";

export const parts: readonly Part[] = [];
