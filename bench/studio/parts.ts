/** What is asked of the studio in the browser: how little comes first, how soon it stands, how fast it answers. */
import type { Part } from "../table.ts";
import { firstMasterPart } from "./first-master.ts";
import { interactionsPart } from "./interactions.ts";
import { openingPart } from "./opening.ts";

export const parts: readonly Part[] = [openingPart, interactionsPart, firstMasterPart];
