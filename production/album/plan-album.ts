import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { type Decision, makeDecision } from "../../foundation/plan/index.ts";
import type { MasterBrief } from "../master/brief.ts";
import { decideEdges } from "../master/decide-edges.ts";
import { decideRepair } from "../master/decide-repair.ts";
import { planMaster } from "../master/plan-master.ts";
import { idForTarget, targetName } from "../master/target-decisions.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";

export interface AlbumSong {
  /** Stands in the ids of decisions: unique in the album. */
  readonly name: string;
  readonly analysis: SoundAnalysis;
}

/** Songs as far apart as they were delivered, or all equally loud. */
export type AlbumLevels = "keep" | "even";

export interface AlbumPlan {
  /** Shared decisions, those of each target, then those of each song. */
  readonly decisions: readonly Decision[];
  /** Things a person should look at, in sentences. */
  readonly remarks: readonly string[];
}

/** A song this far from a neighbour is pointed out. */
const FAR_LU = 4;
/** Sound at an edge: over this, dBFS RMS in the last or first 50 ms. */
const SOUNDING_DB = -70;
const EDGE_SLICES = 5;
/** Short and this far under the loudest: an interlude, which stays quiet even where songs are evened. */
const INTERLUDE_SECONDS = 100;
const INTERLUDE_LU = 6;

/**
 * One intent for all songs: tone and width from the album's whole sound, the loudest song at the target, the others as
 * far below it as they were delivered (or, with `even`, at the target too). Ids are those of songs (`tone.mid`,
 * `loudness.target@spotify`), with the song's name in front of the target's where a decision is a song's own:
 * `repair.dc@01 song`, `loudness.target@01 song@spotify`. Needs at least one song and one target (null: none named).
 * `standing`: decisions that are made already, which what follows from them follows (the album's loudness, segues).
 */
export function planAlbum(
  songs: readonly AlbumSong[],
  brief: Omit<MasterBrief, "target">,
  targets: readonly MasterBrief["target"][],
  levels: AlbumLevels,
  standing: readonly Decision[] = [],
): AlbumPlan {
  const loudest = loudestOf(songs);
  const leader =
    songs.find(({ analysis }) => analysis.measurement.integratedLufs === loudest) ?? (songs[0] as AlbumSong);
  const whole = albumAnalysis(songs, leader.analysis);
  const decisions = new Map<string, Decision>();
  const keep = (decision: Decision, id: string): void => {
    if (!decisions.has(id)) decisions.set(id, { ...decision, id });
  };
  const settled = (decision: Decision | undefined): unknown =>
    (standing.find(({ id }) => id === decision?.id) ?? decision)?.value;
  for (const target of targets) {
    for (const decision of planMaster(whole, { ...brief, edges: undefined, target })) {
      if (!decision.id.startsWith("repair.")) keep(decision, idForTarget(decision.id, targetName(target)));
    }
  }
  const segues = songs.map((song, at) => decideSegue(song, songs[at + 1]));
  const runsOn = segues.map((segue, at) =>
    segue ? settled({ ...segue, id: `${segue.id}@${songs[at]?.name}` }) === true : false,
  );
  songs.forEach((song, at) => {
    const joints = { start: runsOn[at - 1] === true, end: runsOn[at] === true };
    const own = [...decideEdges(song.analysis, brief.edges, joints), ...decideRepair(song.analysis)];
    for (const decision of own) keep(decision, `${decision.id}@${song.name}`);
    for (const target of targets.map(targetName)) {
      const albumLufs = settled(decisions.get(`loudness.target@${target}`)) as number;
      keep(decideSongLoudness(song, loudest, albumLufs, levels), `loudness.target@${song.name}@${target}`);
    }
    const segue = segues[at];
    if (segue) keep(segue, `${segue.id}@${song.name}`);
  });
  return { decisions: [...decisions.values()], remarks: levels === "keep" ? farApart(songs) : [] };
}

/** Integrated loudness of the loudest song, LUFS; -Infinity where all are silent. */
function loudestOf(songs: readonly AlbumSong[]): number {
  return songs.reduce(
    (most, { analysis }) => Math.max(most, analysis.measurement.integratedLufs ?? -Infinity),
    -Infinity,
  );
}

function decideSongLoudness(
  { name, analysis }: AlbumSong,
  loudest: number,
  albumLufs: number,
  levels: AlbumLevels,
): Decision {
  const { integratedLufs: own, seconds } = analysis.measurement;
  const interlude = own !== null && seconds < INTERLUDE_SECONDS && own < loudest - INTERLUDE_LU;
  const under = own === null || (levels === "even" && !interlude) ? 0 : loudest - own;
  const code = levels === "keep" ? "album.as-delivered" : interlude ? "album.interlude" : "album.even";
  return makeDecision({
    id: "loudness.target",
    what: `Integrated loudness of ${name}`,
    value: Math.round((albumLufs - under) * 100) / 100,
    unit: "LUFS",
    reasons: [
      { code, facts: { ownLufs: own, loudestLufs: loudest, albumTargetLufs: albumLufs, underLoudestLu: under } },
    ],
    confidence: 0.9,
  });
}

/** Whether a song runs into the next; null for the last. */
function decideSegue({ name, analysis }: AlbumSong, next: AlbumSong | undefined): Decision<boolean> | null {
  if (!next) return null;
  const ends = edgeLevelDb(analysis.meanSquare, "end");
  const starts = edgeLevelDb(next.analysis.meanSquare, "start");
  const bothSound = ends > SOUNDING_DB && starts > SOUNDING_DB;
  const [rate, nextRate] = [analysis.measurement.sampleRate, next.analysis.measurement.sampleRate];
  return makeDecision({
    id: "album.segue",
    what: `${name} runs into ${next.name} without a gap`,
    value: bothSound && rate === nextRate,
    reasons: [
      bothSound && rate !== nextRate
        ? { code: "segue.rates-differ", facts: { rateHz: rate, nextRateHz: nextRate } }
        : {
            code: bothSound ? "segue.both-sound" : "segue.silence-between",
            facts: { endDbfs: ends, startDbfs: starts, limitDbfs: SOUNDING_DB },
          },
    ],
    confidence: 0.9,
  });
}

function farApart(songs: readonly AlbumSong[]): string[] {
  return songs.flatMap(({ name, analysis }, at) => {
    const next = songs[at + 1];
    const [own, nextLufs] = [analysis.measurement.integratedLufs, next?.analysis.measurement.integratedLufs ?? null];
    if (!next || own === null || nextLufs === null || Math.abs(own - nextLufs) <= FAR_LU) return [];
    const apart = Math.abs(own - nextLufs).toFixed(1);
    return [`${name} and ${next.name} are ${apart} LU apart as delivered: kept unless --album-levels even`];
  });
}

/** RMS of the outermost 50 ms over both channels, dBFS; -200 for silence. */
function edgeLevelDb(meanSquare: Float64Array, edge: "start" | "end"): number {
  const slices = edge === "start" ? meanSquare.slice(0, EDGE_SLICES) : meanSquare.slice(-EDGE_SLICES);
  const mean = slices.reduce((sum, each) => sum + each, 0) / Math.max(1, slices.length);
  return mean > 1e-20 ? decibelsFromPower(mean) : -200;
}

/** The leader's figures with the spectra of all songs of its sample rate, by their lengths. */
function albumAnalysis(songs: readonly AlbumSong[], leader: SoundAnalysis): SoundAnalysis {
  const alike = songs.filter(
    ({ analysis }) =>
      analysis.midPower.length === leader.midPower.length &&
      analysis.measurement.sampleRate === leader.measurement.sampleRate,
  );
  const frames = alike.reduce((sum, { analysis }) => sum + analysis.measurement.frames, 0);
  const mean = (pick: (analysis: SoundAnalysis) => Float64Array): Float64Array =>
    pick(leader).map((_, k) =>
      alike.reduce(
        (sum, { analysis }) => sum + ((pick(analysis)[k] as number) * analysis.measurement.frames) / frames,
        0,
      ),
    );
  const midPower = mean((analysis) => analysis.midPower);
  const sidePower = mean((analysis) => analysis.sidePower);
  const total = (power: Float64Array): number => power.reduce((sum, each) => sum + each, 0);
  const side = total(sidePower);
  const mid = total(midPower);
  const sideToMidDb = side > mid * 1e-12 && mid > 0 ? decibelsFromPower(side / mid) : null;
  return { ...leader, midPower, sidePower, measurement: { ...leader.measurement, sideToMidDb } };
}
