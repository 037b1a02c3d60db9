/** All layouts that files are read by: the crafts know theirs, and do not know each other. */
import { layouts as streamLayouts } from "../../distribution/index.ts";
import type { Layout } from "../../foundation/tables/index.ts";
import { exportLayouts } from "../../marketing/index.ts";

export const knownLayouts: readonly Layout[] = [...streamLayouts, ...exportLayouts];
