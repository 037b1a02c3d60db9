/** Clips of a campaign: where the song's hooks are, and the videos cut from them. */
import type { Plan } from "../../foundation/plan/index.ts";
import type { Run } from "../../foundation/plan/run.ts";
import type { Campaign, HookRange } from "../../marketing/index.ts";
import { findHooks } from "../sound/find-hooks.ts";
import { SOUND_NAME } from "./campaign-material.ts";
import { type RenderedClip, renderClips } from "./render-clips.ts";

/** The shorter lies within the longer. */
const CLIP_SECONDS = [15, 30];

/** One for each length; a song that is shorter than the longer has one. */
export async function campaignHooks(master: string, run: Run): Promise<HookRange[]> {
  const found = (await findHooks(master, CLIP_SECONDS, run)).filter((hook) => hook !== null);
  const lengths = found.map(({ from, to }) => Math.round(to - from));
  return found
    .filter((_, at) => lengths.indexOf(lengths[at] as number) === at)
    .map(({ from, to, repetition, level, voice, again }) => ({ from, to, repetition, level, voice, again }));
}

/** None where the plan has no song. Throws NeedError without ffmpeg. */
export async function campaignClips(
  plan: Plan,
  { title, artist, disclosure, hooks }: Campaign,
  out: string,
  run: Run,
): Promise<readonly RenderedClip[]> {
  const master = plan.material.find(({ name }) => SOUND_NAME.test(name))?.name;
  if (master === undefined || hooks.length === 0) return [];
  return renderClips({ master, hooks, title, artist, disclosure, out }, run);
}
