import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { type Decision, makeDecision } from "../../foundation/plan/index.ts";
import type { MasterBrief } from "../master/brief.ts";
import { decideRepair } from "../master/decide-repair.ts";
import { planMaster } from "../master/plan-master.ts";
import type { SoundAnalysis } from "../measure/measurement.ts";

export interface AlbumSong {
  /** Stands in the ids of decisions: unique in the album. */
  readonly name: string;
  readonly analysis: SoundAnalysis;
}

export interface AlbumPlan {
  /** Shared decisions, then those of each song with "@" and its name. */
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
 * far below it as they were delivered (or, with `even`, at the target too). Needs at least one song.
 */
export function planAlbum(songs: readonly AlbumSong[], brief: MasterBrief, levels: "keep" | "even"): AlbumPlan {
  const loudness = songs.map(({ analysis }) => analysis.measurement.integratedLufs);
  const loudest = loudness.reduce<number>((most, each) => Math.max(most, each ?? -Infinity), -Infinity);
  const leader = songs[Math.max(0, loudness.indexOf(loudest))] as AlbumSong;
  const whole = albumAnalysis(songs, leader.analysis);
  const shared = planMaster(whole, brief).filter(({ id }) => !id.startsWith("repair."));
  const target = shared.find(({ id }) => id === "loudness.target")?.value as number;
  const decisions: Decision[] = [...shared];
  const remarks: string[] = [];
  songs.forEach(({ name, analysis }, at) => {
    const own = loudness[at] ?? null;
    const { seconds } = analysis.measurement;
    const interlude = own !== null && seconds < INTERLUDE_SECONDS && own < loudest - INTERLUDE_LU;
    const under = own === null || (levels === "even" && !interlude) ? 0 : loudest - own;
    decisions.push(
      ...decideRepair(analysis).map((decision) => ({ ...decision, id: `${decision.id}@${name}` })),
      makeDecision({
        id: `loudness.target@${name}`,
        what: `Integrated loudness of ${name}`,
        value: Math.round((target - under) * 100) / 100,
        unit: "LUFS",
        reasons: [
          {
            code:
              interlude && levels === "even"
                ? "album.interlude"
                : levels === "even"
                  ? "album.even"
                  : "album.as-delivered",
            facts: { ownLufs: own, loudestLufs: loudest, albumTargetLufs: target, underLoudestLu: under },
          },
        ],
        confidence: 0.9,
      }),
    );
    const next = songs[at + 1];
    if (!next) return;
    const ends = edgeLevelDb(analysis.meanSquare, "end");
    const starts = edgeLevelDb(next.analysis.meanSquare, "start");
    const sameRate = analysis.measurement.sampleRate === next.analysis.measurement.sampleRate;
    decisions.push(
      makeDecision({
        id: `album.segue@${name}`,
        what: `${name} runs into ${next.name} without a gap`,
        value: ends > SOUNDING_DB && starts > SOUNDING_DB && sameRate,
        reasons: [
          {
            code: ends > SOUNDING_DB && starts > SOUNDING_DB ? "segue.both-sound" : "segue.silence-between",
            facts: { endDbfs: ends, startDbfs: starts, limitDbfs: SOUNDING_DB },
          },
        ],
        confidence: 0.9,
      }),
    );
    const nextLufs = loudness[at + 1] ?? null;
    if (own !== null && nextLufs !== null && Math.abs(own - nextLufs) > FAR_LU) {
      remarks.push(
        `${name} and ${next.name} are ${Math.abs(own - nextLufs).toFixed(1)} LU apart as delivered: kept unless --album-levels even`,
      );
    }
  });
  return { decisions, remarks };
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
