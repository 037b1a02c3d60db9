/** What a plan says of one stem, and of the mix, as numbers for the performers. */
import { type Decision, InputError, type Json } from "../../foundation/plan/index.ts";
import type {
  CompressorSettings,
  EqualiserBand,
  GateSettings,
  Hertz,
  ReverbSettings,
} from "../../foundation/sound/index.ts";
import type { MomentCut } from "./moment-cuts.ts";
import { BUSES, type Bus, ROLES, type Role } from "./roles.ts";

/** A point of a fader's way: seconds from the start, dB; straight lines of amplitude between them. */
export type AutomationPoint = readonly [seconds: number, gainDb: number];

export interface StemSettings {
  readonly id: string;
  readonly role: Role;
  readonly bus: Bus;
  readonly muted: boolean;
  readonly flipped: boolean;
  /** Frames by which the stem is moved later (or earlier: less than 0). */
  readonly shiftFrames: number;
  /** Taken off each channel. */
  readonly offsets: readonly number[];
  /** Added to the left and right channel, dB. */
  readonly channelGainsDb: readonly [number, number];
  /** Both channels become their mean. */
  readonly mono: boolean;
  readonly sideDb: number;
  readonly equaliser: readonly EqualiserBand[];
  /** Null: none. */
  readonly gate: GateSettings | null;
  /** Null: none. The gain that makes up for it is in `makeUpDb`. */
  readonly compressor: CompressorSettings | null;
  readonly makeUpDb: number;
  /** Held in above `hz` where it stands out; null: none. */
  readonly deEsser: { readonly hz: Hertz; readonly thresholdDbfs: number; readonly mostDb: number } | null;
  /** Cuts for moments, and the gain that makes up for them. */
  readonly momentCuts: readonly MomentCut[];
  readonly momentMakeUpDb: number;
  readonly automation: readonly AutomationPoint[];
  readonly faderDb: number;
  /** -1 (left) to 1 (right): stereo balance, 0 dB at the centre. */
  readonly pan: number;
  /** dB; null: nothing is sent. */
  readonly reverbDb: number | null;
  readonly echoDb: number | null;
}

export interface BusSettings {
  readonly bus: Bus;
  readonly glue: CompressorSettings | null;
}

export interface MixSettings {
  readonly stems: readonly StemSettings[];
  readonly buses: readonly BusSettings[];
  readonly reverb: ReverbSettings;
  readonly echo: { readonly seconds: number; readonly feedback: number; readonly dampingHz: Hertz };
  /** Highest sample of the mix, dBFS: the gain of the mix bus follows from it. */
  readonly peakDbfs: number;
}

/** Least level that a send can have, dB: under it nothing is sent. */
export const NO_SEND_DB = -60;

type Values = ReadonlyMap<string, Json>;

/** Throws InputError, with the decision's id, where one is missing or is no value of its kind: plans are edited by hand. */
export function mixSettings(decisions: readonly Decision[], stems: readonly string[]): MixSettings {
  const values: Values = new Map(decisions.map(({ id, value }) => [id, value]));
  return {
    stems: stems.map((id) => stemSettings(values, id)),
    buses: BUSES.map((bus) => ({ bus, glue: compressorAt(values, "bus", bus) })),
    reverb: {
      decaySeconds: number(values, "reverb.decay"),
      dampingHz: number(values, "reverb.damping"),
      preDelayMs: number(values, "reverb.pre-delay"),
      size: number(values, "reverb.size"),
    },
    echo: {
      seconds: number(values, "echo.time"),
      feedback: number(values, "echo.feedback"),
      dampingHz: number(values, "echo.damping"),
    },
    peakDbfs: number(values, "mix.peak"),
  };
}

function stemSettings(values: Values, id: string): StemSettings {
  const at = (what: string): string => `${what}@${id}`;
  const send = (what: string): number | null => {
    const level = number(values, at(what));
    return level > NO_SEND_DB ? level : null;
  };
  const deEss = number(values, at("de-ess.most"));
  const highPass = number(values, at("eq.high-pass"));
  const bands = [
    ...bandsAt(values, at("repair.bands")),
    ...bandsAt(values, at("eq.tone")),
    ...bandsAt(values, at("eq.unmask")),
  ];
  return {
    id,
    role: oneOf(ROLES, values.get(at("role")), at("role")),
    bus: oneOf(BUSES, values.get(at("bus")), at("bus")),
    muted: values.get(at("mute")) === true,
    flipped: values.get(at("repair.polarity")) === true,
    shiftFrames: number(values, at("repair.shift")),
    offsets: numbers(values, at("repair.dc"), "an offset for each channel"),
    channelGainsDb: channelGains(values, at("repair.channels")),
    mono: values.get(at("place.mono")) === true,
    sideDb: number(values, at("place.width")),
    equaliser: highPass > 0 ? [{ kind: "high-pass", hz: highPass, gainDb: 0, q: Math.SQRT1_2 }, ...bands] : bands,
    gate: gateAt(values, at("gate")),
    compressor: compressorAt(values, "dynamics", id),
    makeUpDb: number(values, at("dynamics.make-up")),
    deEsser:
      deEss > 0
        ? { hz: number(values, at("de-ess.hz")), thresholdDbfs: number(values, at("de-ess.threshold")), mostDb: deEss }
        : null,
    momentCuts: momentCutsAt(values, at("unmask.dynamic")),
    momentMakeUpDb: values.has(at("unmask.make-up")) ? number(values, at("unmask.make-up")) : 0,
    automation: pointsAt(values, at("automation")),
    faderDb: number(values, at("fader")),
    pan: Math.max(-1, Math.min(1, number(values, at("pan")))),
    reverbDb: send("send.reverb"),
    echoDb: send("send.echo"),
  };
}

function gateAt(values: Values, id: string): GateSettings | null {
  const value = values.get(id);
  // Plans from before there were gates and cuts for moments have no such decisions: none are meant.
  if (value === null || value === undefined) return null;
  const of = (value ?? {}) as Record<string, Json>;
  const names = ["openDbfs", "closeDbfs", "holdMs", "releaseMs", "depthDb"] as const;
  if (!names.every((name) => typeof of[name] === "number") || (of.releaseMs as number) <= 0)
    throw wrong(id, `null, or ${names.join(", ")}`, value);
  return value as unknown as GateSettings;
}

function channelGains(values: Values, id: string): [number, number] {
  const gains = numbers(values, id, "two gains");
  if (gains.length !== 2) throw wrong(id, "two gains", values.get(id));
  return [gains[0] as number, gains[1] as number];
}

/** A ratio of 1 is no compressor. */
function compressorAt(values: Values, stage: string, id: string): CompressorSettings | null {
  const of = (name: string): number => number(values, `${stage}.${name}@${id}`);
  const ratio = of("ratio");
  if (ratio <= 1) return null;
  return {
    thresholdDbfs: of("threshold"),
    ratio,
    kneeDb: of("knee"),
    attackMs: of("attack"),
    releaseMs: of("release"),
    mostDb: 12,
  };
}

function wrong(id: string, allowed: string, value: Json | undefined): InputError {
  return new InputError(`$.decisions ${id}`, allowed, value === undefined ? "no such decision" : JSON.stringify(value));
}

function number(values: Values, id: string): number {
  const value = values.get(id);
  if (typeof value !== "number" || !Number.isFinite(value)) throw wrong(id, "a number", value);
  return value;
}

function list(values: Values, id: string, allowed: string, fits: (each: Json) => boolean): readonly Json[] {
  const value = values.get(id);
  if (!Array.isArray(value) || !value.every(fits)) throw wrong(id, allowed, value);
  return value;
}

function numbers(values: Values, id: string, count: string): readonly number[] {
  return list(values, id, `a list of ${count}`, (each) => typeof each === "number") as readonly number[];
}

function oneOf<T extends string>(choices: readonly T[], value: Json | undefined, id: string): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw wrong(id, `one of ${choices.join(", ")}`, value);
  return found;
}

const BAND_KINDS: readonly string[] = ["bell", "low-shelf", "high-shelf", "high-pass", "low-pass"];

function bandsAt(values: Values, id: string): EqualiserBand[] {
  const fits = (each: Json): boolean => {
    const { kind, hz, gainDb, q } = (each ?? {}) as Record<string, Json>;
    const over = (value: Json | undefined): boolean => typeof value === "number" && value > 0;
    return BAND_KINDS.includes(kind as string) && over(hz) && typeof gainDb === "number" && over(q);
  };
  return list(
    values,
    id,
    `bands of kind (${BAND_KINDS.join(", ")}), hz, gainDb and q`,
    fits,
  ) as unknown as EqualiserBand[];
}

function momentCutsAt(values: Values, id: string): MomentCut[] {
  const fits = (each: Json): boolean => {
    const { hz, q, gainDb, moments } = (each ?? {}) as Record<string, Json>;
    const over = (value: Json | undefined): boolean => typeof value === "number" && value > 0;
    return (
      over(hz) && over(q) && typeof gainDb === "number" && gainDb <= 0 && Array.isArray(moments) && inOrder(moments)
    );
  };
  if (!values.has(id)) return [];
  return list(
    values,
    id,
    "cuts of hz, q, gainDb (0 or less) and moments: pairs of seconds, in order",
    fits,
  ) as unknown as MomentCut[];
}

/** Pairs of seconds, each after the one before. */
function inOrder(moments: readonly Json[]): boolean {
  let last = 0;
  return moments.every((each) => {
    if (!Array.isArray(each) || each.length !== 2) return false;
    const [from, to] = each as readonly Json[];
    if (typeof from !== "number" || typeof to !== "number" || from < last || to <= from) return false;
    last = to;
    return true;
  });
}

function pointsAt(values: Values, id: string): AutomationPoint[] {
  let last = -1;
  const fits = (each: Json): boolean => {
    if (!Array.isArray(each) || each.length !== 2 || !each.every((value) => typeof value === "number")) return false;
    const seconds = each[0] as number;
    const inOrder = seconds > last;
    last = seconds;
    return inOrder;
  };
  return list(values, id, "points of seconds, in order, and dB", fits) as unknown as AutomationPoint[];
}
