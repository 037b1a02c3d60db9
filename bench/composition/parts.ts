/** What the program says of composing, measured. */
import type { Part } from "../table.ts";
import { albumPart } from "./album.ts";
import { analysisPart } from "./analysis.ts";
import { briefsPart } from "./briefs.ts";
import { calibrationPart } from "./calibration.ts";
import { choralesPart } from "./chorales.ts";
import { copiesPart } from "./copies.ts";
import { formPart } from "./form.ts";
import { gridPart } from "./grid.ts";
import { harmonisePart } from "./harmonise.ts";
import { heardFormPart } from "./heard-form.ts";
import { moodPart } from "./mood.ts";
import { realOrComposedPart } from "./real-or-composed.ts";
import { sopranoPart } from "./soprano.ts";
import { soundFontPart } from "./sound-font.ts";
import { stylePart } from "./style.ts";

export const parts: readonly Part[] = [
  gridPart,
  sopranoPart,
  analysisPart,
  calibrationPart,
  choralesPart,
  harmonisePart,
  briefsPart,
  moodPart,
  formPart,
  heardFormPart,
  stylePart,
  realOrComposedPart,
  copiesPart,
  albumPart,
  soundFontPart,
];
