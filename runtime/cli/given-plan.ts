/** Plans that are given on the command line, `--plan` and `--same-as`, and what they say of a request. */
import { FormatError, InputError, type Plan } from "../../foundation/plan/index.ts";
import { type MasterTarget, masterTargets } from "../../production/index.ts";
import { parseFormats } from "../master/formats.ts";
import { readMasterPlan } from "../master/keep-plan.ts";
import { fileHash, type MasterRequest } from "../master/master-song.ts";
import type { MasterContext, SongRequest } from "./master-sound.ts";

/** `--plan`: for this material only, unless --force. `--same-as`: for other material, and everything in it as it was. */
export async function givenPlan(context: MasterContext, path: string): Promise<MasterRequest["given"]> {
  const given = await readGivenPlan(context);
  if (given === null) return null;
  refuseOtherKind(given.plan, given.option, false);
  if (!given.identical && !context.force) refuseOtherMaterial(given.plan, 0, await fileHash(path), path);
  return given;
}

/** The plan that `--plan` or `--same-as` names; null where neither does. */
export async function readGivenPlan({
  plan,
  options,
}: MasterContext): Promise<{ readonly plan: Plan; readonly identical: boolean; readonly option: string } | null> {
  const option = plan !== null ? "--plan" : "--same-as";
  const file = plan ?? options["same-as"];
  if (file === null) return null;
  return { plan: await readMasterPlan(file), identical: plan === null, option };
}

/** Throws InputError for an album's plan where a song's is wanted, and the other way round. */
export function refuseOtherKind({ brief }: Plan, option: string, album: boolean): void {
  if ((brief.album === true) === album) return;
  if (album) {
    throw new InputError(
      option,
      "an album's plan (album.plan.json) with --album; a song's plan goes with one song, without --album",
      "a song's plan",
    );
  }
  const allowed = "a song's plan; an album's goes with --album and as many files as the album has songs";
  throw new InputError(option, allowed, "an album's plan");
}

/** Throws FormatError with both hashes where the plan's material at this place is another file. */
export function refuseOtherMaterial(plan: Plan, at: number, hash: string, path: string): void {
  const known = plan.material[at];
  if (!known || known.sha256 === hash) return;
  throw new FormatError(
    "plan",
    0,
    `material with SHA-256 ${known.sha256} (${known.name})`,
    `${hash} (${path}); --force performs it all the same`,
  );
}

/** What a plan says of its own: targets, seed, and formats where none are asked for now. */
export function fromPlan(plan: Plan, request: SongRequest): Partial<SongRequest> {
  const { brief, decisions, seed } = plan;
  const prefix = "loudness.target@";
  const targets = decisions
    .filter(({ id }) => id.startsWith(prefix) && !id.slice(prefix.length).includes("@"))
    .map(({ id, value }): MasterTarget => {
      const name = id.slice(prefix.length);
      const known = masterTargets.find((each) => each.name === name);
      const numbers = { name, label: name, loudnessLufs: value as number, ceilingDbtp: -1 };
      return known ?? { ...numbers, format: "wav24", lowMonoHz: null, source: "the plan" };
    });
  const formats = Array.isArray(brief.formats) ? parseFormats(brief.formats as string[]) : [];
  return {
    targets: targets.length > 0 ? targets : request.targets,
    seed,
    formats: request.formats.length > 0 ? request.formats : formats,
  };
}
