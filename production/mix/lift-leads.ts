/** A lead that is covered is raised: people forgive a loud voice sooner than one that they cannot follow. */
import { createMaskingMeter, type MaskedStem } from "./masking.ts";

/** Share of its frames in which a lead should have three bands of its own, 200 Hz to 5 kHz. */
const WANTED_FREE = 0.92;
const STEP_DB = 0.5;
const MOST_DB = 4;
/** Every so many frames of 50 ms are looked at. */
const STRIDE = 4;

export interface Lift {
  readonly liftDb: number;
  readonly freeBefore: number;
  readonly freeAfter: number;
}

/** For each stem, how far it is raised: least that frees it, at most 4 dB; null for what is no lead. */
export function liftLeads(stems: readonly (MaskedStem & { readonly lead: boolean })[]): (Lift | null)[] {
  const meter = createMaskingMeter(
    stems.map(({ trace }) => trace),
    STRIDE,
  );
  const gains = stems.map(({ gainsDb }) => gainsDb);
  return stems.map(({ lead, gainsDb }, s) => {
    if (!lead) return null;
    const freeAt = (liftDb: number): number => {
      gains[s] = gainsDb.map((gain) => gain + liftDb);
      const { audible, sounding } = meter.measure(gains);
      return (audible[s] as number) / Math.max(1, sounding[s] as number);
    };
    const freeBefore = freeAt(0);
    let liftDb = 0;
    let freeAfter = freeBefore;
    while (freeAfter < WANTED_FREE && liftDb < MOST_DB) {
      liftDb += STEP_DB;
      freeAfter = freeAt(liftDb);
    }
    return { liftDb, freeBefore, freeAfter };
  });
}
