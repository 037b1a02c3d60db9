/** Sessions that open in a DAW, beside the sound that they play. */
import { join, relative, sep } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { MixSettings } from "../../production/mix/index.ts";
import { dawproject } from "../../production/mix/session/dawproject.ts";
import { reaperProject } from "../../production/mix/session/reaper.ts";
import { describeSession, type SessionParts } from "../../production/mix/session/session.ts";
import { writeWhole } from "../project/files.ts";
import { programVersion } from "../project/version.ts";

export interface WrittenSessions {
  readonly dawproject: string;
  readonly reaper: string;
}

/** Everything in the container has this time, so that the same mix gives the same bytes: 1980-01-01, where ZIP begins. */
const ZIP_START = new Date(1980, 0, 1);

/** `parts.sounds[].file` and those of returns are absolute here. */
export async function writeSessions(
  folder: string,
  settings: MixSettings,
  parts: SessionParts,
  force: boolean,
): Promise<WrittenSessions> {
  const inside = (path: string): string => relative(folder, path).split(sep).join("/");
  const session = describeSession(settings, {
    ...parts,
    sounds: parts.sounds.map((sound) => ({ ...sound, file: inside(sound.file) })),
    returns: parts.returns.map((each) => ({ ...each, sound: { ...each.sound, file: inside(each.sound.file) } })),
  });
  const { project, metadata } = dawproject(session, programVersion());
  const zipped = zipSync(
    { "project.xml": strToU8(project), "metadata.xml": strToU8(metadata) },
    { level: 6, mtime: ZIP_START },
  );
  const paths = { dawproject: join(folder, `${parts.name}.dawproject`), reaper: join(folder, `${parts.name}.rpp`) };
  await writeWhole(paths.dawproject, zipped, force);
  await writeWhole(paths.reaper, reaperProject(session), force);
  return paths;
}
