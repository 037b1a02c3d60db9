/** `npm run bench -- distribution`: reading exports, forecasting, judging. */

import type { Part } from "../table.ts";
import { dsr } from "./dsr.ts";
import { identity } from "./identity.ts";

export const parts: readonly Part[] = [identity, dsr];
