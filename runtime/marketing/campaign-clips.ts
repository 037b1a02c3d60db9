/** Clips of a campaign: the parts of the song that they show, and the videos cut from it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../foundation/plan/index.ts";
import type { Run } from "../../foundation/plan/run.ts";
import type { Campaign, HookRange } from "../../marketing/index.ts";
import { fileHash } from "../master/master-song.ts";
import { hooksOf, readHooks } from "../sound/hooks-file.ts";
import { SOUND_NAME } from "./campaign-material.ts";
import { type RenderedClip, renderClips } from "./render-clips.ts";

/**
 * @param given document of hooks; null: `reports/hooks.json` of the project where it is of this song
 * @param warn is told of a document that is of another song
 */
export async function campaignHooks(
  { master, project, given }: { readonly master: string; readonly project: string; readonly given: string | null },
  run: Run,
  warn: (message: string) => void,
): Promise<readonly HookRange[]> {
  const own = join(project, "reports", "hooks.json");
  const path = given ?? (existsSync(own) ? own : null);
  if (path === null) return (await hooksOf(master, run)).hooks;
  const { sound, hooks } = await readHooks(path);
  if (given !== null || sound.sha256 === (await fileHash(master))) return hooks;
  warn(`${path} is of ${sound.name} as it was before: the hook is looked for anew`);
  return (await hooksOf(master, run)).hooks;
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
