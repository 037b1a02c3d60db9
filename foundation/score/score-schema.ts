/** The shape of a score file, for checking what comes from outside. Only score-file.ts imports this: Zod loads slowly. */
import { z } from "zod";
import { type ChordQuality, chordQualities } from "./chord-quality.ts";
import type { Score, Section } from "./score.ts";

/** The version of the format; it grows when what was valid is no longer. */
export const SCORE_SCHEMA = "songwright.score/1";

const tick = z.int().min(0);
const span = { from: tick, to: tick };

const noteSchema = z.strictObject({
  tick,
  duration: z.int().min(0),
  pitch: z.int().min(0).max(127),
  spelling: z
    .strictObject({
      step: z.enum(["C", "D", "E", "F", "G", "A", "B"]),
      alter: z.int().min(-3).max(3),
      octave: z.int().min(-2).max(10),
    })
    .nullable(),
  velocity: z.int().min(1).max(127),
  voice: z.int().min(1),
  shiftSeconds: z.number(),
  lyric: z.string().nullable(),
  fermata: z.boolean().exactOptional(),
  grace: z.boolean().exactOptional(),
  staff: z.int().min(1).exactOptional(),
});

const sectionSchema: z.ZodType<Section> = z.lazy(() =>
  z.strictObject({ ...span, label: z.string(), children: z.array(sectionSchema) }),
);

const partSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  program: z.int().min(0).max(127).nullable(),
  percussion: z.boolean(),
  notes: z.array(noteSchema),
  pedal: z.array(z.strictObject({ tick, value: z.int().min(0).max(127) })),
});

export const scoreSchema: z.ZodType<Score & { readonly schema: string }> = z.strictObject({
  schema: z.literal(SCORE_SCHEMA),
  title: z.string().nullable(),
  composer: z.string().nullable(),
  division: z.int().min(1),
  lengthTicks: tick,
  parts: z.array(partSchema),
  metres: z.array(z.strictObject({ tick, beats: z.int(), beatUnit: z.int() })),
  keys: z.array(z.strictObject({ tick, fifths: z.int(), mode: z.enum(["major", "minor"]).nullable() })),
  tempi: z.array(z.strictObject({ tick, microsecondsPerQuarter: z.number() })),
  bars: z.array(z.strictObject({ tick, duration: z.int(), number: z.int() })),
  chords: z.array(
    z.strictObject({
      tick,
      duration: z.int(),
      root: z.int().min(0).max(11).nullable(),
      quality: z.enum(chordQualities as [ChordQuality, ...ChordQuality[]]),
      bass: z.int().min(0).max(11).nullable(),
      text: z.string(),
    }),
  ),
  sections: z.array(sectionSchema),
  phrases: z.array(z.strictObject(span)),
  warnings: z.array(z.string()),
}) as unknown as z.ZodType<Score & { readonly schema: string }>;
