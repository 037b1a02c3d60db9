/** The 64-times oracle on a file. */
import { oracleTruePeak } from "../../foundation/sound/loudness/true-peak-oracle.testing.ts";
import { readWhole } from "./songs.ts";

/** dBTP of the whole file, as decoded to float. */
export async function oracleTruePeakDb(path: string): Promise<number> {
  const { channels } = await readWhole(path);
  return 20 * Math.log10(oracleTruePeak(channels));
}
