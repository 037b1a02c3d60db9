/** Aims a mix at the balance of another: faders of the stems that dominate bands, then their tone, then the width. */
import { amplitudeFromDecibels, decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import {
  type EqualiserBand,
  equaliserBiquad,
  equaliserPower,
  type Hertz,
  thirdOctaves,
} from "../../foundation/sound/index.ts";
import type { MidSidePowers, MixAim } from "./mix-aim.ts";

/** A stem at the level, tone and place that it has so far. */
export interface AimedStem extends MidSidePowers {
  /** Most that its fader is moved, either way, dB: 0 for leads and what never sounds. */
  readonly mostDb: number;
  /** Whether it may be made wider or narrower. */
  readonly widens: boolean;
}

export interface Aimed {
  /** For each stem, dB. */
  readonly movesDb: readonly number[];
  readonly tone: readonly (readonly EqualiserBand[])[];
  readonly sideDb: readonly number[];
  /** Factor of every pan. */
  readonly panFactor: number;
  /** RMS difference of the bands' levels (mean taken off), dB: as it was, with faders, with tone. */
  readonly bandsDb: readonly [before: number, faders: number, tone: number];
  /** Side against mid over 200 Hz, dB: as it was, and what is aimed at. */
  readonly widthDb: number;
  readonly aimedWidthDb: number;
}

/** Bands that are compared, Hz; and how far under the strongest they count, dB. */
const FROM_HZ = 40;
const TO_HZ = 13_000;
const RANGE_DB = 45;
/** A decibel of a fader costs as much as this much mean squared difference, in dB^2 a dB^2. */
const MOVE_COST = 0.03;
/** Tone: where, and how much of what is left is taken, at most so much. */
const REGIONS: readonly {
  readonly kind: EqualiserBand["kind"];
  readonly hz: Hertz;
  readonly from: Hertz;
  readonly to: Hertz;
}[] = [
  { kind: "low-shelf", hz: 110, from: FROM_HZ, to: 140 },
  { kind: "bell", hz: 260, from: 140, to: 450 },
  { kind: "bell", hz: 800, from: 450, to: 1400 },
  { kind: "bell", hz: 2500, from: 1400, to: 4500 },
  { kind: "high-shelf", hz: 7000, from: 4500, to: TO_HZ },
];
const TONE_SHARE = 0.7;
const MOST_TONE_DB = 3;
const LEAST_TONE_DB = 0.75;
/** Share of a region's power from which a stem dominates it. */
const DOMINANT = 0.25;
const WIDTH_FROM_HZ = 200;
const MOST_NARROWER_DB = 9;
const MOST_WIDER_DB = 4;

export function aimMix(stems: readonly AimedStem[], aim: MixAim, sampleRate: Hertz): Aimed {
  const aimed = aim.midDb.map((level) => powerFromDecibels(level));
  const strongest = aimed.reduce((most, each) => Math.max(most, each), 0);
  const bands = thirdOctaves.flatMap(({ nominalHz }, b) =>
    nominalHz >= FROM_HZ &&
    nominalHz <= TO_HZ &&
    nominalHz < sampleRate / 2.2 &&
    (aimed[b] as number) > strongest * powerFromDecibels(-RANGE_DB) &&
    stems.some(({ mid }) => (mid[b] as number) > 0)
      ? [b]
      : [],
  );
  /** Difference of each band from what is aimed at, dB, the mean taken off. */
  const differences = (gains: readonly number[], factor: (s: number, b: number) => number): number[] => {
    const each = bands.map((b) => {
      const sum = stems.reduce(
        (total, { mid }, s) => total + (mid[b] as number) * (gains[s] as number) * factor(s, b),
        1e-30,
      );
      return Math.max(-60, decibelsFromPower(sum / (aimed[b] as number)));
    });
    const mean = each.reduce((total, value) => total + value, 0) / Math.max(1, each.length);
    return each.map((value) => value - mean);
  };
  const square = (of: readonly number[]): number =>
    of.reduce((sum, each) => sum + each * each, 0) / Math.max(1, of.length);
  const plain = (): number => 1;

  const movesDb = stems.map(() => 0);
  const gainsOf = (moves: readonly number[]): number[] => moves.map((move) => powerFromDecibels(move));
  const costOf = (moves: readonly number[]): number =>
    square(differences(gainsOf(moves), plain)) + MOVE_COST * moves.reduce((sum, move) => sum + move * move, 0);
  let cost = costOf(movesDb);
  for (let round = 0, moved = true; round < 12 && moved; round++) {
    moved = false;
    stems.forEach(({ mostDb }, s) => {
      for (const step of [1, -1, 0.25, -0.25]) {
        const tried = movesDb.with(s, Math.max(-mostDb, Math.min(mostDb, (movesDb[s] as number) + step)));
        const triedCost = costOf(tried);
        if (triedCost < cost - 1e-9) {
          movesDb[s] = tried[s] as number;
          cost = triedCost;
          moved = true;
        }
      }
    });
  }
  const gains = gainsOf(movesDb);
  const left = differences(gains, plain);
  const tone = stems.map((): EqualiserBand[] => []);
  for (const { kind, hz, from, to } of REGIONS) {
    const within = bands.flatMap((b, at) => {
      const { nominalHz } = thirdOctaves[b] as (typeof thirdOctaves)[number];
      return nominalHz >= from && nominalHz < to ? [{ b, at }] : [];
    });
    if (within.length === 0) continue;
    const off = within.reduce((sum, { at }) => sum + (left[at] as number), 0) / within.length;
    const gainDb = Math.round(10 * Math.max(-MOST_TONE_DB, Math.min(MOST_TONE_DB, -TONE_SHARE * off))) / 10;
    if (Math.abs(gainDb) < LEAST_TONE_DB) continue;
    const powerOf = (s: number): number =>
      within.reduce((sum, { b }) => sum + (stems[s]?.mid[b] as number) * (gains[s] as number), 0);
    const total = stems.reduce((sum, _, s) => sum + powerOf(s), 1e-30);
    stems.forEach(({ mostDb }, s) => {
      if (mostDb > 0 && powerOf(s) > DOMINANT * total)
        tone[s]?.push({ kind, hz, gainDb, q: kind === "bell" ? 0.8 : Math.SQRT1_2 });
    });
  }
  const filters = tone.map((each) => each.map((band) => equaliserBiquad(band, sampleRate)));
  const toned = differences(gains, (s, b) =>
    equaliserPower(filters[s] ?? [], (thirdOctaves[b] as (typeof thirdOctaves)[number]).centreHz, sampleRate),
  );
  const rms = (of: readonly number[]): number => Math.sqrt(square(of));
  return {
    movesDb,
    tone,
    ...widthsOf(stems, gains, aim),
    bandsDb: [rms(differences(gainsOf(stems.map(() => 0)), plain)), rms(left), rms(toned)],
  };
}

/** Sides of the stems that have some, and pans, by what the whole lacks. */
function widthsOf(
  stems: readonly AimedStem[],
  gains: readonly number[],
  aim: MixAim,
): Pick<Aimed, "sideDb" | "panFactor" | "widthDb" | "aimedWidthDb"> {
  const sum = (of: (b: number) => number): number =>
    thirdOctaves.reduce((total, { nominalHz }, b) => total + (nominalHz >= WIDTH_FROM_HZ ? of(b) : 0), 1e-30);
  const whole = (of: "mid" | "side"): number =>
    stems.reduce((total, stem, s) => total + (gains[s] as number) * sum((b) => stem[of][b] as number), 0);
  const ratio = (side: number, mid: number): number => Math.max(-60, decibelsFromPower((side + 1e-30) / (mid + 1e-30)));
  const widthDb = ratio(whole("side"), whole("mid"));
  const aimedWidthDb = ratio(
    sum((b) => powerFromDecibels(aim.sideDb[b] ?? -120)),
    sum((b) => powerFromDecibels(aim.midDb[b] ?? -120)),
  );
  const change = Math.max(-MOST_NARROWER_DB, Math.min(MOST_WIDER_DB, aimedWidthDb - widthDb));
  const rounded = Math.abs(change) < 0.5 ? 0 : Math.round(10 * change) / 10;
  return {
    widthDb,
    aimedWidthDb,
    sideDb: stems.map(({ widens }) => (widens ? rounded : 0)),
    panFactor: rounded === 0 ? 1 : Math.max(0.4, Math.min(1.6, amplitudeFromDecibels(rounded))),
  };
}
