/**
 * Which decisions of a release were the machine's and which a person's, by the parts that services ask about: vocals,
 * instrumentation, composition, lyrics, post-production (the facets of the DDEX and Spotify disclosures of 2025).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Plan } from "../../foundation/plan/index.ts";
import { readPlan } from "../../foundation/plan/plan-file.ts";
import { projectOf } from "./project-of.ts";
import { type Release, readRelease } from "./release-file.ts";

export const FACETS = ["vocals", "instrumentation", "composition", "lyrics", "post-production"] as const;
export type Facet = (typeof FACETS)[number];

export interface FacetUse {
  readonly facet: Facet;
  /** Of all decisions in plans for this part. */
  readonly decisions: number;
  readonly machine: number;
  readonly person: number;
  /** Machine's proposals that a person changed. */
  readonly overridden: number;
  /** Paths within the project. */
  readonly plans: readonly string[];
}

export interface AiUseRecord {
  readonly schema: "songwright.ai-use/1";
  readonly title: string;
  readonly artist: string;
  readonly facets: readonly FacetUse[];
  /** Pictures and clips: their plan decides what is cut and written. */
  readonly pictures: Omit<FacetUse, "facet"> | null;
  /** For captions, notes and forms; "" where no decision was the machine's. */
  readonly disclosure: string;
  /** Never estimated where it was not measured. */
  readonly timeSaved: null;
  readonly timeSavedWhy: string;
}

/** What each craft's plans decide about. */
const PARTS: Readonly<Record<string, readonly Facet[]>> = {
  compose: ["composition", "instrumentation"],
  mix: ["post-production"],
  master: ["post-production"],
};

/** From all plans in the project's own folders; a plan that cannot be read is named in `unread`. */
export function aiUseRecord(release: Release): { readonly record: AiUseRecord; readonly unread: readonly string[] } {
  const plans: { readonly path: string; readonly plan: Plan }[] = [];
  const unread: string[] = [];
  const folders = [
    release.scores,
    ...new Set(release.mixes.map((path) => dirname(path))),
    release.masters,
    join(release.folder, "campaign"),
  ];
  for (const path of folders.flatMap(planFiles)) {
    const shown = relative(release.folder, path).split(sep).join("/");
    try {
      plans.push({ path: shown, plan: readPlan(readFileSync(path, "utf8")) });
    } catch {
      unread.push(shown);
    }
  }
  const facets = FACETS.map((facet): FacetUse => {
    const own = plans.filter(({ plan }) => PARTS[plan.craft]?.includes(facet));
    return { facet, ...count(own) };
  });
  const clips = plans.filter(
    ({ plan }) => plan.craft === "campaign" && plan.decisions.some(({ id }) => id.startsWith("clips.")),
  );
  const made = facets.filter(({ machine }) => machine > 0).map(({ facet }) => facet);
  return {
    unread,
    record: {
      schema: "songwright.ai-use/1",
      title: release.title,
      artist: release.artist,
      facets,
      pictures: clips.length === 0 ? null : count(clips),
      disclosure: disclosureText(made),
      timeSaved: null,
      timeSavedWhy: "nobody measured how long the same work takes without the machine",
    },
  };
}

const disclosureText = (made: readonly Facet[]): string =>
  made.length === 0 ? "" : `Made with AI: ${made.join(", ")}.`;

/**
 * What a master that is written into a project says of itself in its tags: the parts that the project's plans decided by
 * machine, and post-production, which mastering is. Null outside a project.
 */
export async function masterDisclosure(out: string): Promise<string | null> {
  const folder = projectOf(out);
  if (folder === null) return null;
  const { record } = aiUseRecord(await readRelease(folder));
  return disclosureText(
    FACETS.filter(
      (facet) => facet === "post-production" || record.facets.some((each) => each.facet === facet && each.machine > 0),
    ),
  );
}

function planFiles(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith("plan.json"))
    .sort()
    .map((name) => join(folder, name));
}

function count(plans: readonly { readonly path: string; readonly plan: Plan }[]): Omit<FacetUse, "facet"> {
  const all = plans.flatMap(({ plan }) => plan.decisions);
  const person = all.filter(({ by }) => by === "person");
  return {
    decisions: all.length,
    machine: all.length - person.length,
    person: person.length,
    overridden: person.filter(({ proposed }) => proposed !== null).length,
    plans: plans.map(({ path }) => path),
  };
}
