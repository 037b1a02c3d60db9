/** Each stem as it stands in the mix, and each send's return, as files whose sum is the input of the mix bus. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Block } from "../../foundation/sound/audio.ts";
import type { Mixer, MixSettings, MixStep } from "../../production/mix/index.ts";
import { createSound } from "../codecs/create-sound.ts";
import { moveInto, refuseExisting, unfinishedPath } from "../project/files.ts";

export interface StemPrinter {
  open(): Promise<void>;
  /** Placed stems are multiplied by their group's gain, in place. */
  write(placed: readonly (Block | null)[], step: MixStep, frames: number): Promise<void>;
  finish(): Promise<{
    readonly stems: readonly string[];
    readonly returns: readonly PrintedReturn[];
  }>;
  abort(): Promise<void>;
}

export interface PrintedReturn {
  readonly name: "reverb" | "echo";
  readonly printed: string | null;
  /** For sessions; the printed one where there is no other. */
  readonly session: string | null;
}

interface Output {
  readonly path: string;
  readonly part: string;
  readonly sink: Awaited<ReturnType<typeof createSound>>;
}

/** Where to: null is nowhere. A session gets the returns only, beside the stems' shaped sound. */
export interface PrintFolders {
  readonly stems: string | null;
  readonly session: string | null;
}

export function createStemPrinter(
  folders: PrintFolders,
  settings: MixSettings,
  mixer: Mixer,
  { sampleRate, frames, force }: { readonly sampleRate: number; readonly frames: number; readonly force: boolean },
): StemPrinter {
  const returns = (["reverb", "echo"] as const).filter((name) =>
    name === "reverb" ? mixer.usesReverb : mixer.usesEcho,
  );
  const target = {
    container: "wav",
    sampleRate,
    channelCount: 2,
    samples: { kind: "float", bits: 32 },
    frames,
  } as const;
  const stems: Output[] = [];
  const sent: Output[][] = returns.map(() => []);

  const output = async (folder: string, name: string): Promise<Output> => {
    const path = join(folder, `${name}.wav`);
    await refuseExisting(path, force);
    const part = unfinishedPath(path);
    return { path, part, sink: await createSound(part, target, {}) };
  };
  const all = (): Output[] => [...stems, ...sent.flat()];

  return {
    open: async () => {
      for (const folder of [folders.stems, folders.session])
        if (folder !== null) await mkdir(folder, { recursive: true });
      if (folders.stems !== null) for (const { id } of settings.stems) stems.push(await output(folders.stems, id));
      for (const [r, name] of returns.entries())
        for (const folder of [folders.stems, folders.session])
          if (folder !== null) sent[r]?.push(await output(folder, `return ${name}`));
    },
    write: async (placed, step, count) => {
      for (const [s, { sink }] of stems.entries()) {
        const gains = step.busGains[settings.stems[s]?.bus ?? "music"];
        const block = placed[s] ?? [new Float32Array(count), new Float32Array(count)];
        await sink.write(block.map((samples) => samples.map((sample, n) => sample * (gains[n] as number))));
      }
      for (const [r, name] of returns.entries())
        for (const { sink } of sent[r] ?? []) await sink.write(step.returns[name].map((samples) => samples.slice()));
    },
    finish: async () => {
      for (const { sink, part, path } of all()) {
        await sink.finish();
        await moveInto(part, path, force);
      }
      return {
        stems: stems.map(({ path }) => path),
        returns: returns.map((name, r) => ({
          name,
          printed: folders.stems === null ? null : join(folders.stems, `return ${name}.wav`),
          session: sent[r]?.at(-1)?.path ?? null,
        })),
      };
    },
    abort: async () => {
      for (const { sink, part } of all()) {
        await sink.abort().catch(() => {});
        await rm(part, { force: true });
      }
    },
  };
}
