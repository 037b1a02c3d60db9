/** A folder of stems to a mix on disk: analyse, plan, perform. */
import { join } from "node:path";
import {
  FormatError,
  InputError,
  type Json,
  makePlan,
  type Plan,
  type Run,
  stage,
} from "../../foundation/plan/index.ts";
import type { SoundFormat, SoundWarning } from "../../foundation/sound/audio.ts";
import {
  type MixBrief,
  type MixSettings,
  mixKnowledge,
  mixSettings,
  planMix,
  type SessionFault,
  type SongFindings,
  stemIds,
} from "../../production/mix/index.ts";
import { fileHash } from "../master/master-song.ts";
import { refuseExisting } from "../project/files.ts";
import { programVersion } from "../project/version.ts";
import { createDeckPool } from "./deck-pool.ts";
import { readAim } from "./read-aim.ts";
import { type HeardSession, readSession, stemPaths } from "./read-session.ts";
import { type RenderedMix, renderMix } from "./render-mix.ts";

export interface MixRequest {
  readonly folder: string;
  readonly out: string;
  /** Of the mix's file and its sessions, without ending. */
  readonly name: string;
  /** Without the aim, which is read from the references. */
  readonly brief: Omit<MixBrief, "aim">;
  /** Paths of finished songs that the mix aims at. */
  readonly references: readonly string[];
  /** As it goes into the plan. */
  readonly asked: Readonly<Record<string, Json>>;
  readonly seed: number;
  readonly force: boolean;
  readonly workers: number;
  /** Performed as it is. */
  readonly given: Plan | null;
  /** Planned anew, keeping what a person set or locked in it. */
  readonly kept: Plan | null;
  readonly printStems: boolean;
  /** Sessions with shaped sound, with the untouched stems, or none. */
  readonly session: "shaped" | "raw" | "none";
  readonly planOnly: boolean;
}

export interface MixedStem {
  readonly id: string;
  readonly path: string;
  readonly format: SoundFormat;
  readonly warnings: readonly SoundWarning[];
  /** Absolute paths of what was written of it. */
  readonly printed: string | null;
  readonly shaped: string | null;
}

export interface MixedSong {
  readonly plan: Plan;
  readonly song: SongFindings;
  readonly settings: MixSettings;
  readonly faults: readonly SessionFault[];
  readonly stems: readonly MixedStem[];
  readonly failed: readonly { readonly path: string; readonly cause: unknown }[];
  readonly frames: number;
  readonly sampleRate: number;
  /** Null where only a plan was made. */
  readonly mix: RenderedMix | null;
}

/** Throws InputError where the folder holds no stem that can be read. */
export async function mixSong(request: MixRequest, run?: Run): Promise<MixedSong> {
  const paths = await stemPaths(request.folder);
  const mixPath = join(request.out, `${request.name}.wav`);
  if (!request.planOnly) await refuseExisting(mixPath, request.force);
  // What cannot be performed is told before the work.
  if (request.given !== null) mixSettings(request.given.decisions, stemIds(fileNames(request.given)));
  const [analysing, rendering, writing] = stage(run, 3, 3, 1) as [Run, Run, Run];
  const pool = await createDeckPool(request.workers);
  try {
    const session = await readSession(pool, paths, analysing);
    const { faults } = session;
    refuseUnknown(request, session);
    const fresh = await planSong(request, session, faults, analysing);
    const ids = session.song.stems.map(({ id }) => id);
    const settings = mixSettings(fresh.decisions, ids);
    const frames = session.frames;
    const base = {
      plan: fresh,
      song: session.song,
      settings,
      faults,
      failed: session.failed,
      frames,
      sampleRate: session.sampleRate,
    };
    const named = session.stems.map((stem, s) => ({ ...stem, id: ids[s] as string, printed: null, shaped: null }));
    if (request.planOnly) return { ...base, stems: named, mix: null };
    const rendered = await renderMix(pool, request, session, settings, mixPath, rendering, writing);
    return {
      ...base,
      stems: named.map((stem, s) => ({ ...stem, ...rendered.files[s] })),
      mix: rendered.mix,
    };
  } finally {
    await pool.close();
  }
}

const fileNames = ({ material }: Plan): string[] => material.map(({ name }) => name.split(/[\\/]/).at(-1) as string);

/** What is named and is not there was meant for another song, or misspelt: nothing is mixed around it. */
function refuseUnknown({ brief, given }: MixRequest, { faults, song }: HeardSession): void {
  if (given !== null) return;
  const proposals = faults.filter(({ fix }) => fix !== null).map(({ id }) => id);
  const unknown = brief.accepted.find((id) => !proposals.includes(id));
  if (unknown !== undefined)
    throw new InputError(
      "--accept",
      proposals.length > 0 ? `one of ${proposals.join(", ")}` : "nothing: there is no proposal",
      unknown,
    );
  const ids = song.stems.map(({ id }) => id);
  const stranger = Object.keys(brief.roles).find((id) => !ids.includes(id));
  if (stranger !== undefined) throw new InputError("$.roles", `one of the stems ${ids.join(", ")}`, stranger);
}

async function planSong(
  request: MixRequest,
  session: HeardSession,
  faults: readonly SessionFault[],
  run: Run,
): Promise<Plan> {
  const material = await Promise.all(
    session.stems.map(async ({ path }) => ({ name: path, sha256: await fileHash(path) })),
  );
  if (request.given !== null) {
    const wrong = material.findIndex(({ sha256 }, s) => request.given?.material[s]?.sha256 !== sha256);
    if (wrong >= 0 && !request.force) {
      const expected = `material with SHA-256 ${request.given.material[wrong]?.sha256 ?? "(none)"} as stem ${wrong + 1}`;
      throw new FormatError("plan", 0, expected, `${material[wrong]?.sha256}; --force performs it all the same`);
    }
    return request.given;
  }
  const aim = await readAim(request.references, session.sampleRate, run);
  return makePlan({
    craft: "mix",
    version: programVersion(),
    material,
    seed: request.seed,
    brief: request.asked,
    decisions: planMix(session.song, { ...request.brief, aim }, mixKnowledge, faults, request.kept),
  });
}
