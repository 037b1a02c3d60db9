/**
 * Parts of a song as they are heard: where something else begins, and which parts are alike.
 *
 * A border is where the pattern of what comes again, and when, changes: frames against the lag to frames that are like
 * them, blurred, and how far that moves from one moment to the next (J. Serrà, M. Müller, P. Grosche and J. L. Arcos,
 * "Unsupervised music structure annotation by time series structure features and segment similarity", IEEE Transactions
 * on Multimedia 16(5), 2014). A little counts where the sound itself changes (J. Foote, "Automatic audio segmentation
 * using a measure of audio novelty", ICME 2000). Constants: docs/figures.md, sections.
 */
import { COLOURS, FRAMES_PER_SECOND, type HookFrames, PITCH_CLASSES } from "./hook-frames.ts";
import { labelParts } from "./label-parts.ts";
import { likenessVectors, thinned } from "./likeness-vectors.ts";
import { productsOf, repetitionChange, soundChange, surrounded } from "./self-similarity.ts";

export interface Section {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  /** "A", "B": parts of one letter are alike. */
  readonly label: string;
}

/** Moments a second that are compared. */
const RATE = 2;
/** Seconds on either side that make a moment's surroundings. */
const SURROUNDINGS = 1;
/** Seconds on either side over which sound is compared, and how much that counts. */
const CHANGE_REACH = 16;
const CHANGE_WEIGHT = 0.15;
/** Seconds on either side within which a border is the clearest. */
const LEAST = 6.5;
/** Of the clearest border of the song. */
const CLEAR = 0.25;
/** Seconds from which a part is looked at again, and that each half of it keeps. */
const LONG = 32;
const HALF = 8;
/** Of the clearest change of sound in the song: what splits a long part. */
const SPLIT = 0.7;
/** Frames that differ less than this from the usual, of length 1 and in dB, and the share of others in a steady sound. */
const STEADY = { chroma: 0.1, colour: 3, share: 0.1 } as const;
/** A song that is shorter has one part. */
const SHORTEST_SONG = 20;
/** Longer ones are compared in larger steps: products grow with the square of the length. */
const MOST_MOMENTS = 1500;

/** The parts of a song, which touch each other; one where it is short or nothing in it changes. */
export function findSections(frames: HookFrames): Section[] {
  const seconds = frames.count / FRAMES_PER_SECOND;
  const whole: Section = { from: 0, to: seconds, label: "A" };
  if (seconds < SHORTEST_SONG || isSteady(frames)) return [whole];
  const step = Math.max(FRAMES_PER_SECOND / RATE, Math.ceil(frames.count / MOST_MOMENTS));
  const rate = FRAMES_PER_SECOND / step;
  const moments = thinned(likenessVectors(frames), step);
  const products = productsOf(moments);
  const count = moments.vectors.length / moments.size;
  const likeness = surrounded(products, count, Math.round(SURROUNDINGS * rate));
  const repeats = repetitionChange(likeness, count, rate);
  const change = soundChange(products, count, Math.round(CHANGE_REACH * rate));
  const novelty = repeats.map((value, at) => value + CHANGE_WEIGHT * (change[at] as number));
  const ends = splitLong([0, ...clearest(novelty, Math.round(LEAST * rate)), count], change, rate);
  if (ends.length === 2) return [whole];
  const labels = labelParts(likeness, count, ends);
  return labels.map((label, at) => ({
    from: (ends[at] as number) / rate,
    to: at === labels.length - 1 ? seconds : (ends[at + 1] as number) / rate,
    label,
  }));
}

/** Whether nearly all of it is one sound: what little differs would be taken for borders otherwise. */
function isSteady({ count, chroma, colour }: HookFrames): boolean {
  const off = new Uint8Array(count);
  for (const [values, each, least] of [
    [chroma, PITCH_CLASSES, STEADY.chroma],
    [colour, COLOURS, STEADY.colour],
  ] as const)
    for (let k = 0; k < each; k++) {
      const own = Float32Array.from({ length: count }, (_, at) => values[at * each + k] as number);
      const middle = own.toSorted()[count >> 1] as number;
      for (const [at, value] of own.entries()) if (Math.abs(value - middle) > least) off[at] = 1;
    }
  return off.reduce((sum, each) => sum + each, 0) < STEADY.share * count;
}

/** Places that are the largest within `reach`, not too small, and not at the ends. */
function clearest(novelty: Float64Array, reach: number): number[] {
  const enough = CLEAR * (1 + CHANGE_WEIGHT);
  const found: number[] = [];
  for (let at = reach; at < novelty.length - reach; at++) {
    const value = novelty[at] as number;
    if (value <= enough) continue;
    const around = novelty.subarray(at - reach, at + reach + 1);
    if (around.every((other, n) => other < value || (other === value && n >= reach))) found.push(at);
  }
  return found;
}

/**
 * What comes again as a whole, verse and chorus together, shows no border between them by repetition: such long parts are
 * split where the sound changes most.
 */
function splitLong(ends: readonly number[], change: Float64Array, rate: number): number[] {
  const half = Math.round(HALF * rate);
  return ends.flatMap((from, at) => {
    const to = ends[at + 1];
    if (to === undefined || to - from < LONG * rate) return [from];
    let best = from + half;
    for (let n = best; n <= to - half; n++) if ((change[n] as number) > (change[best] as number)) best = n;
    return (change[best] as number) < SPLIT ? [from] : splitLong([from, best, to], change, rate).slice(0, -1);
  });
}
