/**
 * The state of what plays: one or more versions of a piece on one clock, of which one is heard. Versions are brought to
 * the loudness of the quietest, so that nobody picks the louder one for being louder.
 */
import { createStore } from "../state/store.ts";
import type { FedTrack } from "./feeder.worker.ts";

export interface Version {
  /** Of the file: the same version is not loaded twice. */
  readonly id: string;
  readonly name: string;
  readonly sound: FedTrack;
  /** Integrated; null where it is not known: then it is played as it is. */
  readonly loudnessLufs: number | null;
}

export interface Playing {
  readonly title: string;
  readonly versions: readonly Version[];
  readonly selected: number;
  readonly playing: boolean;
  /** Seconds. */
  readonly duration: number;
  /** Seconds; null: the whole. */
  readonly loop: readonly [number, number] | null;
  readonly matched: boolean;
  /** [version]: dB by which it is turned down to match. */
  readonly offsetsDb: readonly number[];
  /** 0 to 1. */
  readonly volume: number;
}

export const NOTHING: Playing = {
  title: "",
  versions: [],
  selected: 0,
  playing: false,
  duration: 0,
  loop: null,
  matched: true,
  offsetsDb: [],
  volume: 1,
};

export const player = createStore<Playing>(NOTHING);

export interface Programme {
  readonly title: string;
  readonly versions: readonly Version[];
  readonly selected?: number;
}

/** How much each is turned down so that all are as loud as the quietest: 0 or less, dB. */
export function matchingOffsets(loudness: readonly (number | null)[]): number[] {
  const known = loudness.filter((each): each is number => each !== null);
  const quietest = Math.min(...known);
  return loudness.map((each) => (each === null || known.length < 2 ? 0 : quietest - each));
}
