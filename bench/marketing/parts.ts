/** `npm run bench -- marketing`: instruments of effect and tests. */
import type { Part } from "../table.ts";
import { arma } from "./counterfactual.ts";
import { creatives } from "./creatives.ts";
import { geoPlacebos, geoPublished } from "./geo.ts";
import { mixExample, mixSets } from "./mix.ts";
import { variants } from "./variants.ts";

export const parts: readonly Part[] = [geoPublished, geoPlacebos, arma, variants, creatives, mixExample, mixSets];
