/** `npm run bench -- marketing`: instruments of effect, so far. */
import type { Part } from "../table.ts";
import { arma } from "./counterfactual.ts";
import { geoPlacebos, geoPublished } from "./geo.ts";

export const parts: readonly Part[] = [geoPublished, geoPlacebos, arma];
