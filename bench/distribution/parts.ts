/** `npm run bench -- distribution`: reading exports, forecasting, judging. */

import type { Part } from "../table.ts";
import { identity } from "./identity.ts";

export const parts: readonly Part[] = [identity];
