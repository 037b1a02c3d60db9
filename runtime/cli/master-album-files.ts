/** `songwright master --album`: from the words of the command line to an album on disk, with plan and report. */
import { dirname, join, relative } from "node:path";
import { planText, stage } from "../../foundation/plan/index.ts";
import { albumTrackSongs } from "../master/album-songs.ts";
import type { CodecPreview } from "../master/codec-preview.ts";
import type { Comparison } from "../master/compare.ts";
import { type AlbumRequest, type MasteredAlbum, masterAlbum, planAlbumFiles } from "../master/master-album.ts";
import { fileHash } from "../master/master-song.ts";
import { type OutputDocument, outputDocument } from "../master/output-document.ts";
import { readTags } from "../master/tags-file.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { fromPlan, readGivenPlan, refuseOtherKind, refuseOtherMaterial } from "./given-plan.ts";
import { keptDocument, sayKept } from "./kept-plan.ts";
import type { MasterContext, SongRequest } from "./master-sound.ts";

export async function masterAlbumFiles(context: MasterContext, asked: SongRequest): Promise<void> {
  const { options, material, dryRun } = context;
  const tags = options.tags === null ? [] : await readTags(options.tags, material.length);
  const given = await givenAlbumPlan(context);
  const levels = given?.plan.brief.albumLevels ?? options["album-levels"];
  const request: AlbumRequest = {
    ...asked,
    ...(given ? fromPlan(given.plan, asked) : {}),
    paths: material,
    tags,
    levels: levels === "even" ? "even" : "keep",
    given,
  };
  if (dryRun) return dryRunAlbum(context, request);
  const planPath = join(request.out, "album.plan.json");
  const report = join(request.out, "album.report.html");
  for (const path of [planPath, report]) await refuseExisting(path, request.force);
  const extra = options["codec-preview"] || options["codec-files"] ? 2 : 0;
  const [mastering, previewing] = stage(context.run, 5, extra);
  const album = await masterAlbum(request, mastering);
  const moved = album.plan.material.map((each) => ({ ...each, name: relative(dirname(planPath), each.name) }));
  await writeWhole(planPath, planText({ ...album.plan, material: moved }), request.force);
  const outputs = albumOutputs(album);
  sayAlbum(context, album, outputs);
  sayKept(context, album.kept);
  const compare = options.compare ? await compareSongs(album, request) : undefined;
  let codecPreview: readonly CodecPreview[] | undefined;
  if (options["codec-preview"] || options["codec-files"]) {
    const { previewCodecs } = await import("../master/codec-preview.ts");
    codecPreview = await previewCodecs(
      previewedTracks(album),
      { keep: options["codec-files"], force: request.force, warn: context.warn },
      previewing,
    );
  }
  const extras = { ...(compare ? { compare } : {}), ...(codecPreview ? { codecPreview } : {}) };
  const { albumReport } = await import("../report/album-report.ts");
  await writeWhole(report, albumReport(album, outputs, extras, request.out), request.force);
  context.say(`report: ${report}`);
  const cue = album.deliveries.find((delivery) => delivery.cue !== null)?.cue ?? null;
  const { plan, remarks, kept } = album;
  context.write({ plan, planPath, outputs, report, cue, remarks, ...extras, ...keptDocument(kept) });
}

/** What the JSON says of one file of an album. */
export interface AlbumOutput extends OutputDocument {
  readonly song: string;
  readonly targetLufs: number;
}

export function albumOutputs({ songs, deliveries }: MasteredAlbum): AlbumOutput[] {
  return deliveries.flatMap(({ target, tracks }) =>
    tracks.map((track) => {
      const tags = songs.find(({ name }) => name === track.song)?.source.tags ?? {};
      return { song: track.song, targetLufs: track.targetLufs, ...outputDocument({ ...track, target }, tags) };
    }),
  );
}

async function givenAlbumPlan(context: MasterContext): Promise<AlbumRequest["given"]> {
  const given = await readGivenPlan(context);
  if (given === null) return null;
  refuseOtherKind(given.plan, given.option, true);
  if (!given.identical && !context.force) {
    for (const [at, path] of context.material.entries()) {
      refuseOtherMaterial(given.plan, at, await fileHash(path), path);
    }
  }
  return given;
}

async function dryRunAlbum(context: MasterContext, request: AlbumRequest): Promise<void> {
  const { plan, remarks, kept } = await planAlbumFiles(request, context.run);
  sayKept(context, kept);
  const { decisionSentence } = await import("../report/decision-sentence.ts");
  for (const decision of plan.decisions) {
    const [, ...names] = decision.id.split("@");
    const whose = names.length > 0 ? ` (${names.join(", ")})` : "";
    context.say(`  ${decisionSentence(decision)}${whose}`);
  }
  for (const remark of remarks) context.say(`look at: ${remark}`);
  context.write({ plan, outputs: [], report: null, remarks, ...keptDocument(kept) });
}

function sayAlbum(context: MasterContext, album: MasteredAlbum, outputs: readonly AlbumOutput[]): void {
  for (const { name, source } of album.songs) {
    for (const { message } of source.warnings) context.warn(`${name}: ${message}`);
  }
  for (const output of outputs) {
    const lufs = output.integratedLufs?.toFixed(1) ?? "no";
    context.say(
      `${output.path}\n  ${lufs} LUFS (aimed at ${output.targetLufs.toFixed(1)}), ${output.truePeakDbtp?.toFixed(2) ?? "no"} dBTP` +
        (output.reached ? "" : `; not reached: ${output.why}`),
    );
  }
  const todo = new Map<string, string[]>();
  for (const { song, store } of outputs) {
    for (const { pass, say } of store) {
      const songs = todo.get(say) ?? [];
      if (!pass && !songs.includes(song)) todo.set(say, [...songs, song]);
    }
  }
  for (const [say, songs] of todo) {
    const which = songs.length === album.songs.length ? "every song" : songs.join(", ");
    context.say(`to do, ${which}: ${say}`);
  }
  for (const { cue } of album.deliveries) if (cue) context.say(`cue sheet: ${cue}`);
  for (const remark of album.remarks) context.say(`look at: ${remark}`);
}

/** One comparison for each song that has a loudness, named for it. */
async function compareSongs(album: MasteredAlbum, { out, force }: AlbumRequest): Promise<Comparison[]> {
  const { writeComparison } = await import("../master/compare.ts");
  const made: Comparison[] = [];
  for (const { name, song } of albumTrackSongs(album)) {
    const comparison = await writeComparison(song, out, force, name);
    if (comparison) made.push(comparison);
  }
  return made;
}

/** Of each target the first lossless format: others hold the same sound. */
function previewedTracks({ deliveries }: MasteredAlbum): MasteredAlbum["deliveries"][number]["tracks"][number][] {
  const lossless = deliveries.filter(({ format }) => format.samples !== null);
  return lossless
    .filter(({ target }, at) => lossless.findIndex((each) => each.target === target) === at)
    .flatMap(({ tracks }) => tracks);
}
