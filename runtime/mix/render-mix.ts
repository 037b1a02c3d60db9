/** A planned mix performed: the mix's file, printed stems, sessions. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { amplitudeFromDecibels, decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import type { Run } from "../../foundation/plan/index.ts";
import type { Block } from "../../foundation/sound/audio.ts";
import { type Bus, createMixer, type MixSettings } from "../../production/mix/index.ts";
import { createSound } from "../codecs/create-sound.ts";
import { moveInto, refuseExisting, unfinishedPath } from "../project/files.ts";
import { createScratch } from "../sound/scratch.ts";
import type { DeckPool } from "./deck-pool.ts";
import { createGlueRecorder, writeMixSessions } from "./mix-sessions.ts";
import type { MixRequest } from "./mix-song.ts";
import { createStemPrinter, type PrintedReturn } from "./print-stems.ts";
import type { HeardSession } from "./read-session.ts";
import type { WrittenSessions } from "./write-sessions.ts";

export interface RenderedMix {
  readonly path: string;
  /** Gain of the mix bus, dB. */
  readonly gainDb: number;
  readonly returns: readonly PrintedReturn[];
  readonly sessions: WrittenSessions | null;
  /** Most that each group's glue took. */
  readonly glueDb: Readonly<Record<Bus, number>>;
}

interface Rendered {
  readonly mix: RenderedMix;
  readonly files: readonly { readonly printed: string | null; readonly shaped: string | null }[];
}

/** Plays the stems through chains and mixer; everything asked for is whole when it comes back, or not there. */
export async function renderMix(
  pool: DeckPool,
  request: MixRequest,
  session: HeardSession,
  settings: MixSettings,
  mixPath: string,
  rendering: Run,
  writing: Run,
): Promise<Rendered> {
  const { frames, sampleRate, used } = session;
  const mixer = createMixer(settings, sampleRate);
  const scratch = createScratch(2);
  const sessionFolder = request.session === "none" ? null : join(request.out, "session");
  const soundFolder = sessionFolder === null ? null : join(sessionFolder, "audio");
  // What never sounds, or is left out, is not played; its session plays the file as it came.
  const sounding = settings.stems.flatMap(({ muted }, s) =>
    muted || session.song.stems[s]?.features === null ? [] : [s],
  );
  const shaped = settings.stems.map(({ id }, s) =>
    request.session === "shaped" && soundFolder !== null && sounding.includes(s)
      ? join(soundFolder, `${id}.wav`)
      : null,
  );
  for (const path of shaped) if (path !== null) await refuseExisting(path, request.force);
  const folders = { stems: request.printStems ? join(request.out, "stems") : null, session: soundFolder };
  const printer = createStemPrinter(folders, settings, mixer, { sampleRate, frames, force: request.force });
  const glue = createGlueRecorder(sampleRate);
  let peak = 0;
  try {
    await printer.open();
    await pool.play(
      sounding.map((s) => used[s] as number),
      {
        settings: sounding.map((s) => settings.stems[s] as (typeof settings.stems)[number]),
        shaped: sounding.map((s) => shaped[s] ?? null),
        frames,
      },
      async (played, frame, count) => {
        const placed: (Block | null)[] = settings.stems.map(() => null);
        sounding.forEach((s, k) => {
          placed[s] = played[k] ?? null;
        });
        const step = mixer.step(placed, count);
        for (const samples of step.mix)
          for (let n = 0; n < count; n++) peak = Math.max(peak, Math.abs(samples[n] as number));
        await scratch.write(step.mix.map((samples) => samples.slice()));
        await printer.write(placed, step, count);
        if (sessionFolder !== null) glue.record(step.busGains, frame, count);
        rendering.onProgress?.({ done: frame + count, total: frames, doing: "mixing" });
      },
      rendering.signal,
    );
    const { stems, returns } = await printer.finish();
    const gain = peak > 0 ? amplitudeFromDecibels(settings.peakDbfs) / peak : 1;
    await writeMix(
      mixPath,
      scratch.blocks(writing.signal),
      gain,
      { frames, sampleRate, force: request.force },
      writing,
    );
    const gainDb = peak > 0 ? settings.peakDbfs - decibelsFromAmplitude(peak) : 0;
    const sessions =
      sessionFolder === null
        ? null
        : await writeMixSessions(sessionFolder, settings, {
            name: request.name,
            shaped,
            stems: session.stems,
            returns,
            frames,
            sampleRate,
            bpm: session.song.tempo?.bpm ?? 120,
            masterDb: gainDb,
            glue: glue.finish(),
            force: request.force,
          });
    return {
      mix: { path: mixPath, gainDb, returns, sessions, glueDb: mixer.glueDb() },
      files: settings.stems.map((_, s) => ({ printed: stems[s] ?? null, shaped: shaped[s] ?? null })),
    };
  } catch (cause) {
    await printer.abort();
    throw cause;
  } finally {
    await scratch.discard();
  }
}

async function writeMix(
  path: string,
  blocks: AsyncIterable<Block>,
  gain: number,
  { frames, sampleRate, force }: { frames: number; sampleRate: number; force: boolean },
  run: Run,
): Promise<void> {
  const part = unfinishedPath(path);
  const sink = await createSound(
    part,
    { container: "wav", sampleRate, channelCount: 2, samples: { kind: "float", bits: 32 }, frames },
    {},
  );
  try {
    let done = 0;
    for await (const block of blocks) {
      for (const samples of block) for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] as number) * gain;
      await sink.write(block);
      done += block[0]?.length ?? 0;
      run.onProgress?.({ done, total: frames, doing: "writing the mix" });
    }
    await sink.finish();
    await moveInto(part, path, force);
  } catch (cause) {
    await sink.abort();
    await rm(part, { force: true });
    throw cause;
  }
}
