/** A mix as decisions: roles first, and everything that follows from them. */
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import { type Decision, type Json, overrideDecision, type Plan } from "../../foundation/plan/index.ts";
import type { EqualiserBand } from "../../foundation/sound/index.ts";
import { automationAt } from "./automation.ts";
import { coverOf } from "./cover.ts";
import { aimedPlace, aimStems, decideTone } from "./decide-aim.ts";
import { type BalancedStem, type BalanceMode, balanceStems, median } from "./decide-balance.ts";
import { decideBuses } from "./decide-buses.ts";
import { type CutStem, decideCutMakeUp, decideCuts } from "./decide-cuts.ts";
import { decideFader, decideMode } from "./decide-fader.ts";
import { decidePlaces, decideSends } from "./decide-place.ts";
import { decideRepairs } from "./decide-repair.ts";
import { decideRide } from "./decide-ride.ts";
import { decideCompressor, decideDeEsser, decideHighPass } from "./decide-shape.ts";
import { decideBus, decideRole, decideSong, sureKinds } from "./decide-song.ts";
import { decideUnmasking } from "./decide-unmask.ts";
import type { SessionFault } from "./faults.ts";
import type { SongFindings, StemFindings } from "./findings.ts";
import type { MixKnowledge } from "./knowledge.ts";
import { liftLeads } from "./lift-leads.ts";
import type { MixAim } from "./mix-aim.ts";
import type { MomentCut } from "./moment-cuts.ts";
import { type Role, roleFacts } from "./roles.ts";
import { bandGains, levelChange, type Shaping } from "./stem-level.ts";
import type { AutomationPoint } from "./stem-settings.ts";
import { TRACE_RATE } from "./stem-trace.ts";

export interface MixBrief {
  /** Null: decided from the levels that came in. */
  readonly balance: BalanceMode | null;
  /** Proposals of the session check that the person took. */
  readonly accepted: readonly string[];
  /** A reverb and an echo for what is dry. */
  readonly effects: boolean;
  /** What stems are, said by the person: by id. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Finished songs whose balance, tone and width the mix aims at; null: none. */
  readonly aim: MixAim | null;
}

export const plainMixBrief: MixBrief = { balance: null, accepted: [], effects: true, roles: {}, aim: null };

/** A stem that is left out, dB. */
const OUT_DB = -200;

/** What a person said in an earlier plan: it holds, and what depends on it is decided anew. */
type Held = (decision: Decision) => Decision;

/**
 * The decisions for a song. `earlier`: a plan whose locked decisions and persons' values stay; all that follows from
 * them follows. `faults`: what the session check found.
 */
export function planMix(
  song: SongFindings,
  brief: MixBrief,
  knowledge: MixKnowledge,
  faults: readonly SessionFault[] = [],
  earlier: Plan | null = null,
): Decision[] {
  const held = holder(earlier);
  const decisions: Decision[] = [];
  const settle = (decision: Decision): Json => {
    const settled = held(decision);
    decisions.push(settled);
    return settled.value;
  };
  for (const repair of decideRepairs(
    song.stems.map(({ id }) => id),
    faults,
    brief.accepted,
  ))
    settle(repair);
  for (const decision of decideSong(song)) settle(decision);

  const roles = song.stems.map((stem) => settle(decideRole(stem, brief.roles[stem.id] ?? null)) as Role);
  for (const [s, { id }] of song.stems.entries()) settle(decideBus(id, roles[s] as Role));

  const balanced = song.stems.map((stem, s): BalancedStem => ({ stem, kinds: sureKinds(stem, roles[s] as Role) }));
  const first = balanceStems(balanced, knowledge.levels, brief.balance);
  const mode = settle(decideMode(first, brief)) as BalanceMode;
  const balance = mode === first.mode ? first : balanceStems(balanced, knowledge.levels, mode);

  const placed = song.stems.map((stem, s) => ({ stem, role: roles[s] as Role }));
  const unaimed = new Map(decidePlaces(placed, mode).map((decision) => [decision.id, decision]));
  const highPass = (s: number): Decision => decideHighPass(song.stems[s] as StemFindings, roles[s] as Role);
  const placeOf = (of: (id: string) => Json, id: string, equaliser: readonly EqualiserBand[]): Shaping => ({
    equaliser,
    channelGainsDb: of(`repair.channels@${id}`) as [number, number],
    pan: of(`pan@${id}`) as number,
    sideDb: of(`place.width@${id}`) as number,
  });
  const aimed = aimStems(
    placed.map(({ stem, role }, s) => {
      const equaliser = passing(held(highPass(s)).value as number);
      const shaping = placeOf((id) => held(unaimed.get(id) as Decision).value, stem.id, equaliser);
      return { stem, role, shaping, faderDb: (balance.movesDb[s] as number) - levelChange(stem.trace, shaping) };
    }),
    brief.aim,
    mode,
    song.sampleRate,
  );
  const ids = song.stems.map(({ id }) => id);
  const places = new Map(
    [...unaimed.values()].map((decision) => {
      const s = ids.indexOf(decision.id.slice(decision.id.indexOf("@") + 1));
      return [decision.id, settle(aimedPlace(decision, s, aimed, brief.aim))];
    }),
  );
  const movesDb = balance.movesDb.map((move, s) => move + (aimed?.movesDb[s] ?? 0));
  const shaped = mode !== "keep";
  const equalisers = song.stems.map(({ id }, s) => {
    const cut = passing(settle(highPass(s)) as number);
    const tone = settle(decideTone(id, s, aimed, brief.aim)) as unknown as EqualiserBand[];
    return [...cut, ...tone];
  });
  song.stems.forEach((stem, s) => {
    for (const decision of decideCompressor(stem, roles[s] as Role, mode === "new")) settle(decision);
    for (const decision of decideDeEsser(stem, roles[s] as Role, shaped)) settle(decision);
  });

  const shaping = (s: number, equaliser: readonly EqualiserBand[]): number => {
    const { id, trace } = song.stems[s] as StemFindings;
    return levelChange(
      trace,
      placeOf((each) => places.get(each) as Json, id, equaliser),
    );
  };
  // A fader gives back what equaliser and pan take: what is heard has the pan in it.
  const placeDb = song.stems.map((_, s) => shaping(s, []));
  const heardAt = (s: number, faderDb: number): Float64Array =>
    bandGains(equalisers[s] as EqualiserBand[], song.sampleRate).map((gain) => gain + faderDb + (placeDb[s] as number));
  const unmaskable = song.stems.map((stem, s) => ({
    id: stem.id,
    trace: stem.trace,
    gainsDb: heardAt(s, (movesDb[s] as number) - shaping(s, equalisers[s] as EqualiserBand[])),
    mostDb: mode === "keep" || stem.features === null ? 0 : mode === "refine" ? 6 : 9,
    mostLossDb: mode === "refine" ? 1 : 2.5,
    weight: roleFacts[roles[s] as Role].kind === "lead" ? 2 : 1,
    loss: (bands: readonly EqualiserBand[]) =>
      shaping(s, [...(equalisers[s] as EqualiserBand[]), ...bands]) - shaping(s, equalisers[s] as EqualiserBand[]),
  }));
  for (const [s, decision] of decideUnmasking(unmaskable, song.sampleRate).entries()) {
    const bands = settle(decision) as unknown as EqualiserBand[];
    (equalisers[s] as EqualiserBand[]).push(...bands);
  }

  const faders = song.stems.map((_, s) => (movesDb[s] as number) - shaping(s, equalisers[s] as EqualiserBand[]));
  const anchor = median(faders.filter((_, s) => song.stems[s]?.features !== null));
  const lifts = liftLeads(
    song.stems.map(({ trace, features }, s) => ({
      trace,
      gainsDb: heardAt(s, faders[s] as number),
      lead: mode === "new" && features !== null && roleFacts[roles[s] as Role].kind === "lead",
    })),
  );
  const settled = song.stems.map((stem, s) => {
    const fader = (faders[s] as number) - (mode === "new" ? anchor : 0);
    return settle(decideFader(stem, s, balance, fader, lifts[s] ?? null, aimed)) as number;
  });
  const muted = (id: string): boolean => decisions.find((each) => each.id === `mute@${id}`)?.value === true;
  const heard = song.stems.map(({ id, trace, features }, s) => ({
    id,
    trace,
    gainsDb: heardAt(s, muted(id) ? OUT_DB : (settled[s] as number)),
    rideDb: null as Float64Array | null,
    lead: roleFacts[roles[s] as Role].kind === "lead",
    spared: muted(id) || features === null,
  }));
  const cover = coverOf(heard);
  const ridden = song.stems.map((stem, s) => {
    const points = settle(decideRide(song, stem, roles, settled, s, mode, cover)) as unknown as AutomationPoint[];
    return { ...(heard[s] as (typeof heard)[number]), rideDb: rideOf(points, stem.trace.cents.length) };
  });
  for (const [s, decision] of decideCuts(ridden, mode).entries()) {
    const cuts = settle(decision) as unknown as MomentCut[];
    settle(decideCutMakeUp(ridden[s] as CutStem, cuts));
  }
  for (const decision of decideSends(placed, brief.effects && mode === "new")) settle(decision);
  for (const decision of decideBuses(song, roles, settled, mode)) settle(decision);
  return decisions;
}

function passing(hz: number): EqualiserBand[] {
  return hz > 0 ? [{ kind: "high-pass", hz, gainDb: 0, q: Math.SQRT1_2 }] : [];
}

/** Automation at the frames of a trace, dB. */
function rideOf(points: readonly AutomationPoint[], frames: number): Float64Array | null {
  if (points.length === 0) return null;
  return Float64Array.from({ length: frames }, (_, at) => decibelsFromAmplitude(automationAt(points, at / TRACE_RATE)));
}

function holder(earlier: Plan | null): Held {
  const known = new Map(
    earlier?.decisions.filter(({ by, locked }) => by === "person" || locked).map((each) => [each.id, each]) ?? [],
  );
  return (decision) => {
    const before = known.get(decision.id);
    if (before === undefined || before.unit !== decision.unit) return decision;
    const settled =
      before.by === "person"
        ? overrideDecision(decision, before.value)
        : { ...decision, value: before.value, proposed: decision.value };
    return before.locked ? { ...settled, locked: true } : settled;
  };
}
