/** The plan of an album: made new, or taken over for these files; the songs as each target wants them; gains solved. */
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import { type Decision, InputError, makeDecision, type Plan, type Reason } from "../../foundation/plan/index.ts";
import { planFor } from "../../production/index.ts";
import type { AnalysedFile } from "../sound/analyse-file.ts";
import type { AlbumFiles, AlbumTrack } from "./album-deliver.ts";
import type { GroupSong } from "./album-group.ts";

/** The names of an album plan's songs, in order. */
export function songsOfPlan({ decisions }: Plan): string[] {
  return decisions.flatMap(({ id }) => {
    const [base, name] = id.split("@");
    return base === "repair.dc" && name !== undefined ? [name] : [];
  });
}

/**
 * An album's decisions for songs of other names, one for one in their order. Throws InputError where there are more or
 * fewer songs than the plan has. `option`: where the plan came from.
 */
export function renamedDecisions(plan: Plan, names: readonly string[], option: string): Decision[] {
  const old = songsOfPlan(plan);
  if (old.length !== names.length) {
    throw new InputError(
      option,
      `a plan for ${names.length} songs, as many as there are files`,
      `one for ${old.length}`,
    );
  }
  return renamedSongs(plan.decisions, new Map(old.map((name, at) => [name, names[at] as string])));
}

/** Decisions with their songs called as `renamed` says. */
export function renamedSongs(decisions: readonly Decision[], renamed: ReadonlyMap<string, string>): Decision[] {
  const inText = (text: string): string => {
    // The longest first: "01 a" may stand in "01 a (live)".
    const known = [...renamed.keys()].sort((a, b) => b.length - a.length).find((name) => text.includes(name));
    if (known === undefined) return text;
    const at = text.indexOf(known);
    return text.slice(0, at) + (renamed.get(known) as string) + inText(text.slice(at + known.length));
  };
  return decisions.map((decision) => ({
    ...decision,
    id: decision.id
      .split("@")
      .map((part, at) => (at === 0 ? part : (renamed.get(part) ?? part)))
      .join("@"),
    what: inText(decision.what),
  }));
}

/** Songs that run into each other are one group; ids of their decisions carry no names any more. */
export function segueGroups(
  decisions: readonly Decision[],
  names: readonly string[],
  sources: readonly AnalysedFile[],
  target: string,
): GroupSong[][] {
  const groups: GroupSong[][] = [];
  let open = false;
  names.forEach((name, at) => {
    const own = planFor(decisions, name, target);
    const value = (id: string): unknown => own.find((decision) => decision.id === id)?.value;
    const source = sources[at] as AnalysedFile;
    const targetLufs = value("loudness.target");
    if (typeof targetLufs !== "number") {
      throw new InputError(`loudness.target@${name}@${target}`, "a decision of the plan", "none");
    }
    const song: GroupSong = { name, source, targetLufs, tags: source.tags, decisions: own };
    if (open) groups.at(-1)?.push(song);
    else groups.push([song]);
    open = value("album.segue") === true;
  });
  return groups;
}

/** The gains that were found, one for each song: `loudness.gain@01 song@spotify`. */
export function solvedGains(target: string, { tracks, lowerLu, because }: AlbumFiles): Decision[] {
  return tracks.map((track) => {
    const reasons = [gainReason(track)];
    if (lowerLu > 0) reasons.push({ code: "gain.album-lower", facts: { lowerLu, because } });
    return makeDecision({
      id: `loudness.gain@${track.song}@${target}`,
      what: "Gain in front of the limiter",
      value: Math.round(decibelsFromAmplitude(track.solution.gain) * 10_000) / 10_000,
      unit: "dB",
      reasons,
      confidence: 1,
    });
  });
}

function gainReason({ solution, analysis, groupSize, leader }: AlbumTrack): Reason {
  const { reached, limited, mostReductionDb, percentile99Db } = solution;
  const facts = { measuredLufs: analysis.measurement.integratedLufs, mostReductionDb, percentile99Db };
  if (groupSize > 1) return { code: "gain.shared", facts: { songs: groupSize, leader, ...facts } };
  return { code: !limited ? "gain.plain" : reached ? "gain.solved" : "gain.limiting-spent", facts };
}
