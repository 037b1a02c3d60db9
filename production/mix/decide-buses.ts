/** Groups with a little glue, the reverb and the echo, and the headroom of the mix bus. */

import { decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Decision, makeDecision } from "../../foundation/plan/index.ts";
import type { BalanceMode } from "./decide-balance.ts";
import type { SongFindings } from "./findings.ts";
import { BUSES, type Bus, type Role, roleFacts } from "./roles.ts";

/** Groups that are held together where several stems play in them. */
const GLUED: Readonly<Partial<Record<Bus, { ratio: number; attackMs: number; releaseMs: number }>>> = {
  drums: { ratio: 1.5, attackMs: 25, releaseMs: 120 },
  vocals: { ratio: 1.5, attackMs: 15, releaseMs: 150 },
};

/** `faders`: of the stems, dB: the glue acts on the groups as they will be. */
export function decideBuses(
  song: SongFindings,
  roles: readonly Role[],
  faders: readonly number[],
  mode: BalanceMode,
): Decision[] {
  const decisions = BUSES.flatMap((bus) => decideGlue(bus, song, roles, faders, mode));
  const beat = song.tempo === null ? 0.5 : 60 / song.tempo.bpm;
  // A bar of decay where the tempo is known: long enough to be heard, gone before the next.
  const decay = Math.round(Math.max(0.9, Math.min(2.4, 3 * beat)) * 100) / 100;
  const preDelay = Math.round(Math.max(10, Math.min(40, (beat * 1000) / 24)) * 10) / 10;
  const reasons = [{ code: "effects.from-tempo", facts: { bpm: song.tempo?.bpm ?? null } }];
  const decision = (id: string, what: string, value: number, unit: string): Decision =>
    makeDecision({ id, what, value, unit, reasons, confidence: 0.6 });
  return [
    ...decisions,
    decision("reverb.decay", "Reverb: time to fall by 60 dB", decay, "s"),
    decision("reverb.damping", "Reverb: where that time has halved", 5500, "Hz"),
    decision("reverb.pre-delay", "Reverb: time before it begins", preDelay, "ms"),
    decision("reverb.size", "Reverb: size of the room", 0.8, ""),
    decision("echo.time", "Echo: three quarters of a beat", Math.round(beat * 0.75 * 10_000) / 10_000, "s"),
    decision("echo.feedback", "Echo: share that comes back", 0.3, ""),
    decision("echo.damping", "Echo: each repeat loses what is above", 4000, "Hz"),
    makeDecision({
      id: "mix.peak",
      what: "Highest sample of the mix",
      value: -6,
      unit: "dBFS",
      reasons: [{ code: "mix.headroom", facts: {} }],
      confidence: 0.9,
    }),
  ];
}

function decideGlue(
  bus: Bus,
  song: SongFindings,
  roles: readonly Role[],
  faders: readonly number[],
  mode: BalanceMode,
): Decision[] {
  const members = song.stems.flatMap(({ features, trace }, s) =>
    features !== null && roleFacts[roles[s] as Role].bus === bus ? [{ trace, faderDb: faders[s] as number }] : [],
  );
  const glue = GLUED[bus];
  const wanted = mode === "new" && glue !== undefined && members.length >= 2;
  // Mean power of the group where any of it sounds: what stands 3 dB over it is held a little.
  const length = Math.max(0, ...members.map(({ trace }) => trace.meanSquare.length));
  let [sum, sounding] = [0, 0];
  for (let n = 0; n < length; n++) {
    let together = 0;
    for (const { trace, faderDb } of members) together += (trace.meanSquare[n] ?? 0) * powerFromDecibels(faderDb);
    if (together <= 1e-9) continue;
    sum += together;
    sounding++;
  }
  const power = sounding > 0 ? sum / sounding : 1e-12;
  const level = decibelsFromPower(power);
  const decision = (name: string, what: string, value: number, unit: string): Decision =>
    makeDecision({
      id: `bus.${name}@${bus}`,
      what: `${what} of the ${bus} group`,
      value,
      unit,
      reasons: [{ code: wanted ? "glue.several-play" : "glue.not-needed", facts: { stems: members.length } }],
      confidence: 0.6,
    });
  return [
    decision("ratio", "Glue: ratio (1: none)", wanted ? glue.ratio : 1, ":1"),
    decision("threshold", "Glue: threshold", Math.round((level + 3) * 10) / 10, "dBFS"),
    decision("knee", "Glue: knee", 8, "dB"),
    decision("attack", "Glue: attack", glue?.attackMs ?? 20, "ms"),
    decision("release", "Glue: release", glue?.releaseMs ?? 150, "ms"),
  ];
}
