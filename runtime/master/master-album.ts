/** An album: one intent, songs as far apart as delivered, segues without a seam, a disc's cue sheet. */
import { readFile } from "node:fs/promises";
import { basename, extname, join, relative } from "node:path";
import {
  type Decision,
  FormatError,
  InputError,
  makePlan,
  type Plan,
  planText,
  stage,
} from "../../foundation/plan/index.ts";
import {
  cueSheet,
  ditherOf,
  type MasterBrief,
  planAlbum,
  type StoreCheck,
  storeChecks,
} from "../../production/index.ts";
import type { MasterContext, SongRequest } from "../cli/master-sound.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { programVersion } from "../project/version.ts";
import { type AnalysedFile, analyseFile } from "../sound/analyse-file.ts";
import { createScratch } from "../sound/scratch.ts";
import {
  createGroupModel,
  type GroupSong,
  limitsOf,
  type PreparedGroup,
  prepareGroup,
  renderGroup,
  type TrackFile,
} from "./album-group.ts";
import { solveGroup } from "./album-loudness.ts";
import { parseFormat } from "./formats.ts";
import { keepPlan } from "./keep-plan.ts";
import { fileHash } from "./master-song.ts";
import { readTags } from "./tags-file.ts";

const PREGAP_SECTORS = 150;
const MOST_RENDERINGS = 6;

export interface AlbumTrack {
  readonly path: string;
  readonly format: string;
  readonly sampleRate: number;
  readonly target: string;
  readonly targetLufs: number;
  readonly reached: boolean;
  readonly integratedLufs: number | null;
  readonly truePeakDbtp: number | null;
  readonly loudnessRangeLu: number | null;
  readonly store: readonly StoreCheck[];
}

export async function masterAlbum(context: MasterContext, request: SongRequest): Promise<void> {
  const { material, options } = context;
  if (request.targets.length > 1)
    throw new InputError("--target", "one target for an album", `${request.targets.length}`);
  const target = request.targets[0] ?? null;
  const format = request.formats[0] ?? parseFormat(target?.format ?? "wav24");
  if (request.formats.length > 1)
    throw new InputError("--formats", "one format for an album", `${request.formats.length}`);
  const disc = target?.name === "cd";
  const names = trackNames(material);
  const paths = names.map((name) => join(request.out, `${name}.${format.extension}`));
  const planPath = join(request.out, "album.plan.json");
  for (const path of [...paths, planPath]) await refuseExisting(path, request.force);
  const [analysing, preparing, rendering] = stage(context.run, 1, 2, 3);
  const each = stage(analysing, ...material.map(() => 1));
  const sources: AnalysedFile[] = [];
  const tags = options.tags === null ? [] : await readTags(options.tags, material.length);
  for (const [at, path] of material.entries()) {
    const source = await analyseFile(path, each[at], { threads: request.workers, bands: true });
    if (source.format.channelCount > 2)
      throw new InputError(path, "1 or 2 channels", `${source.format.channelCount} channels`);
    sources.push({ ...source, tags: { ...source.tags, ...tags[at] } });
  }
  const brief: MasterBrief = { ...request, target };
  const levels = options["album-levels"] === "even" ? "even" : "keep";
  const album = planAlbum(
    names.map((name, at) => ({ name, analysis: (sources[at] as AnalysedFile).analysis })),
    brief,
    levels,
  );
  const hashes = await Promise.all(material.map((path) => fileHash(path)));
  const fresh: Plan = makePlan({
    craft: "master",
    version: programVersion(),
    material: material.map((path, at) => ({ name: relative(request.out, path), sha256: hashes[at] as string })),
    seed: request.seed,
    brief: { ...request.brief, album: true, albumLevels: levels },
    decisions: album.decisions,
  });
  const planned = request.keep ? keepPlan(request.keep, fresh) : { plan: fresh, lost: [] };
  for (const { id, why } of planned.lost) context.warn(`not kept: ${id}: ${why}`);
  const plan = context.plan === null ? planned.plan : await givenAlbumPlan(context.plan, hashes, request.force);
  for (const remark of album.remarks) context.say(`look at: ${remark}`);
  if (context.dryRun) return context.write({ plan, outputs: [], report: null, remarks: album.remarks });

  const groups = segueGroups(plan.decisions, names, sources);
  const prepared: PreparedGroup[] = [];
  const scratches = groups.map(() => createScratch(2));
  const outputs: AlbumTrack[] = [];
  const delivered: AnalysedFile[] = [];
  try {
    const shares = stage(preparing, ...groups.map((songs) => songs.length));
    for (const [at, songs] of groups.entries()) {
      prepared.push(await prepareGroup(songs, scratches[at] as (typeof scratches)[number], shares[at]));
    }
    const { ceilingDbtp, mostDb } = limitsOf(plan.decisions);
    const models = prepared.map(createGroupModel);
    // Where one song cannot get there, all stay that much lower: the distances are the album's.
    const solved = models.map((model, at) => solveGroup(model, groups[at] as GroupSong[], ceilingDbtp - 0.05, mostDb));
    const short = levels === "keep" ? Math.max(0, ...solved.map(({ missingLu }) => missingLu)) : 0;
    const renders = stage(rendering, ...groups.map((songs) => songs.length));
    for (const [at, group] of prepared.entries()) {
      const songs = group.songs.map((song) => ({ ...song, targetLufs: song.targetLufs - short }));
      const from = paths.slice(groups.slice(0, at).flat().length);
      const tracks = await renderMeasured(
        group,
        songs,
        models[at] as (typeof models)[number],
        from.slice(0, songs.length),
        {
          ...request,
          dither: ditherOf(plan.decisions),
          format,
          disc,
          ceilingDbtp,
          mostDb,
          run: renders[at],
        },
      );
      for (const [s, track] of tracks.entries()) {
        const { source, tags: own } = songs[s] as GroupSong;
        const shape = {
          ...source.format,
          container: format.container,
          codec: "pcm",
          lossy: false,
          samples: format.samples,
        };
        const file = { ...shape, sampleRate: track.sampleRate, frames: track.frames };
        delivered.push({ path: track.path, format: file, tags: own, warnings: [], analysis: track.analysis });
        outputs.push(output(track, songs[s] as GroupSong, format.name, target?.name ?? "master", short, ceilingDbtp));
      }
    }
  } finally {
    for (const scratch of scratches) await scratch.discard();
  }
  await writeWhole(planPath, planText(plan), request.force);
  let cue: string | null = null;
  if (disc) {
    cue = join(request.out, "album.cue");
    await writeWhole(cue, cueText(sources, names, paths, plan.decisions), request.force);
  }
  for (const track of outputs) {
    context.say(
      `${track.path}\n  ${track.integratedLufs?.toFixed(1) ?? "no"} LUFS (aimed at ${track.targetLufs.toFixed(1)}), ${track.truePeakDbtp?.toFixed(2) ?? "no"} dBTP`,
    );
  }
  if (cue) context.say(`cue sheet: ${cue}`);
  const report = join(request.out, "album.report.html");
  const { measureReport } = await import("../report/measure-report.ts");
  await writeWhole(report, measureReport(delivered), request.force);
  context.say(`report: ${report}`);
  context.write({ plan, planPath, outputs, report, cue, remarks: album.remarks });
}

/** A plan made earlier, for these songs in this order. */
async function givenAlbumPlan(path: string, hashes: readonly string[], force: boolean): Promise<Plan> {
  const { readPlan } = await import("../../foundation/plan/plan-file.ts");
  const plan = readPlan(await readFile(path, "utf8"));
  const wrong = hashes.findIndex((hash, at) => plan.material[at]?.sha256 !== hash);
  if (plan.brief.album !== true) throw new InputError(path, "a plan for an album", `a plan for ${plan.craft}`);
  if (wrong >= 0 && !force) {
    const expected = `material with SHA-256 ${plan.material[wrong]?.sha256 ?? "(none)"} as song ${wrong + 1}`;
    throw new FormatError("plan", 0, expected, `${hashes[wrong]}; --force performs it all the same`);
  }
  return plan;
}

interface RenderOptions extends Pick<SongRequest, "seed" | "force"> {
  readonly dither: ReturnType<typeof ditherOf>;
  readonly format: ReturnType<typeof parseFormat>;
  readonly disc: boolean;
  readonly ceilingDbtp: number;
  readonly mostDb: number;
  readonly run: Parameters<typeof renderGroup>[5];
}

/** Renders until the ceiling holds in every song and the group's loudness is where it should be. */
async function renderMeasured(
  group: PreparedGroup,
  songs: readonly GroupSong[],
  model: ReturnType<typeof createGroupModel>,
  paths: readonly string[],
  options: RenderOptions,
): Promise<readonly TrackFile[]> {
  let margin = 0.05;
  let correction = 0;
  for (let count = 1; ; count++) {
    const solution = solveGroup(model, songs, options.ceilingDbtp - margin, options.mostDb, correction);
    const rendering = await renderGroup(
      group,
      model.curve(solution.gainDb, options.ceilingDbtp - margin),
      options.format,
      paths,
      options,
      options.run,
    );
    const over = Math.max(
      ...rendering.tracks.map(({ analysis }) => (analysis.measurement.truePeakDbtp ?? -200) - options.ceilingDbtp),
    );
    const { analysis } = rendering.tracks[solution.leader] as TrackFile;
    const target = songs[solution.leader]?.targetLufs as number;
    const missed =
      solution.missingLu > 0.05 || analysis.measurement.integratedLufs === null
        ? 0
        : analysis.measurement.integratedLufs - target;
    if ((over <= 0 && Math.abs(missed) <= 0.03) || count === MOST_RENDERINGS) {
      await rendering.keep();
      return rendering.tracks;
    }
    await rendering.drop();
    if (over > 0) margin += over + 0.004;
    correction += missed;
  }
}

function segueGroups(
  decisions: readonly Decision[],
  names: readonly string[],
  sources: readonly AnalysedFile[],
): GroupSong[][] {
  const groups: GroupSong[][] = [];
  let open = false;
  names.forEach((name, at) => {
    const value = (id: string): unknown => decisions.find((decision) => decision.id === id)?.value;
    const own = decisions
      .filter(({ id }) => !id.includes("@") || id.endsWith(`@${name}`))
      .filter(({ id }) => id !== "loudness.target")
      .map((decision) => ({ ...decision, id: decision.id.replace(`@${name}`, "") }));
    const source = sources[at] as AnalysedFile;
    const song: GroupSong = {
      name,
      source,
      targetLufs: value(`loudness.target@${name}`) as number,
      tags: source.tags,
      decisions: own,
    };
    if (open) groups.at(-1)?.push(song);
    else groups.push([song]);
    open = value(`album.segue@${name}`) === true;
  });
  return groups;
}

function output(
  track: TrackFile,
  song: GroupSong,
  format: string,
  target: string,
  short: number,
  ceilingDbtp: number,
): AlbumTrack {
  const { measurement } = track.analysis;
  const lufs = measurement.integratedLufs;
  const { samples, container } = parseFormat(format);
  return {
    path: track.path,
    format,
    sampleRate: track.sampleRate,
    target,
    targetLufs: song.targetLufs + short,
    reached: lufs !== null && Math.abs(lufs - song.targetLufs - short) <= 0.3,
    integratedLufs: lufs,
    truePeakDbtp: measurement.truePeakDbtp,
    loudnessRangeLu: measurement.loudnessRangeLu,
    store: storeChecks(measurement, {
      container,
      lossy: samples === null,
      bits: samples?.bits ?? null,
      float: samples?.kind === "float",
      isrc: song.tags.isrc ?? null,
      ceilingDbtp,
    }),
  };
}

/** "01 song", unique and in order. */
function trackNames(material: readonly string[]): string[] {
  return material.map(
    (path, at) => `${`${at + 1}`.padStart(2, "0")} ${basename(path, extname(path)).replace(/@/g, "_")}`,
  );
}

function cueText(
  sources: readonly AnalysedFile[],
  names: readonly string[],
  paths: readonly string[],
  decisions: readonly Decision[],
): string {
  const [first] = sources;
  return cueSheet({
    title: first?.tags.album ?? "Untitled album",
    performer: first?.tags.artist ?? "Unknown artist",
    upc: first?.tags.upc ?? null,
    tracks: sources.map(({ tags }, at) => {
      const joined = at > 0 && decisions.find(({ id }) => id === `album.segue@${names[at - 1]}`)?.value === true;
      return {
        file: basename(paths[at] as string),
        title: tags.title ?? (names[at] as string).slice(3),
        performer: tags.artist ?? first?.tags.artist ?? "Unknown artist",
        isrc: tags.isrc ?? null,
        pregapSectors: joined || at === 0 ? 0 : PREGAP_SECTORS,
      };
    }),
  });
}
