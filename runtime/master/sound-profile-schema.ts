/** Profiles come from outside (shared, edited): checked before use. */
import { z } from "zod";
import { PROFILE_SCHEMA, type SoundProfile } from "../../production/index.ts";

const bands = z.array(z.number()).length(30);

export const soundProfileSchema: z.ZodType<SoundProfile> = z.object({
  schema: z.literal(PROFILE_SCHEMA),
  name: z.string(),
  songs: z.number().int().min(1),
  bandsHz: bands,
  midDb: bands,
  sideDb: bands,
  midSpreadDb: bands,
  sideToMidDb: z.number().nullable(),
  integratedLufs: z.number(),
  loudnessRangeLu: z.number().nullable(),
  plrDb: z.number(),
});
