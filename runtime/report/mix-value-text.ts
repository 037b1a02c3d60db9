/** Values of a mix's decisions as people read them. */

import {
  countText,
  hertzText,
  numberText,
  shortest,
  signedWithUnit,
  withUnit,
} from "../../foundation/look/figure-text.ts";
import type { Decision, Json } from "../../foundation/plan/index.ts";
import type { EqualiserBand, GateSettings } from "../../foundation/sound/index.ts";
import { type MomentCut, type Role, roleFacts } from "../../production/mix/index.ts";
import { NO_SEND_DB } from "../../production/mix/stem-settings.ts";

const MODES: Readonly<Record<string, string>> = { keep: "kept", refine: "refined", new: "set anew" };
const CHANNELS = ["left", "right"];

/** Of "fader@kick": "fader". */
export function stageOf({ id }: Pick<Decision, "id">): string {
  const at = id.indexOf("@");
  return at < 0 ? id : id.slice(0, at);
}

/** Of "fader@kick": "kick"; null for what is about the whole. */
export function materialOf({ id }: Pick<Decision, "id">): string | null {
  const at = id.indexOf("@");
  return at < 0 ? null : id.slice(at + 1);
}

/** Null where a mix has nothing of its own to say: the value is read like any other. */
export function mixValueText(decision: Decision, value: Json): string | null {
  const { unit } = decision;
  switch (stageOf(decision)) {
    case "role":
      return typeof value === "string" ? roleLabel(value) : null;
    case "balance.mode":
      return typeof value === "string" && Object.hasOwn(MODES, value) ? (MODES[value] as string) : null;
    case "song.key":
      return value === "" ? "none found" : null;
    case "pan":
      return typeof value === "number" ? panText(value) : null;
    case "fader":
      return typeof value === "number" ? signedWithUnit(value, unit, 1) : null;
    case "repair.channels":
      return numbersOf(value, (gain, c) =>
        gain === 0 ? "" : `${CHANNELS[c] ?? c + 1} ${signedWithUnit(gain, unit, 1)}`,
      );
    case "repair.bands":
    case "eq.tone":
    case "eq.unmask":
      return Array.isArray(value) ? value.map(bandText).join(", ") || "none" : null;
    case "gate":
      return gateText(value);
    case "unmask.dynamic":
      return Array.isArray(value) ? momentsText(value) : null;
    case "automation":
      return Array.isArray(value) ? pointsText(value, unit) : null;
    default:
      return null;
  }
}

export function roleLabel(role: string): string {
  return Object.hasOwn(roleFacts, role) ? roleFacts[role as Role].label : role;
}

/** "35 % left", "centre" */
export function panText(pan: number): string {
  const percent = Math.round(100 * Math.abs(pan));
  return percent === 0 ? "centre" : `${numberText(percent, 0)}\u202f% ${pan < 0 ? "left" : "right"}`;
}

/** "high-pass 80 Hz", "−3.0 dB at 2.5 kHz"; what is no band, as it stands. */
export function bandText(band: Json | EqualiserBand): string {
  const { kind, hz, gainDb } = (band ?? {}) as Partial<EqualiserBand>;
  if (typeof hz !== "number") return JSON.stringify(band);
  if (kind === "high-pass" || kind === "low-pass") return `${kind} ${hertzText(hz)}`;
  const shelf = kind === "bell" || kind === undefined ? "" : ` (${kind})`;
  return `${signedWithUnit(gainDb ?? null, "dB", 1)} at ${hertzText(hz)}${shelf}`;
}

/** "opens over −52 dBFS, takes 20 dB" */
function gateText(value: Json): string | null {
  if (value === null) return "none";
  const { openDbfs, depthDb } = value as Partial<GateSettings>;
  if (typeof openDbfs !== "number" || typeof depthDb !== "number") return null;
  return `opens over ${withUnit(openDbfs, "dBFS", 0)}, takes ${withUnit(depthDb, "dB", 0)}`;
}

/** "−9.0 dB for moments: round 330 Hz (12), 1.2 kHz (4)" */
function momentsText(cuts: readonly Json[]): string {
  if (cuts.length === 0) return "none";
  const read = cuts.map((each) => (each ?? {}) as Partial<MomentCut>);
  if (!read.every(({ hz, gainDb, moments }) => typeof hz === "number" && typeof gainDb === "number" && moments))
    return JSON.stringify(cuts);
  const deepest = Math.min(...read.map(({ gainDb }) => gainDb as number));
  const zones = read.map(({ hz, moments }) => `${hertzText(hz as number)} (${moments?.length})`).join(", ");
  return `${signedWithUnit(deepest, "dB", 1)} for moments: round ${zones}`;
}

function pointsText(points: readonly Json[], unit: string): string {
  const gains = points.flatMap((point) => (Array.isArray(point) && typeof point[1] === "number" ? [point[1]] : []));
  if (gains.length === 0) return points.length === 0 ? "none" : JSON.stringify(points);
  const [low, high] = [Math.min(...gains), Math.max(...gains)];
  return `${countText(points.length, "point", "points")}, ${signedWithUnit(low, unit, 1)} to ${signedWithUnit(high, unit, 1)}`;
}

function numbersOf(value: Json, say: (each: number, at: number) => string): string | null {
  if (!Array.isArray(value) || !value.every((each) => typeof each === "number")) return null;
  const said = (value as readonly number[]).map(say).filter((text) => text !== "");
  return said.length > 0 ? said.join(", ") : "none";
}

/** Whether nothing is done by it: off, zero, empty, or part of what is off. */
export function isResting(decision: Decision, decided: (id: string) => Json | undefined): boolean {
  if (decision.by === "person" || decision.locked) return false;
  const { value } = decision;
  const material = materialOf(decision);
  const stage = stageOf(decision);
  const [group] = stage.split(".");
  const of = (name: string): Json | undefined => decided(`${name}@${material}`);
  if (group === "role" || group === "fader") return false;
  if (group === "dynamics") return !((of("dynamics.ratio") as number) > 1);
  if (group === "de-ess") return !((of("de-ess.most") as number) > 0);
  if ((group === "reverb" || group === "echo") && decided(`${group} used`) === false) return true;
  if (group === "bus" && stage !== "bus") return !((of("bus.ratio") as number) > 1);
  if (group === "send") return typeof value === "number" && value <= NO_SEND_DB;
  if (Array.isArray(value)) return value.every((each) => each === 0);
  return value === false || value === 0 || value === null;
}

/** "2:1 over −18 dBFS" */
export function compressorText({
  ratio,
  thresholdDbfs,
}: {
  readonly ratio: number;
  readonly thresholdDbfs: number;
}): string {
  return `${shortest(ratio)}:1 over ${numberText(thresholdDbfs, 0)}\u202fdBFS`;
}
