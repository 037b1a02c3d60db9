/** An album: one intent, songs as far apart as delivered, segues without a seam, for every target and format. */
import { mkdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { type Decision, FormatError, makePlan, type Plan, type Run, stage } from "../../foundation/plan/index.ts";
import type { SoundTags } from "../../foundation/sound/audio.ts";
import { type AlbumLevels, planAlbum, targetName } from "../../production/index.ts";
import { moveInto, refuseExisting, writeWhole } from "../project/files.ts";
import { programVersion } from "../project/version.ts";
import { type AnalysedFile, analyseFile } from "../sound/analyse-file.ts";
import { createScratch, type OwnedScratch } from "../sound/scratch.ts";
import { albumCue, isDisc } from "./album-cue.ts";
import { renamedDecisions, segueGroups, solvedGains } from "./album-decisions.ts";
import { type AlbumTrack, deliverAlbum, type GroupJob } from "./album-deliver.ts";
import { type GroupSong, groupChannels, leastOfGroup, type PreparedGroup, prepareGroup } from "./album-group.ts";
import { type AlbumJob, albumFolders, albumJobs, trackNames } from "./album-places.ts";
import { keepAlbumPlan } from "./keep-album-plan.ts";
import type { KeptPlan } from "./keep-plan.ts";
import { chainKey, defaultFormat, disclosed, fileHash, type MasterRequest, wantsBands } from "./master-song.ts";

export interface AlbumRequest extends Omit<MasterRequest, "path" | "tags" | "analysed"> {
  /** The songs in their order. */
  readonly paths: readonly string[];
  /** For each song, in place of its own, member by member; empty: nothing is replaced. */
  readonly tags: readonly SoundTags[];
  readonly levels: AlbumLevels;
}

export interface AlbumDelivery {
  readonly target: string;
  readonly format: AlbumJob["format"];
  readonly folder: string;
  readonly tracks: readonly AlbumTrack[];
  /** How far the whole album stays under what was asked, LU, and the song on which limiting ran out. */
  readonly lowerLu: number;
  readonly because: string | null;
  /** Cue sheet of a disc. */
  readonly cue: string | null;
}

export interface AlbumSource {
  readonly name: string;
  readonly source: AnalysedFile;
}

export interface MasteredAlbum {
  readonly songs: readonly AlbumSource[];
  readonly plan: Plan;
  /** Things a person should look at, in sentences. */
  readonly remarks: readonly string[];
  /** What became of the plan to keep. */
  readonly kept: Pick<KeptPlan, "kept" | "lost"> | null;
  readonly deliveries: readonly AlbumDelivery[];
}

export type PlannedAlbum = Omit<MasteredAlbum, "deliveries">;

/**
 * Analyses the songs and plans the album, or takes a given plan over. Throws FormatError naming the file for what is no
 * sound or has more than two channels, InputError for a plan of another number of songs.
 */
export async function planAlbumFiles(request: AlbumRequest, run?: Run): Promise<PlannedAlbum> {
  const { paths, targets, levels, given } = request;
  const names = trackNames(paths);
  const each = stage(run, ...paths.map(() => 1));
  const bands = wantsBands(request);
  const songs: AlbumSource[] = [];
  const material: Plan["material"][number][] = [];
  for (const [at, path] of paths.entries()) {
    const source = await analyseFile(path, each[at], { threads: request.workers, bands }).catch((cause: unknown) => {
      throw ofFile(path, cause);
    });
    const { channelCount } = source.format;
    if (channelCount > 2) {
      throw new FormatError(path, 0, "1 or 2 channels to be mastered", `${channelCount} channels`);
    }
    songs.push({
      name: names[at] as string,
      source: { ...source, tags: { ...disclosed(request), ...source.tags, ...request.tags[at] } },
    });
    material.push({ name: path, sha256: await fileHash(path, run) });
  }
  const analysed = songs.map(({ name, source }) => ({ name, analysis: source.analysis }));
  const option = given?.identical ? "--same-as" : "--plan";
  const planWith = (standing: readonly Decision[]): { readonly plan: Plan; readonly remarks: readonly string[] } => {
    const { decisions, remarks } = planAlbum(analysed, request, targets, levels, standing);
    const plan = makePlan({
      craft: "master",
      version: programVersion(),
      material: [...material, ...request.soundMaterial],
      seed: request.seed,
      brief: { ...request.brief, album: true, albumLevels: levels },
      decisions,
    });
    return { plan, remarks };
  };
  const { plan: fresh, remarks } = planWith([]);
  if (given) {
    const plan = makePlan({ ...given.plan, decisions: renamedDecisions(given.plan, names, option) });
    return { songs, plan, remarks, kept: null };
  }
  const { keep } = request;
  if (!keep) return { songs, plan: fresh, remarks, kept: null };
  // The songs follow the album's loudness and segues that were kept, so they are planned once more.
  const standing = keepAlbumPlan(keep, fresh, names).plan.decisions;
  const { plan, kept, lost } = keepAlbumPlan(keep, planWith(standing).plan, names);
  return { songs, plan, remarks, kept: { kept, lost } };
}

/** An album cannot do without one of its songs, so the error that ends it says which. */
function ofFile(path: string, cause: unknown): unknown {
  if (cause instanceof FormatError)
    return new FormatError(`${path}: ${cause.format}`, cause.offset, cause.expected, cause.found);
  const code = cause instanceof Error && "syscall" in cause && "code" in cause ? String(cause.code) : null;
  return code === null ? cause : new FormatError(path, 0, "a sound file that can be read", code);
}

/** Plans and performs. Throws InputError for files that are there already; a failed run leaves nothing. */
export async function masterAlbum(request: AlbumRequest, run?: Run): Promise<MasteredAlbum> {
  const { out, force, paths } = request;
  const jobs = albumJobs(request.targets, request.formats, defaultFormat);
  const names = trackNames(paths);
  const folders = albumFolders(out, jobs);
  const places = jobs.map(({ format }, at) =>
    names.map((name) => join(folders[at] as string, `${name}.${format.extension}`)),
  );
  for (const path of places.flat()) await refuseExisting(path, force);
  const [analysing, preparing, delivering] = stage(run, 1, 2, 2 * jobs.length) as [Run, Run, Run];
  const { songs, plan, remarks, kept: keptPlan } = await planAlbumFiles(request, analysing);
  const sources = songs.map(({ source }) => source);
  const grouped = jobs.map(({ target }) => segueGroups(plan.decisions, names, sources, targetName(target)));
  const chains = preparedChains(grouped, preparing);
  const shares = stage(delivering, ...jobs.map(() => 1));
  const deliveries: AlbumDelivery[] = [];
  const own: Decision[] = [];
  const made: string[] = [];
  try {
    for (const [at, job] of jobs.entries()) {
      const target = targetName(job.target);
      const groups = grouped[at] as GroupSong[][];
      const folder = folders[at] as string;
      if ((await mkdir(folder, { recursive: true })) !== undefined) made.push(folder);
      const groupJobs: GroupJob[] = [];
      const rest = [...(places[at] as string[])];
      for (const group of groups) {
        groupJobs.push({ group: await chains.ready(group), songs: group, paths: rest.splice(0, group.length) });
      }
      const { format } = job;
      const disc = isDisc(job, groups);
      const { seed, workers: threads, levels } = request;
      const identical = request.given?.identical ?? false;
      const options = { format, seed, threads, disc, levels, identical };
      const files = await deliverAlbum(groupJobs, options, shares[at]);
      const cue = disc ? join(folder, "album.cue") : null;
      if (!deliveries.some((delivery) => delivery.target === target)) own.push(...solvedGains(target, files));
      deliveries.push({ ...files, target, format, folder, cue });
      await chains.release(groups);
    }
    for (const [at, { tracks, cue }] of deliveries.entries()) {
      for (const { part, path } of tracks) await moveInto(part, path, force);
      if (cue) await writeWhole(cue, albumCue(grouped[at] as GroupSong[][], places[at] as string[]), force);
    }
  } finally {
    await chains.discard();
    for (const { part } of deliveries.flatMap(({ tracks }) => tracks)) await rm(part, { force: true });
    // Folders that a failed run made and left empty.
    for (const folder of made) await rmdir(folder).catch(() => {});
  }
  const kept = plan.decisions.filter(({ id }) => !own.some((decision) => decision.id === id));
  return {
    songs,
    plan: { ...plan, decisions: [...kept, ...own] },
    remarks: [...remarks, ...deliveryRemarks(jobs, grouped)],
    kept: keptPlan,
    deliveries,
  };
}

interface PreparedChains {
  /** The group behind its chain; done once for all targets that decide the same in front of the limiter. */
  ready(group: readonly GroupSong[]): Promise<PreparedGroup>;
  /** Lets go of what no later job needs. Call it once for each job. */
  release(groups: readonly (readonly GroupSong[])[]): Promise<void>;
  discard(): Promise<void>;
}

function preparedChains(grouped: readonly (readonly (readonly GroupSong[])[])[], run: Run): PreparedChains {
  const keyOf = (group: readonly GroupSong[]): string =>
    JSON.stringify(group.map(({ name, decisions }) => [name, chainKey(decisions)]));
  const wanted = new Map<string, number>();
  for (const group of grouped.flat()) wanted.set(keyOf(group), (wanted.get(keyOf(group)) ?? 0) + 1);
  const shares = stage(run, ...[...wanted].map(() => 1));
  const prepared = new Map<string, { readonly group: PreparedGroup; readonly scratch: OwnedScratch }>();
  const scratches = new Set<OwnedScratch>();
  let count = 0;
  return {
    ready: async (songs) => {
      const key = keyOf(songs);
      const known = prepared.get(key);
      if (known) return known.group;
      const scratch = createScratch(groupChannels(songs));
      scratches.add(scratch);
      const alike = grouped.flat().filter((group) => keyOf(group) === key);
      const least = Math.min(...alike.map(leastOfGroup));
      const group = await prepareGroup(songs, scratch, least, shares[count++]);
      prepared.set(key, { group, scratch });
      return group;
    },
    release: async (groups) => {
      for (const key of groups.map(keyOf)) {
        const left = (wanted.get(key) ?? 1) - 1;
        wanted.set(key, left);
        if (left > 0) continue;
        await prepared.get(key)?.scratch.discard();
        prepared.delete(key);
      }
    },
    discard: async () => {
      for (const scratch of scratches) await scratch.discard();
    },
  };
}

function deliveryRemarks(jobs: readonly AlbumJob[], grouped: readonly (readonly (readonly GroupSong[])[])[]): string[] {
  const lossy = [...new Set(jobs.filter(({ format }) => format.samples === null).map(({ format }) => format.name))];
  const runsOn = grouped.flat().some((group) => group.length > 1);
  const noDisc = jobs.filter((job, at) => job.target?.name === "cd" && !isDisc(job, grouped[at] ?? []));
  return [
    ...(runsOn && lossy.length > 0
      ? [
          `songs that run into each other are cut and encoded one by one in ${lossy.join(" and ")}: players that do not take off what the encoder adds leave a short gap there; WAV and FLAC join without a seam`,
        ]
      : []),
    ...noDisc.map(({ format }) => `a Compact Disc takes wav16@44100: there is no cue sheet for ${format.name}`),
  ];
}
