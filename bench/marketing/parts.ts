/** `npm run bench -- marketing`: what resonates, instruments of effect, tests and campaigns. */
import type { Part } from "../table.ts";
import { campaigns } from "./campaigns.ts";
import { contentArtists, contentClaims } from "./content.ts";
import { arma } from "./counterfactual.ts";
import { creatives } from "./creatives.ts";
import { geoPlacebos, geoPublished } from "./geo.ts";
import { largeExports } from "./large-exports.ts";
import { mixExample, mixSets } from "./mix.ts";
import { privacy } from "./privacy.ts";
import { threeArtists } from "./three-artists.ts";
import { variants } from "./variants.ts";

export const parts: readonly Part[] = [
  geoPublished,
  geoPlacebos,
  arma,
  variants,
  creatives,
  mixExample,
  mixSets,
  contentClaims,
  contentArtists,
  campaigns,
  threeArtists,
  largeExports,
  privacy,
];
