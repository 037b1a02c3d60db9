/** `npm run bench -- distribution`: reading exports, forecasting, judging. */
import type { Part } from "../table.ts";
import { hourlyPart, weeklyPart } from "./m4.ts";
import { nn3Part, nn5Part, shortPart } from "./nn.ts";

export const parts: readonly Part[] = [hourlyPart, weeklyPart, nn5Part, nn3Part, shortPart];
