/** What `effect mix` is asked: a JSON file, every key checked, errors with their place. */
import { readFile } from "node:fs/promises";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import { nearest } from "../cli/nearest.ts";

export interface MixConfig {
  readonly date: string;
  readonly y: string;
  readonly channels: readonly ChannelConfig[];
  readonly controls: readonly string[];
  readonly events: readonly string[];
  readonly season: "yearly" | "none" | number;
  readonly trend: "smooth" | "linear" | "none";
  /** The last weeks that stand for present spend; null: all. */
  readonly present: number | null;
  readonly seed: number | null;
}

export interface ChannelConfig {
  readonly name: string;
  readonly column: string;
  readonly unit: string;
  readonly experiments: readonly ExperimentConfig[];
}

/** A test of the channel that was measured elsewhere, as `effect geo` reports it. */
export interface ExperimentConfig {
  /** Dates as they stand in the file; both included. */
  readonly from: string;
  readonly until: string;
  readonly incremental: number;
  readonly sd: number;
}

const KEYS = ["date", "y", "channels", "controls", "events", "season", "trend", "present", "seed"] as const;
const CHANNEL_KEYS = ["name", "column", "unit", "experiments"] as const;
const EXPERIMENT_KEYS = ["from", "until", "incremental", "sd"] as const;

/** Throws FormatError where the file is not JSON, InputError with file and place where a value is not as described. */
export async function readMixConfig(path: string): Promise<MixConfig> {
  const text = await readFile(path, "utf8");
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new FormatError("mix config", 0, `JSON in ${path}`, text.slice(0, 20) || "an empty file");
  }
  return mixConfig(given, path);
}

export function mixConfig(given: unknown, file: string): MixConfig {
  const refuse = (place: string, allowed: string, value: unknown): never => {
    throw new InputError(`${file} ${place}`, allowed, value === undefined ? "nothing" : JSON.stringify(value));
  };
  const object = (value: unknown, place: string, keys: readonly string[]): Record<string, unknown> => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(place, "an object", value);
    for (const key of Object.keys(value)) {
      if (keys.includes(key)) continue;
      const meant = nearest(key, keys);
      refuse(`${place}.${key}`, meant === null ? `one of ${keys.join(", ")}` : `the key "${meant}", perhaps`, key);
    }
    return value as Record<string, unknown>;
  };
  const text = (value: unknown, place: string): string =>
    typeof value === "string" && value.trim() !== "" ? value : refuse(place, "text", value);
  const list = (value: unknown, place: string): readonly unknown[] =>
    value === undefined ? [] : Array.isArray(value) ? value : refuse(place, "a list", value);
  const number = (value: unknown, place: string, allowed: string, inside: (value: number) => boolean): number =>
    typeof value === "number" && Number.isFinite(value) && inside(value) ? value : refuse(place, allowed, value);
  const choice = <C extends string>(value: unknown, place: string, choices: readonly C[]): C =>
    choices.find((each) => each === value) ?? refuse(place, choices.map((each) => `"${each}"`).join(", "), value);

  const whole = object(given, "$", KEYS);
  const channels = list(whole.channels, "$.channels").map((value, at): ChannelConfig => {
    const place = `$.channels[${at}]`;
    const channel = object(value, place, CHANNEL_KEYS);
    const column = text(channel.column, `${place}.column`);
    return {
      name: channel.name === undefined ? column : text(channel.name, `${place}.name`),
      column,
      unit: channel.unit === undefined ? "" : text(channel.unit, `${place}.unit`),
      experiments: list(channel.experiments, `${place}.experiments`).map((each, test): ExperimentConfig => {
        const where = `${place}.experiments[${test}]`;
        const experiment = object(each, where, EXPERIMENT_KEYS);
        return {
          from: text(experiment.from, `${where}.from`),
          until: text(experiment.until, `${where}.until`),
          incremental: number(experiment.incremental, `${where}.incremental`, "a number", () => true),
          sd: number(experiment.sd, `${where}.sd`, "a number over 0", (sd) => sd > 0),
        };
      }),
    };
  });
  if (channels.length === 0) refuse("$.channels", "at least one channel: { name, column }", whole.channels);
  const names = (value: unknown, place: string): string[] =>
    list(value, place).map((each, at) => text(each, `${place}[${at}]`));
  const config: MixConfig = {
    date: text(whole.date, "$.date"),
    y: text(whole.y, "$.y"),
    channels,
    controls: names(whole.controls, "$.controls"),
    events: names(whole.events, "$.events"),
    season:
      typeof whole.season === "number"
        ? number(whole.season, "$.season", "weeks of a season, 4 to 104", (weeks) => weeks >= 4 && weeks <= 104)
        : whole.season === undefined
          ? "yearly"
          : choice(whole.season, "$.season", ["yearly", "none"] as const),
    trend: whole.trend === undefined ? "smooth" : choice(whole.trend, "$.trend", ["smooth", "linear", "none"]),
    present:
      whole.present === undefined
        ? null
        : number(
            whole.present,
            "$.present",
            "whole weeks, 1 or more",
            (weeks) => Number.isInteger(weeks) && weeks >= 1,
          ),
    seed:
      whole.seed === undefined
        ? null
        : number(whole.seed, "$.seed", "a whole number from 0", (seed) => Number.isSafeInteger(seed) && seed >= 0),
  };
  const seen = new Map<string, string>();
  const roles: readonly (readonly [string, string])[] = [
    [config.date, "$.date"],
    [config.y, "$.y"],
    ...channels.map(({ column }, at): [string, string] => [column, `$.channels[${at}].column`]),
    ...config.controls.map((column, at): [string, string] => [column, `$.controls[${at}]`]),
    ...config.events.map((column, at): [string, string] => [column, `$.events[${at}]`]),
  ];
  for (const [column, place] of roles) {
    const before = seen.get(column);
    if (before !== undefined) refuse(place, `a column that is not ${before} already`, column);
    seen.set(column, place);
  }
  const named = new Set<string>();
  for (const [at, { name }] of channels.entries()) {
    if (named.has(name)) refuse(`$.channels[${at}].name`, "a name that no other channel has", name);
    named.add(name);
  }
  return config;
}
