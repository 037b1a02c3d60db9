/**
 * A made-up catalogue of two years with bought streams and innocent spikes in it. Nothing here knows how the detector
 * works. Every assumption is in decisions/0019.
 */
import { cos, exp, log, pow } from "../../foundation/numbers/elementary.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import { logUniform, poisson, walk } from "./counts.ts";

export const DAYS = 730;
export const PLACES = 60;
export const SERVICES = 3;
/** 2024-01-01, a Monday. */
export const FIRST_DAY = 19_723;

export type CampaignKind = "farm" | "loop" | "copy" | "list";
export type InnocentKind = "viral" | "broadcast" | "holiday" | "release" | "playlist";

export interface WorldEvent {
  readonly what: "campaign" | "innocent";
  readonly kind: CampaignKind | InnocentKind;
  readonly track: number;
  /** Days of the world, both included. */
  readonly from: number;
  readonly until: number;
  /** Streams added a day over the usual ones. */
  readonly size: number;
  /** Streams bought in all, about; of innocent spikes: of their first day times their days. */
  readonly streams: number;
}

/** One track: streams of each service by day and place; listeners and saves of the first service by day. */
export interface WorldTrack {
  readonly streams: readonly Int32Array[];
  readonly listeners: Int32Array;
  readonly saves: Int32Array;
}

export interface FakeWorld {
  readonly tracks: number;
  readonly events: readonly WorldEvent[];
  track(at: number): WorldTrack;
}

const CAMPAIGNS = 40;
const INNOCENT = 40;
const ARTISTS_OF = 10;
const MOST_USUAL = 20_000;
/** Nobody sells fewer. */
const SMALLEST_ORDER = 1000;
const WEEK = [-0.05, -0.04, -0.03, 0, 0.1, 0.08, -0.06];
const CHRISTMAS = [358, 358 + 366];

export function fakeWorld(seed: number, tracks = 2000): FakeWorld {
  const root = createRandom(seed);
  const levels = Float64Array.from({ length: tracks }, (_, at) =>
    Math.min(MOST_USUAL, 40 * exp(1.6 * root.split(`level ${at}`).normal())),
  );
  const events = eventsOf(root.split("events"), levels);
  const byTrack = new Map(events.map((event) => [event.track, event]));
  return {
    tracks,
    events,
    track: (at) => trackOf(root, at, levels[at]!, byTrack.get(at) ?? null),
  };
}

function eventsOf(random: Random, levels: Float64Array): WorldEvent[] {
  const events: WorldEvent[] = [];
  const free = random.shuffle(Array.from(levels.keys()));
  const take = (least: number): number => {
    const at = free.findIndex((track) => levels[track]! >= least);
    return free.splice(at, 1)[0]!;
  };
  const kinds: CampaignKind[] = ["farm", "loop", "copy", "list"];
  for (let n = 0; n < CAMPAIGNS; n++) {
    const days = Math.round(logUniform(random, 3, 60));
    const size = logUniform(random, 0.2, 10);
    const track = take(SMALLEST_ORDER / (size * days));
    const from = random.integer(40, DAYS - days - 6);
    events.push({
      what: "campaign",
      kind: kinds[n % 4]!,
      track,
      from,
      until: from + days - 1,
      size,
      streams: size * days * levels[track]!,
    });
  }
  const innocents: InnocentKind[] = ["viral", "broadcast", "holiday", "release", "playlist"];
  for (let n = 0; n < INNOCENT; n++) {
    const kind = innocents[n % 5]!;
    const size = logUniform(random, 0.5, kind === "viral" ? 30 : 10);
    const track = take(100 / size);
    const days = kind === "playlist" ? Math.round(logUniform(random, 7, 60)) : kind === "holiday" ? 35 : 60;
    const from = kind === "holiday" ? CHRISTMAS[0]! - 34 : random.integer(60, DAYS - days - 6);
    events.push({
      what: "innocent",
      kind,
      track,
      from,
      until: from + days - 1,
      size,
      streams: size * days * levels[track]!,
    });
  }
  return events;
}

function placesOf(random: Random): Float64Array {
  const home = random.integer(0, 19);
  const mix = Float64Array.from({ length: PLACES }, (_, at) => {
    const market = 1 / pow(at + 1, 0.9);
    return market * exp(0.8 * random.normal()) * (at === home ? 6 : 1);
  });
  return scaled(mix);
}

function scaled(mix: Float64Array): Float64Array {
  const sum = mix.reduce((total, value) => total + value, 0);
  return mix.map((value) => value / sum);
}

function trackOf(root: Random, at: number, level: number, event: WorldEvent | null): WorldTrack {
  const random = root.split(`track ${at}`);
  const mix = placesOf(random);
  const shares = scaled(Float64Array.of(0.6, 0.25, 0.15).map((share) => share * exp(0.4 * random.normal())));
  const perListener = random.uniform(1.4, 2.4);
  const saveRate = logUniform(random, 0.015, 0.07);
  const weekly = (random.uniform() < 0.15 ? -1 : 1) * random.uniform(0.6, 1.6);
  const week = WEEK.map((value) => exp(weekly * value));
  const slope = random.normal(0, 0.4) / DAYS;
  const slow = walk(random, DAYS, 0.15, 20);
  const phase = random.uniform(0, 6.2831853);
  const waves = wavesOf(root, Math.floor(at / ARTISTS_OF));
  const release = event?.kind === "release" ? event.from : 0;
  // Usual streams of all services on each day, without the event.
  const usual = Float64Array.from({ length: DAYS }, (_, day) => {
    if (day < release) return 0;
    const yearly = 0.06 * cos((6.2831853 * day) / 365.25 + phase);
    const feast = CHRISTMAS.some((eve) => day >= eve && day <= eve + 2) ? -0.15 : 0;
    const base = level * exp(slope * (day - DAYS / 2) + slow[day]! + yearly + feast + waves[day]!);
    return base * week[day % 7]! * exp(random.normal(0, 0.05));
  });
  const streams = Array.from({ length: SERVICES }, () => new Int32Array(DAYS * PLACES));
  const listeners = new Int32Array(DAYS);
  const saves = new Int32Array(DAYS);
  const tilts = Array.from({ length: PLACES }, () => walk(random, DAYS, 0.15, 40));
  for (let s = 0; s < SERVICES; s++) {
    const own = walk(random, DAYS, 0.08, 30);
    const cells = streams[s]!;
    const here = mix.map((share) => share * exp(0.3 * random.normal()));
    const weights = scaled(here);
    for (let day = release; day < DAYS; day++) {
      const whole = usual[day]! * shares[s]! * exp(own[day]! + random.normal(0, 0.04));
      let sum = 0;
      for (let k = 0; k < PLACES; k++) {
        const count = poisson(random, whole * weights[k]! * (1 + tilts[k]![day]!));
        cells[day * PLACES + k] = count;
        sum += count;
      }
      if (s === 0) {
        listeners[day] = Math.min(sum, poisson(random, (sum / perListener) * exp(random.normal(0, 0.02))));
        saves[day] = poisson(random, sum * saveRate * exp(random.normal(0, 0.12)));
      }
    }
  }
  const track: WorldTrack = { streams, listeners, saves };
  // One person who plays one song over and over: about a third of the tracks have one for some days.
  if (random.uniform() < 0.3) oneFan(random, track, release);
  if (event) addEvent(random, track, event, { level, mix, shares, perListener, saveRate, week, slope });
  return track;
}

/** Something happens around an artist: all songs rise together and fall back over a month. */
function wavesOf(root: Random, artist: number): Float64Array {
  const random = root.split(`artist ${artist}`);
  const out = new Float64Array(DAYS);
  for (let n = random.integer(0, 3); n > 0; n--) {
    const from = random.integer(0, DAYS - 1);
    const size = random.uniform(0.15, 0.6);
    const fade = random.uniform(15, 40);
    for (let day = from; day < DAYS; day++) out[day] = out[day]! + log(1 + size * exp(-(day - from) / fade));
  }
  return out;
}

function oneFan(random: Random, { streams, listeners }: WorldTrack, release: number): void {
  const place = random.integer(0, PLACES - 1);
  const service = random.uniform() < 0.6 ? 0 : random.integer(1, SERVICES - 1);
  const days = random.integer(1, 7);
  const from = random.integer(release, DAYS - days);
  for (let day = from; day < from + days; day++) {
    const cells = streams[service]!;
    const at = day * PLACES + place;
    cells[at] = cells[at]! + random.integer(15, 80);
    if (service === 0) listeners[day] = listeners[day]! + 1;
  }
}

interface Usual {
  readonly level: number;
  readonly mix: Float64Array;
  readonly shares: Float64Array;
  readonly perListener: number;
  readonly saveRate: number;
  readonly week: readonly number[];
  readonly slope: number;
}

/** How an event adds streams: by day, place and service, with listeners and saves of its own. */
interface Added {
  /** Of the event's own days, 1 where it stands at its height. */
  readonly shape: (day: number) => number;
  readonly mix: Float64Array;
  readonly shares: Float64Array;
  readonly perListener: number;
  readonly saveRate: number;
  readonly week: readonly number[];
  readonly roughness: number;
}

function addEvent(random: Random, track: WorldTrack, event: WorldEvent, usual: Usual): void {
  const added = event.what === "campaign" ? campaign(random, event, usual) : innocent(random, event, usual);
  const height = event.size * usual.level * exp(usual.slope * (event.from - DAYS / 2));
  const last =
    event.kind === "holiday" || event.what === "campaign" || event.kind === "playlist" ? event.until : DAYS - 1;
  const starts = event.kind === "holiday" ? [event.from, event.from + 366] : [event.from];
  for (const start of starts)
    for (let day = start; day <= Math.min(DAYS - 1, start + last - event.from); day++) {
      const whole = height * added.shape(day - start) * added.week[day % 7]! * exp(random.normal(0, added.roughness));
      if (whole < 0.01) continue;
      for (let s = 0; s < SERVICES; s++) {
        const cells = track.streams[s]!;
        const part = whole * added.shares[s]!;
        let sum = 0;
        for (let k = 0; k < PLACES; k++) {
          const count = poisson(random, part * added.mix[k]!);
          if (count === 0) continue;
          cells[day * PLACES + k] = cells[day * PLACES + k]! + count;
          sum += count;
        }
        if (s > 0 || sum === 0) continue;
        track.listeners[day] = track.listeners[day]! + Math.min(sum, poisson(random, sum / added.perListener));
        track.saves[day] = track.saves[day]! + poisson(random, sum * added.saveRate);
      }
    }
}

const only = (at: number, length: number): Float64Array => Float64Array.from({ length }, (_, k) => (k === at ? 1 : 0));

/** Equal or unequal parts of a few places. */
function fewPlaces(random: Random, count: number, from: number): Float64Array {
  const mix = new Float64Array(PLACES);
  for (let n = 0; n < count; n++) mix[random.integer(from, PLACES - 1)] = random.uniform(0.4, 1);
  return scaled(mix);
}

function campaign(random: Random, { kind, from, until }: WorldEvent, usual: Usual): Added {
  const days = until - from + 1;
  const service = random.uniform() < 0.75 ? 0 : random.integer(1, SERVICES - 1);
  const ramp = days > 8 && random.uniform() < 0.4 ? random.integer(1, 3) : 0;
  const shape = (day: number): number => (day < ramp ? (day + 1) / (ramp + 1) : 1);
  const boughtSaves = random.uniform() < 0.1;
  const saveRate = usual.saveRate * (boughtSaves ? random.uniform(0.5, 1) : random.uniform(0, 0.25));
  const mix =
    kind === "farm"
      ? fewPlaces(random, random.integer(1, 3), 8)
      : kind === "list"
        ? fewPlaces(random, random.integer(4, 8), 0)
        : kind === "loop" && random.uniform() < 0.5
          ? fewPlaces(random, random.integer(1, 2), 0)
          : usual.mix;
  const perListener =
    kind === "loop" ? logUniform(random, 8, 40) : kind === "farm" ? random.uniform(1.5, 5) : random.uniform(1, 2.5);
  const human = random.uniform() < 0.25;
  return {
    shape,
    mix,
    shares: only(service, SERVICES),
    perListener,
    saveRate,
    week: human ? usual.week : usual.week.map(() => 1),
    roughness: random.uniform(0.03, 0.2),
  };
}

function innocent(random: Random, { kind, from, until }: WorldEvent, usual: Usual): Added {
  const { week } = usual;
  const spread = usual.shares.map((share) => share * exp(0.3 * random.normal()));
  const base = { week, shares: scaled(spread), roughness: random.uniform(0.04, 0.12) };
  if (kind === "viral") {
    const rise = random.integer(1, 7);
    const fall = random.uniform(0.7, 1.3);
    const elsewhere = placesOf(random);
    return {
      ...base,
      shape: (day) => (day < rise ? (day + 1) / (rise + 1) : 1 / pow(1 + (day - rise) / 3, fall)),
      mix: scaled(usual.mix.map((share, k) => 0.5 * share + 0.5 * elsewhere[k]!)),
      perListener: usual.perListener * random.uniform(0.7, 1),
      saveRate: usual.saveRate * random.uniform(0.8, 1.6),
    };
  }
  if (kind === "broadcast") {
    const fade = random.uniform(4, 15);
    return {
      ...base,
      shape: (day) => exp(-day / fade),
      mix: random.uniform() < 0.8 ? only(random.integer(0, PLACES - 1), PLACES) : fewPlaces(random, 3, 0),
      perListener: usual.perListener * random.uniform(0.7, 1),
      saveRate: usual.saveRate * random.uniform(0.7, 1.5),
    };
  }
  if (kind === "holiday")
    return {
      ...base,
      shape: (day) => exp((day - 34) / 12),
      mix: usual.mix,
      perListener: usual.perListener * random.uniform(0.9, 1.2),
      saveRate: usual.saveRate * random.uniform(0.5, 0.9),
    };
  if (kind === "release") {
    const fall = random.uniform(0.5, 1);
    return {
      ...base,
      shape: (day) => 1 / pow(1 + day / 2, fall),
      mix: usual.mix,
      perListener: usual.perListener * random.uniform(0.9, 1.5),
      saveRate: usual.saveRate * random.uniform(1, 2.5),
    };
  }
  const local = random.uniform() < 0.3;
  const days = until - from + 1;
  return {
    ...base,
    shape: (day) => (day < days ? 1 : 0),
    mix: local
      ? fewPlaces(random, random.integer(1, 3), 0)
      : scaled(usual.mix.map((share, k) => 0.5 * share + 0.5 / pow(k + 1, 0.9) / 6)),
    shares: only(random.uniform() < 0.7 ? 0 : random.integer(1, SERVICES - 1), SERVICES),
    perListener: usual.perListener * random.uniform(0.6, 0.95),
    saveRate: usual.saveRate * random.uniform(0.3, 0.8),
  };
}
