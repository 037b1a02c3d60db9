/** A mix as decisions: roles first, and everything that follows from them. */
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import {
  type Decision,
  type Json,
  makeDecision,
  overrideDecision,
  type Plan,
  type Reason,
} from "../../foundation/plan/index.ts";
import type { EqualiserBand } from "../../foundation/sound/index.ts";
import { automationAt } from "./automation.ts";
import { coverOf } from "./cover.ts";
import { type BalancedStem, type BalanceMode, balanceStems, median } from "./decide-balance.ts";
import { decideBuses } from "./decide-buses.ts";
import { type CutStem, decideCutMakeUp, decideCuts } from "./decide-cuts.ts";
import { decidePlaces, decideSends } from "./decide-place.ts";
import { decideRepairs } from "./decide-repair.ts";
import { decideRide } from "./decide-ride.ts";
import { decideCompressor, decideDeEsser, decideHighPass } from "./decide-shape.ts";
import { decideUnmasking } from "./decide-unmask.ts";
import type { SessionFault } from "./faults.ts";
import type { SongFindings, StemFindings } from "./findings.ts";
import { kindsFromName } from "./kind-model.ts";
import type { MixKnowledge } from "./knowledge.ts";
import { type Lift, liftLeads } from "./lift-leads.ts";
import type { MomentCut } from "./moment-cuts.ts";
import { ROLES, type Role, roleFacts } from "./roles.ts";
import { bandGains, levelChange } from "./stem-level.ts";
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
}

export const plainMixBrief: MixBrief = { balance: null, accepted: [], effects: true, roles: {} };

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
  const places = new Map(decidePlaces(placed, mode).map((decision) => [decision.id, settle(decision)]));
  const shaped = mode !== "keep";
  const equalisers = song.stems.map((stem, s) => {
    const hz = settle(decideHighPass(stem, roles[s] as Role)) as number;
    const tone = settle(noBands("tone", stem.id, "Tone")) as unknown as EqualiserBand[];
    const cut: EqualiserBand[] = hz > 0 ? [{ kind: "high-pass", hz, gainDb: 0, q: Math.SQRT1_2 }] : [];
    return [...cut, ...tone];
  });
  song.stems.forEach((stem, s) => {
    for (const decision of decideCompressor(stem, roles[s] as Role, mode === "new")) settle(decision);
    for (const decision of decideDeEsser(stem, roles[s] as Role, shaped)) settle(decision);
  });

  const shaping = (s: number, equaliser: readonly EqualiserBand[]) => {
    const { id, trace } = song.stems[s] as StemFindings;
    const [left, right] = places.get(`repair.channels@${id}`) as [number, number];
    return levelChange(trace, { equaliser, channelGainsDb: [left, right], pan: places.get(`pan@${id}`) as number });
  };
  // A fader gives back what equaliser and pan take: what is heard has the pan in it.
  const placeDb = song.stems.map((_, s) => shaping(s, []));
  const heardAt = (s: number, faderDb: number): Float64Array =>
    bandGains(equalisers[s] as EqualiserBand[], song.sampleRate).map((gain) => gain + faderDb + (placeDb[s] as number));
  const unmaskable = song.stems.map((stem, s) => ({
    id: stem.id,
    trace: stem.trace,
    gainsDb: heardAt(s, (balance.movesDb[s] as number) - shaping(s, equalisers[s] as EqualiserBand[])),
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

  const faders = song.stems.map(
    (_, s) => (balance.movesDb[s] as number) - shaping(s, equalisers[s] as EqualiserBand[]),
  );
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
    return settle(decideFader(stem, s, balance, fader, lifts[s] ?? null)) as number;
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

function decideSong({ tempo, key }: SongFindings): Decision[] {
  return [
    makeDecision({
      id: "song.tempo",
      what: "Tempo (0: none found)",
      value: tempo?.bpm ?? 0,
      unit: "BPM",
      reasons: [
        {
          code: "song.onsets-repeat",
          facts: { confidence: tempo?.confidence ?? 0, firstBeatSeconds: tempo?.firstBeat ?? 0 },
        },
      ],
      confidence: tempo?.confidence ?? 0,
    }),
    makeDecision({
      id: "song.key",
      what: "Key",
      value: key === null ? "" : `${key.tonic} ${key.mode}`,
      reasons: [{ code: "song.pitch-classes", facts: { confidence: key?.confidence ?? 0 } }],
      confidence: key?.confidence ?? 0,
    }),
  ];
}

function decideRole({ id, guess }: StemFindings, asked: Role | null): Decision {
  const others = ROLES.filter((role) => role !== guess.role && guess.kinds[roleFacts[role].kind] > 0.1)
    .sort((a, b) => guess.kinds[roleFacts[b].kind] - guess.kinds[roleFacts[a].kind])
    .slice(0, 3);
  const decision = makeDecision<Json>({
    id: `role@${id}`,
    what: `What ${id} is`,
    value: guess.role,
    reasons: [
      {
        code: guess.from === "name" ? "role.name-says" : "role.sounds-like",
        facts: { role: roleFacts[guess.role].label, probability: guess.probability },
      },
    ],
    confidence: guess.probability,
    alternatives: others.map((role) => ({
      value: role,
      reasons: [
        {
          code: "role.sounds-like",
          facts: { role: roleFacts[role].label, probability: guess.kinds[roleFacts[role].kind] },
        },
      ],
    })),
  });
  return asked === null ? decision : overrideDecision(decision, asked);
}

function decideBus(id: string, role: Role): Decision {
  return makeDecision<Json>({
    id: `bus@${id}`,
    what: `Group of ${id}`,
    value: roleFacts[role].bus,
    reasons: [{ code: "bus.by-role", facts: { role: roleFacts[role].label } }],
    confidence: 0.9,
  });
}

/** Kinds count for levels only where a name or a person says them: from sound alone they add nothing. */
function sureKinds({ guess }: StemFindings, role: Role): BalancedStem["kinds"] {
  return guess.from === "name" || role !== guess.role ? kindsFromName(roleFacts[role].kind) : null;
}

function decideMode(
  { mode, plausibility, trust, reasons }: ReturnType<typeof balanceStems>,
  brief: MixBrief,
): Decision {
  const machine = plausibility >= 0.5 ? "refine" : "new";
  const facts = { plausibility, trust };
  const decision = makeDecision<Json>({
    id: "balance.mode",
    what: "What is done with the levels that came in",
    value: machine,
    reasons: [...reasons, { code: `balance.${machine}`, facts }],
    confidence: Math.max(plausibility, 1 - plausibility),
    alternatives: (["keep", "refine", "new"] as const)
      .filter((each) => each !== machine)
      .map((value) => ({ value, reasons: [{ code: `balance.${value}`, facts }] })),
  });
  return brief.balance !== null && mode !== machine ? overrideDecision(decision, mode) : decision;
}

function noBands(name: string, id: string, what: string): Decision {
  return makeDecision<Json>({
    id: `eq.${name}@${id}`,
    what: `${what} of ${id}: bands of the equaliser`,
    value: [],
    unit: "dB",
    reasons: [{ code: "eq.as-delivered", facts: {} }],
    confidence: 0.5,
  });
}

function decideFader(
  stem: StemFindings,
  s: number,
  balance: ReturnType<typeof balanceStems>,
  faderDb: number,
  lift: Lift | null,
): Decision {
  const expected = balance.expectedLu[s] ?? null;
  const difference = balance.differenceDb[s] ?? null;
  const reasons: Reason[] = [
    expected === null
      ? { code: "fader.never-sounds", facts: {} }
      : {
          code: `fader.${balance.mode}`,
          facts: {
            levelLufs: stem.activity.levelLufs,
            expectedLu: expected,
            differenceDb: difference,
            trust: balance.trust,
            moveDb: balance.movesDb[s] ?? 0,
          },
        },
  ];
  if (lift !== null && lift.liftDb > 0) {
    const { liftDb, freeBefore, freeAfter } = lift;
    reasons.push({
      code: "fader.lead-lifted",
      facts: { liftDb, freeBeforePercent: 100 * freeBefore, freeAfterPercent: 100 * freeAfter },
    });
  }
  return makeDecision({
    id: `fader@${stem.id}`,
    what: `Fader of ${stem.id}`,
    value: Math.round((faderDb + (lift?.liftDb ?? 0)) * 100) / 100,
    unit: "dB",
    reasons,
    confidence: balance.mode === "new" ? 0.5 : 0.8,
  });
}
