/** Hooks of a sound file, for clips of several lengths, and the parts of the song. */
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import { createHookAnalyser, findHook, findSections, type Hook, type Section } from "../../production/index.ts";
import { openSound } from "../codecs/open-sound.ts";

export interface SongForm {
  /** One for each length, each holding the one before; null where the sound is under two seconds. */
  readonly hooks: readonly (Hook | null)[];
  readonly sections: readonly Section[];
}

/** @param lengths of hooks, seconds, the shortest first */
export async function findForm(path: string, lengths: readonly number[], run?: Run): Promise<SongForm> {
  const source = await openSound(path);
  try {
    const { sampleRate, frames } = source.format;
    const analyser = createHookAnalyser(sampleRate);
    let done = 0;
    for await (const block of source.blocks(run?.signal)) {
      const [left, right = left] = block;
      if (!left || !right) continue;
      analyser.push(left, right);
      done += left.length;
      checkpoint(run, { done: frames ? done / frames : 0, total: 1, doing: "looking for the hook" });
    }
    const found = analyser.finish();
    const hooks: (Hook | null)[] = [];
    for (const seconds of lengths) hooks.push(findHook(found, seconds, hooks.at(-1) ?? null));
    return { hooks, sections: findSections(found) };
  } finally {
    await source.close();
  }
}
