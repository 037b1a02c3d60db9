/** An album in front of its limiters to the files of one target and format: solved, rendered, measured, and again. */
import { rm } from "node:fs/promises";
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Run, stage } from "../../foundation/plan/index.ts";
import type { AlbumLevels } from "../../production/index.ts";
import { ditherOf, limiterSettings, numberOf } from "../../production/index.ts";
import type { GroupSong, PreparedGroup } from "./album-group.ts";
import { type GroupSolution, solveGroup } from "./album-loudness.ts";
import { type RenderedTrack, type RenderOptions, renderGroup } from "./album-render.ts";
import { type Delivery, LOUDNESS_TOLERANCE_LU, MOST_RENDERINGS, overDb } from "./deliver.ts";
import { givenGain } from "./master-song.ts";

/** Songs that run into each other, prepared, and the files they become. */
export interface GroupJob {
  readonly group: PreparedGroup;
  readonly songs: readonly GroupSong[];
  readonly paths: readonly string[];
}

export interface AlbumDeliverOptions extends Omit<RenderOptions, "dither"> {
  readonly levels: AlbumLevels;
  /** Gains are those of the plan and not solved (`--same-as`). */
  readonly identical: boolean;
}

/** One song of the album in one format. */
export interface AlbumTrack extends Delivery {
  readonly song: string;
  /** As decided; the album as a whole may have had to stay lower. */
  readonly targetLufs: number;
  /** Songs in its group, and the one whose loudness sets the gain. */
  readonly groupSize: number;
  readonly leader: string;
}

export interface AlbumFiles {
  readonly tracks: readonly AlbumTrack[];
  /** How far the whole album stays under what was asked so that distances are kept, LU, and the song that ran out. */
  readonly lowerLu: number;
  readonly because: string | null;
}

/** Left between ceiling and limiter for what interpolation by 4 cannot see. */
const FIRST_MARGIN_DB = 0.05;
/** Less than this is no reason to lower an album. */
const LEAST_LOWER_LU = 0.02;
const DISTANCE_TOLERANCE_LU = 0.1;
const MOST_ROUNDS = 3;
const REACHED_LU = 0.3;

/**
 * Renders every group; where the limiting allowed runs out on one, all stay that much lower (unless levels are evened).
 * The files lie at their `part`: the caller moves them. When it throws, none is left.
 */
export async function deliverAlbum(
  given: readonly GroupJob[],
  options: AlbumDeliverOptions,
  run?: Run,
): Promise<AlbumFiles> {
  const jobs = given.map(limitedJob);
  const keeps = options.levels === "keep" && !options.identical;
  let lowerLu = 0;
  let because: string | null = null;
  const lower = (missing: readonly GroupSolution[]): void => {
    const most = missing.reduce(
      (worst, { missingLu }, at) => (missingLu > (missing[worst]?.missingLu ?? 0) ? at : worst),
      0,
    );
    lowerLu += missing[most]?.missingLu ?? 0;
    because = jobs[most]?.songs[missing[most]?.leader ?? 0]?.name ?? null;
  };
  if (keeps) {
    const tries = jobs.map(({ group, songs }) => {
      const { ceilingDbtp, mostDb } = limitsOf(songs);
      return solveGroup(group.model, songs, ceilingDbtp - FIRST_MARGIN_DB, mostDb);
    });
    if (tries.some(({ missingLu }) => missingLu > LEAST_LOWER_LU)) lower(tries);
  }
  for (let round = 1; ; round++) {
    const settled: Settled[] = [];
    try {
      const shares = stage(run, ...jobs.map(({ songs }) => songs.length));
      for (const [at, job] of jobs.entries()) settled.push(await settleGroup(job, lowerLu, options, shares[at]));
    } catch (cause) {
      for (const { tracks } of settled) await dropTracks(tracks);
      throw cause;
    }
    // A codec that needs a lower ceiling can run out later than the model said.
    const solutions = settled.map(({ solution }) => solution);
    const again = keeps && round < MOST_ROUNDS && solutions.some(({ missingLu }) => missingLu > DISTANCE_TOLERANCE_LU);
    if (!again) {
      const tracks = settled.flatMap((each, at) => albumTracks(jobs[at] as GroupJob, each, lowerLu, because, options));
      return { tracks, lowerLu, because };
    }
    lower(solutions);
    for (const { tracks } of settled) await dropTracks(tracks);
  }
}

/** The group in front of the limiter as this target's decisions have it move; in a group those of the first song. */
function limitedJob({ group, songs, paths }: GroupJob): GroupJob {
  const model = group.model.limitedBy(limiterSettings(songs[0]?.decisions ?? []));
  return { group: { ...group, model }, songs, paths };
}

interface Settled {
  readonly solution: GroupSolution;
  readonly tracks: readonly RenderedTrack[];
  readonly marginDb: number;
  readonly renderings: number;
}

/** Renders a group until no file is over its ceiling (a lossy one: over full scale) and the leader is as loud as asked. */
async function settleGroup(
  { group, songs, paths }: GroupJob,
  lowerLu: number,
  options: AlbumDeliverOptions,
  run?: Run,
): Promise<Settled> {
  const { ceilingDbtp, mostDb } = limitsOf(songs);
  const lossy = options.format.samples === null;
  const aims = songs.map(({ targetLufs }) => ({ targetLufs: targetLufs - lowerLu }));
  const fixedDb = options.identical ? givenGain(songs[0]?.decisions ?? []) : null;
  let marginDb = FIRST_MARGIN_DB;
  let correctionLu = 0;
  for (let rendering = 1; ; rendering++) {
    const solution =
      fixedDb === null
        ? solveGroup(group.model, aims, ceilingDbtp - marginDb, mostDb, correctionLu)
        : { gainDb: fixedDb, leader: 0, missingLu: 0 };
    const limited = group.model.whole.drive(solution.gainDb, ceilingDbtp - marginDb).mostReductionDb > 0;
    const curve = group.model.curve(solution.gainDb, ceilingDbtp - marginDb);
    const tags = songs.map((song) => song.tags);
    const identity = solution.gainDb === 0 && !limited;
    const dither = ditherOf(songs[0]?.decisions ?? []);
    const tracks = await renderGroup(group, curve, identity, paths, tags, { ...options, dither }, run);
    const over = Math.max(
      ...tracks.map(({ analysis }) => overDb(analysis.measurement.truePeakDbtp, options.format, ceilingDbtp)),
    );
    const lufs = tracks[solution.leader]?.analysis.measurement.integratedLufs ?? null;
    const exact = fixedDb === null && solution.missingLu <= 0.05 && lufs !== null;
    const missed = exact ? lufs - (aims[solution.leader]?.targetLufs as number) : 0;
    const settled = Math.abs(missed) <= LOUDNESS_TOLERANCE_LU;
    if ((over <= 0 && settled) || rendering === MOST_RENDERINGS) {
      return { solution, tracks, marginDb, renderings: rendering };
    }
    await dropTracks(tracks);
    if (over > 0) marginDb += over + (lossy ? 0.05 : 0.004);
    if (!settled) correctionLu += missed;
  }
}

function albumTracks(
  { group, songs, paths }: GroupJob,
  { solution, tracks, marginDb, renderings }: Settled,
  lowerLu: number,
  because: string | null,
  { format, identical }: AlbumDeliverOptions,
): AlbumTrack[] {
  const { ceilingDbtp } = limitsOf(songs);
  const { gainDb } = solution;
  const leader = songs[solution.leader]?.name as string;
  return tracks.map((track, at): AlbumTrack => {
    const { name, targetLufs } = songs[at] as GroupSong;
    const lufs = track.analysis.measurement.integratedLufs;
    const drive = group.model.songs[at]?.drive(gainDb, ceilingDbtp - marginDb);
    if (!drive) throw new RangeError(`no model for ${name}`);
    const near = identical || (lufs !== null && Math.abs(lufs - targetLufs) <= REACHED_LU);
    const reached = near && overDb(track.analysis.measurement.truePeakDbtp, format, ceilingDbtp) <= 0;
    const limited = drive.mostReductionDb > 0.01;
    const shared = lufs !== null && Math.abs(lufs - targetLufs + lowerLu) > REACHED_LU && name !== leader;
    const why = reached || lufs === null ? null : missedBecause({ leader, shared, lowerLu, because });
    return {
      ...track,
      song: name,
      targetLufs,
      groupSize: songs.length,
      leader,
      path: paths[at] as string,
      format,
      solution: { ...drive, gain: amplitudeFromDecibels(gainDb), reached, limited },
      ceilingDbtp: format.samples === null ? ceilingDbtp - (marginDb - FIRST_MARGIN_DB) : ceilingDbtp,
      renderings,
      ...(why === null ? {} : { why }),
    };
  });
}

function missedBecause(facts: {
  readonly leader: string;
  /** The song is off even where the album stays lower. */
  readonly shared: boolean;
  readonly lowerLu: number;
  readonly because: string | null;
}): string {
  const { leader, shared, lowerLu, because } = facts;
  const reasons = [
    ...(lowerLu > LEAST_LOWER_LU
      ? [
          `the limiting allowed was spent on ${because}, so the whole album stays ${lowerLu.toFixed(1)} LU lower and keeps its distances; --max-limiting allows more`,
        ]
      : []),
    ...(shared ? [`it has one gain with the songs that it runs into, and ${leader} sets it`] : []),
  ];
  return reasons.length > 0 ? reasons.join("; ") : "the limiting allowed was spent; --max-limiting allows more";
}

function limitsOf(songs: readonly GroupSong[]): { readonly ceilingDbtp: number; readonly mostDb: number } {
  const decisions = songs[0]?.decisions ?? [];
  return { ceilingDbtp: numberOf(decisions, "limiter.ceiling"), mostDb: numberOf(decisions, "limiter.most") };
}

async function dropTracks(tracks: readonly RenderedTrack[]): Promise<void> {
  for (const { part } of tracks) await rm(part, { force: true });
}
