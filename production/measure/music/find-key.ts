/** Key and mode from what pitch classes weigh, against published profiles. */
import { exp } from "../../../foundation/numbers/elementary.ts";
import type { Estimate } from "../../../foundation/plan/index.ts";
import { albrechtShanahan, profileCorrelations } from "../../../foundation/score/key-profiles.ts";
import { type Mode, untold } from "./heard.ts";
import type { PitchContent } from "./pitch-meter.ts";

export interface HeardKey {
  readonly key: Estimate<string>;
  readonly mode: Estimate<Mode>;
}

/** As keys are written most often. */
const MAJOR = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"] as const;
const MINOR = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"] as const;

/** `onGrid` times `tonality` under which nothing has a pitch: speech reaches 0.01, noise 0.002, songs begin at 0.013. */
const LEAST_TONAL = 0.012;
/** Pitch classes, and what each weighs of the heaviest, under which there is no key: one note or a fifth has none. */
const FEWEST_CLASSES = 3;
const CLASS_SHARE = 0.1;
/**
 * Odds of a key are exp(SURENESS correlation): the value under which songs were likeliest to have the key they have, on songs of
 * which none is in the figures (docs/figures.md). Partials that stand off the grid make all of it less sure.
 */
const SURENESS = 20;
const GRID_OF_SONGS = 0.5;
const LEAST_SHARE = 0.05;

/**
 * The key whose profile correlates best with the chroma. Profiles: J. Albrecht, D. Shanahan, "The use of large corpora to train a
 * new type of key-finding algorithm", Music Perception 31(1), 2013; of those tried (Krumhansl-Kessler, Temperley 1999 and 2005,
 * Bellman-Budge, Sha'ath, Faraldo's for dance music) the ones that were right most often.
 */
export function findKey(content: PitchContent): HeardKey {
  const { chroma, onGrid, tonality } = content;
  const heaviest = chroma.reduce((most, value) => Math.max(most, value), 0);
  const classes = chroma.filter((value) => value > CLASS_SHARE * heaviest).length;
  if (onGrid * tonality < LEAST_TONAL) {
    const facts = { onGrid, tonality, needed: LEAST_TONAL };
    return { key: untold("", "key.no-pitch", facts), mode: untold("", "key.no-pitch", facts) };
  }
  if (classes < FEWEST_CLASSES) {
    const facts = { pitchClasses: classes, needed: FEWEST_CLASSES };
    return { key: untold("", "key.few-pitches", facts), mode: untold("", "key.few-pitches", facts) };
  }
  const correlations = profileCorrelations(chroma, albrechtShanahan);
  const sureness = SURENESS * Math.min(1, onGrid / GRID_OF_SONGS);
  const most = correlations.reduce((high, value) => Math.max(high, value), -1);
  const odds = correlations.map((value) => exp(sureness * (value - most)));
  const all = odds.reduce((sum, value) => sum + value, 0);
  const ranked = Array.from(odds, (value, code) => ({
    tonic: code % 12,
    mode: (code < 12 ? "major" : "minor") as Mode,
    correlation: correlations[code] as number,
    share: value / all,
  })).sort((a, b) => b.share - a.share);
  const [best, second] = ranked as [(typeof ranked)[0], (typeof ranked)[0], ...typeof ranked];
  const shareOf = (keep: (each: (typeof ranked)[0]) => boolean): number =>
    ranked.filter(keep).reduce((sum, { share }) => sum + share, 0);
  const nameOf = ({ tonic, mode }: { readonly tonic: number; readonly mode: Mode }): string =>
    (mode === "major" ? MAJOR : MINOR)[tonic] as string;
  const reasons = [
    {
      code: "key.profile",
      facts: {
        correlation: best.correlation,
        second: second.correlation,
        secondKey: `${nameOf(second)} ${second.mode}`,
      },
    },
    { code: "key.pitch", facts: { onGrid, tonality, tuningCents: content.tuningCents } },
  ];
  const other: Mode = best.mode === "major" ? "minor" : "major";
  const tonics = ranked.filter(({ tonic }, at) => ranked.findIndex((each) => each.tonic === tonic) === at).slice(1);
  return {
    key: {
      value: nameOf(best),
      unit: "",
      uncertainty: null,
      confidence: shareOf(({ tonic }) => tonic === best.tonic),
      alternatives: tonics
        .map((each) => ({ value: nameOf(each), confidence: shareOf(({ tonic }) => tonic === each.tonic) }))
        .filter(({ confidence }) => confidence >= LEAST_SHARE),
      reasons,
    },
    mode: {
      value: best.mode,
      unit: "",
      uncertainty: null,
      confidence: shareOf(({ mode }) => mode === best.mode),
      alternatives: [{ value: other, confidence: shareOf(({ mode }) => mode === other) }].filter(
        ({ confidence }) => confidence >= LEAST_SHARE,
      ),
      reasons,
    },
  };
}
