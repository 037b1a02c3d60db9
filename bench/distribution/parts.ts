/** `npm run bench -- distribution`: reading exports, forecasting, judging. */
import type { Part } from "../table.ts";
import { dsr } from "./dsr.ts";
import { identity } from "./identity.ts";
import { hourlyPart, weeklyPart } from "./m4.ts";
import { nn3Part, nn5Part, shortPart } from "./nn.ts";

export const parts: readonly Part[] = [identity, dsr, hourlyPart, weeklyPart, nn5Part, nn3Part, shortPart];
