/** `npm run bench -- distribution`: reading exports, forecasting, judging. */
import type { Part } from "../table.ts";
import { audit } from "./audit.ts";
import { dsr } from "./dsr.ts";
import { fake } from "./fake.ts";
import { identity } from "./identity.ts";
import { largeImport } from "./large-import.ts";
import { hourlyPart, weeklyPart } from "./m4.ts";
import { markets } from "./markets.ts";
import { nn3Part, nn5Part, shortPart } from "./nn.ts";
import { playlist } from "./playlist.ts";
import { popularity } from "./popularity.ts";
import { statements } from "./statements.ts";

export const parts: readonly Part[] = [
  statements,
  largeImport,
  dsr,
  identity,
  hourlyPart,
  weeklyPart,
  nn5Part,
  nn3Part,
  shortPart,
  fake,
  playlist,
  audit,
  markets,
  popularity,
];
