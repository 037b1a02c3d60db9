/** Hooks of a sound file, for clips of several lengths. */
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import { createHookAnalyser, findHook, type Hook } from "../../production/index.ts";
import { openSound } from "../codecs/open-sound.ts";

/** One for each length in seconds, each holding the one before; null where the sound is under two seconds. */
export async function findHooks(path: string, lengths: readonly number[], run: Run): Promise<(Hook | null)[]> {
  const source = await openSound(path);
  try {
    const { sampleRate, frames } = source.format;
    const analyser = createHookAnalyser(sampleRate);
    let done = 0;
    for await (const block of source.blocks(run.signal)) {
      const [left, right = left] = block;
      if (!left || !right) continue;
      analyser.push(left, right);
      done += left.length;
      checkpoint(run, { done: frames ? done / frames : 0, total: 1, doing: "looking for the hook" });
    }
    const found = analyser.finish();
    const hooks: (Hook | null)[] = [];
    for (const seconds of lengths) hooks.push(findHook(found, seconds, hooks.at(-1) ?? null));
    return hooks;
  } finally {
    await source.close();
  }
}
