/** What the sessions of a mix are made from. */
import type { SoundFormat } from "../../foundation/sound/audio.ts";
import { GAIN_HOP } from "../../foundation/sound/index.ts";
import { BUSES, type Bus, type MixSettings } from "../../production/mix/index.ts";
import { createGainSimplifier, type GainPoint } from "../../production/mix/session/session.ts";
import type { PrintedReturn } from "./print-stems.ts";
import { type WrittenSessions, writeSessions } from "./write-sessions.ts";

/** How far the envelope of a group may be from its glue, as a factor: what is left of the sum lies under -70 dB. */
const GLUE_TOLERANCE = 3e-4;

/** Keeps the gains of the groups as few points. */
export function createGlueRecorder(sampleRate: number): {
  record(gains: Readonly<Record<Bus, Float32Array>>, frame: number, frames: number): void;
  finish(): Readonly<Record<Bus, readonly GainPoint[]>>;
} {
  const simplifiers = BUSES.map(() => createGainSimplifier(GLUE_TOLERANCE));
  return {
    record: (gains, frame, frames) => {
      for (const [b, bus] of BUSES.entries())
        for (let n = 0; n < frames; n += GAIN_HOP)
          simplifiers[b]?.push((frame + n) / sampleRate, gains[bus][n] as number);
    },
    finish: () =>
      Object.fromEntries(BUSES.map((bus, b) => [bus, simplifiers[b]?.finish() ?? []])) as unknown as Record<
        Bus,
        readonly GainPoint[]
      >,
  };
}

export interface SessionMaterial {
  readonly name: string;
  /** Shaped sound of each stem; null where the stem's own file is used. */
  readonly shaped: readonly (string | null)[];
  readonly stems: readonly { readonly path: string; readonly format: SoundFormat }[];
  readonly returns: readonly PrintedReturn[];
  readonly frames: number;
  readonly sampleRate: number;
  readonly bpm: number;
  readonly masterDb: number;
  readonly glue: Readonly<Record<Bus, readonly GainPoint[]>>;
  readonly force: boolean;
}

export async function writeMixSessions(
  folder: string,
  settings: MixSettings,
  material: SessionMaterial,
): Promise<WrittenSessions> {
  const { shaped, stems, returns, frames, sampleRate } = material;
  const seconds = frames / sampleRate;
  const whole = (file: string) => ({ file, sampleRate, channels: 2, seconds, startSeconds: 0 });
  return writeSessions(
    folder,
    settings,
    {
      name: material.name,
      sampleRate,
      seconds,
      bpm: material.bpm,
      masterDb: material.masterDb,
      sounds: settings.stems.map((stem, s) => {
        const file = shaped[s] ?? null;
        if (file !== null) return whole(file);
        const { path, format } = stems[s] as SessionMaterial["stems"][number];
        return {
          file: path,
          sampleRate: format.sampleRate,
          channels: format.channelCount,
          seconds: format.frames === null ? seconds : format.frames / format.sampleRate,
          startSeconds: stem.shiftFrames / sampleRate,
        };
      }),
      returns: returns.flatMap(({ name, session }) =>
        session === null ? [] : [{ name, sound: whole(session), notes: returnNotes(name, settings) }],
      ),
      glue: material.glue,
      shaped: shaped.some((file) => file !== null),
    },
    material.force,
  );
}

function returnNotes(name: PrintedReturn["name"], { reverb, echo }: MixSettings): string[] {
  return name === "reverb"
    ? [
        `reverb of ${reverb.decaySeconds} s, half of it at ${reverb.dampingHz} Hz, ${reverb.preDelayMs} ms before it begins`,
      ]
    : [`echo every ${echo.seconds} s, ${Math.round(echo.feedback * 100)} % comes back, below ${echo.dampingHz} Hz`];
}
