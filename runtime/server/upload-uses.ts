/** What can be done with a file, by what it is: the studio's offers, the most likely first. */
import type { FileKind, Place } from "./api/project.ts";
import type { Use } from "./api/uploads.ts";

const use = (place: Place, label: string, verb: string | null): Use => ({ place, label, verb });

const AUDIO: readonly Use[] = [
  use("mixes", "master it", "master"),
  use("stems", "mix it with other stems", "mix"),
  use("masters", "compare with it", "measure"),
  use("references", "aim at its sound", null),
];
const USES: Partial<Readonly<Record<FileKind, readonly Use[]>>> = {
  audio: AUDIO,
  score: [use("scores", "learn from it, or go on writing", "compose"), use("scores", "analyse it", "analyse")],
  table: [use("data", "import it", "import")],
  plan: [use("other", "perform it", null)],
  style: [use("scores", "compose in this style", "compose")],
  "sound-font": [use("other", "play songs with it", "compose")],
  document: [use("other", "keep it with the project", null)],
};

/** @param seconds of a sound; null where not known, or no sound */
export function usesOf(kind: FileKind, seconds: number | null, archived: boolean): Use[] {
  if (archived && kind === "audio") return [use("stems", "mix them", "mix"), use("mixes", "master them", "master")];
  const uses = [...(USES[kind] ?? [])];
  // Nobody masters a second of sound: it is one of several.
  if (kind === "audio" && seconds !== null && seconds < 5) uses.push(uses.shift() as Use);
  return uses;
}
