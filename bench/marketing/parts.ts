/** `npm run bench -- marketing`: instruments of effect and tests. */
import type { Part } from "../table.ts";
import { contentArtists, contentClaims } from "./content.ts";
import { arma } from "./counterfactual.ts";
import { creatives } from "./creatives.ts";
import { geoPlacebos, geoPublished } from "./geo.ts";
import { variants } from "./variants.ts";

export const parts: readonly Part[] = [
  geoPublished,
  geoPlacebos,
  arma,
  variants,
  creatives,
  contentClaims,
  contentArtists,
];
