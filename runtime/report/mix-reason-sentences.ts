/** Reasons of the mix as sentences. A test looks through the planner's sources for codes without one. */
import { clockText, countText, numberText, signedWithUnit, withUnit } from "../../foundation/look/figure-text.ts";
import { faultSentences } from "./mix-fault-sentences.ts";
import type { Facts, Sentences } from "./reason-facts.ts";

const share = (facts: Facts, name: string): string => {
  const value = facts.number(name);
  return withUnit(value === null ? null : 100 * value, "%", 0);
};
const signed = (facts: Facts, name: string, digits = 1): string => signedWithUnit(facts.number(name), "dB", digits);
const whole = (facts: Facts, name: string): string => numberText(facts.number(name), 0);

/** "3.2 dB louder than", "1 dB quieter than". */
function than(db: number | null): string {
  if (db === null) return "at an unknown level against";
  if (Math.abs(db) < 0.05) return "exactly as loud as";
  return `${withUnit(Math.abs(db), "dB", 1)} ${db > 0 ? "louder" : "quieter"} than`;
}

/** "the right channel is 1.2 dB louder than the left" */
function leaning(facts: Facts): string {
  const db = facts.number("leaningDb");
  if (db === null) return "which channel is the louder is unknown";
  if (Math.abs(db) < 0.05) return "both channels are equally loud";
  const [louder, other] = db > 0 ? ["left", "right"] : ["right", "left"];
  return Math.abs(db) >= 59
    ? `only the ${louder} channel sounds`
    : `the ${louder} channel is ${withUnit(Math.abs(db), "dB", 1)} louder than the ${other}`;
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const songSentences: Sentences = {
  "song.onsets-repeat": (facts) =>
    (facts.number("confidence") ?? 0) <= 0
      ? "The onsets of all stems together do not repeat in any tempo between 60 and 190 beats a minute."
      : `The onsets of all stems together repeat at this tempo; the first beat is at ${clockText(facts.number("firstBeatSeconds") ?? 0, 2)}.`,
  "song.pitch-classes": (facts) =>
    (facts.number("confidence") ?? 0) <= 0
      ? "No key stands out in the pitches of the stems that are tuned."
      : "The pitches of all stems that are tuned fit this key best.",
  "role.name-says": (facts) =>
    `The file's name says ${facts.text("role")}; of stems named so, ${share(facts, "probability")} are of this kind.`,
  "role.sounds-like": (facts) =>
    `The name says nothing known; it sounds like ${facts.text("role")} (${share(facts, "probability")} likely).`,
  "bus.by-role": (facts) => `Where ${facts.text("role")} belongs.`,
};

const spread = (facts: Facts): string =>
  `the ${whole(facts, "stems")} stems lie ${facts.in("spreadDb", "dB", 1)} around the levels expected of them (standard deviation), in mixes of people ${facts.in("usualSpreadDb", "dB", 1)}`;

const balanceSentences: Sentences = {
  "balance.like-a-mix": (facts) =>
    `The levels that came in look like those of a mix: ${spread(facts)}. That someone meant them is ${share(facts, "plausibility")} likely.`,
  "balance.unlike-a-mix": (facts) =>
    `The levels that came in do not look like those of a mix: ${spread(facts)}. That someone meant them is ${share(facts, "plausibility")} likely.`,
  "balance.peaks-normalised": (facts) =>
    `The peaks of nearly all stems are equally high: each was normalised by itself, and the levels say nothing (${spread(facts)}).`,
  "balance.keep": "Every level stays as it came in; nothing is shaped.",
  "balance.refine":
    "The balance stays; each stem moves a little towards what is usual of its kind (1.5 dB at most), and cuts make room.",
  "balance.new": (facts) =>
    `New levels: each stem goes to what people do with such stems; ${share(facts, "trust")} of its own difference from that stays.`,
  "fader.never-sounds": "It never sounds in this song.",
  "fader.keep": "Levels are kept: what the fader moves makes up for pan and filters only.",
  "fader.refine": (facts) =>
    `It came in at ${facts.in("levelLufs", "LUFS", 1)}, ${than(facts.number("differenceDb"))} what is usual of such a stem here; the balance is refined only, so its level moves by ${signed(facts, "moveDb")}. The rest of the fader gives back what filters take.`,
  "fader.new": (facts) =>
    `It came in at ${facts.in("levelLufs", "LUFS", 1)}, ${than(facts.number("differenceDb"))} what is usual of such a stem here (${signedWithUnit(facts.number("expectedLu"), "LU", 1)} against the middle of the stems); ${share(facts, "trust")} of that difference stays, so its level moves by ${signed(facts, "moveDb")}. The rest of the fader gives back what filters take, and brings the faders as a whole round 0.`,
  "fader.aimed": (facts) =>
    `Towards the balance of the reference it moves by ${signed(facts, "moveDb")} more: with the faders of all stems, bands are off by ${facts.in("bandsAfterDb", "dB", 1)} (RMS) instead of ${facts.in("bandsBeforeDb", "dB", 1)}.`,
  "fader.lead-lifted": (facts) =>
    `It is raised by ${facts.in("liftDb", "dB", 1)} more: at that level it had three bands of its own in ${facts.in("freeBeforePercent", "%", 0)} of the moments in which it sounds, now in ${facts.in("freeAfterPercent", "%", 0)}.`,
};

const shapeSentences: Sentences = {
  "eq.little-below": (facts) => {
    const share = facts.number("shareDb");
    return `All that lies below ${facts.in("hz", "Hz", 0)} is more than ${withUnit(share === null ? null : -share, "dB", 0)} under the whole (${facts.text("role")}): rumble and spill, which only cost headroom.`;
  },
  "eq.low-end-is-its-own": (facts) =>
    `What ${facts.text("role")} has at the low end is part of its sound, so nothing is cut there.`,
  "eq.aimed": (facts) =>
    `It dominates bands in which the mix is still off ${facts.text("reference")}: with the tone of all such stems they are off by ${facts.in("bandsAfterDb", "dB", 1)} (RMS) instead of ${facts.in("bandsBeforeDb", "dB", 1)}.`,
  "eq.as-delivered": "The tone stays as it was delivered: what a stem should sound like by itself is taste.",
  "masking.makes-room": (facts) =>
    `At the new levels ${facts.in("stemBeforePercent", "%", 0)} of what this stem plays is covered by others, and of the whole mix ${facts.in("mixBeforePercent", "%", 1)}. With all cuts it is ${facts.in("stemAfterPercent", "%", 0)} of this stem and ${facts.in("mixAfterPercent", "%", 1)} of the mix.`,
  "masking.covers-little": (facts) =>
    `No cut in this stem frees more than it costs (${facts.in("stemPercent", "%", 0)} of what it plays is covered by others).`,
  "masking.moments": (facts) =>
    `In ${countText(facts.number("moments") ?? 0, "moment", "moments")} it gives way by up to ${facts.in("mostDb", "dB", 0)} to what it would cover, never within 6 dB of its own strongest band (3 dB where a lead is lost). With the cuts of all stems ${facts.in("stemAfterPercent", "%", 0)} of this stem is covered instead of ${facts.in("stemBeforePercent", "%", 0)}, and ${facts.in("mixAfterPercent", "%", 1)} of the mix instead of ${facts.in("mixBeforePercent", "%", 1)}.`,
  "masking.no-moments": "There is no moment in which a cut would free more than it takes.",
  "masking.kept": "Levels are kept, so nothing is cut for others.",
  "dynamics.varies": (facts) =>
    `The loudness of ${facts.text("role")} moves by ${facts.in("spreadDb", "LU", 1)} (standard deviation), more than the ${facts.in("usualDb", "LU", 1)} that need no hand: it is held, by ${facts.in("mostDb", "dB", 1)} at most.`,
  "dynamics.steady-enough": (facts) =>
    (facts.number("activeSeconds") ?? 0) <= 0
      ? "It never sounds: there is nothing to hold."
      : `Its loudness moves by ${facts.in("spreadDb", "LU", 1)} (standard deviation): nothing has to be held, or the levels that came in are not touched.`,
  "dynamics.around-level": (facts) =>
    `1 dB over the mean level of what sounds (${facts.in("levelDbfs", "dBFS", 1)}): the loud half is held, the rest passes.`,
  "dynamics.from-crest": (facts) =>
    `From the crest factor of ${facts.in("crestDb", "dB", 1)}: the more peaked a sound, the faster.`,
  "de-ess.sharp": (facts) =>
    `The loudest moments above 5.5 kHz stand ${signed(facts, "overDb")} against the voice's own middle, over the limit of ${withUnit(-6, "dB", 0)}: they are held.`,
  "de-ess.not-needed": (facts) =>
    facts.text("voice") === "true"
      ? `The loudest moments above 5.5 kHz stand ${signed(facts, "overDb")} against the voice's own middle: not sharp.`
      : "Only voices are de-essed.",
};

const dense = (facts: Facts): string => countText(facts.number("dense") ?? 0, "stem plays", "stems play");
const tail = (facts: Facts): string => facts.in("tailSeconds", "s", 2);

const placeSentences: Sentences = {
  "place.as-delivered": (facts) => `Both channels stay as they came in (${leaning(facts)}).`,
  "place.leans": (facts) =>
    `${capital(leaning(facts))}: they are made even, so that the pan alone says where it stands.`,
  "place.one-sided": (facts) => `${capital(leaning(facts))}: a mono sound in a stereo file, it seems.`,
  "place.two-channels": (facts) => `Both channels hold something of their own (${leaning(facts)}).`,
  "place.width-as-delivered": (facts) =>
    (facts.number("sideToMidDb") ?? -100) <= -60
      ? "It is mono: there is no side to change."
      : `The width stays as delivered (side ${signed(facts, "sideToMidDb")} against the mid).`,
  "place.aimed-width": (facts) =>
    `The side of the mix would lie ${facts.in("widthDb", "dB", 1)} against its middle, that of ${facts.text("reference")} lies ${facts.in("aimedWidthDb", "dB", 1)}: it is brought nearer.`,
  "place.centred-by-role": (facts) => `${capital(facts.text("role"))} stands in the middle.`,
  "place.stays": (facts) =>
    `It stays where it was delivered: too wide, too low or without a partner on the other side (side ${signed(facts, "sideToMidDb")} against the mid).`,
  "place.spread": (facts) =>
    `Mono and high enough to go to a side (its middle lies at ${facts.in("centroidErb", "ERB", 1)}), against a partner that goes to the other: both are heard better apart.`,
  "send.dry": (facts) =>
    `It falls by 60 dB in ${tail(facts)}: dry enough for a room, as usual of ${facts.text("role")}; ${dense(facts)} most of the time.`,
  "send.wet-already": (facts) =>
    facts.number("tailSeconds") === null
      ? "How dry it is cannot be heard, or it is wide already: nothing is added."
      : `It falls by 60 dB in ${tail(facts)}, or is wide already: it has a room of its own.`,
  "send.not-asked": (facts) =>
    `Nothing is added: effects are for new balances and for roles that usually have them (this is ${facts.text("role")}).`,
  "ride.phrases": (facts) =>
    `${countText(facts.number("phrases") ?? 0, "phrase", "phrases")} set against everything else: half of what each stands out or sinks is taken out, ${facts.in("mostDb", "dB", 1)} at most; the voice as a whole keeps its level.`,
  "ride.covered": (facts) =>
    `Where fewer than three of its bands are free it is raised, by ${facts.in("mostDb", "dB", 1)} at most, for ${facts.in("seconds", "s", 0)} in all.`,
  "ride.steady": "There are too few phrases to set against each other, or the levels that came in are not touched.",
  "ride.not-a-lead": (facts) => `Only lead vocals are ridden (this is ${facts.text("role")}).`,
};

const busSentences: Sentences = {
  "glue.several-play": (facts) =>
    `The ${whole(facts, "stems")} stems that play in this group are held together by a slow, gentle compressor.`,
  "glue.not-needed": (facts) =>
    `${countText(facts.number("stems") ?? 0, "stem sounds", "stems sound")} in this group; glue is for drums or vocals of two stems and more, in new balances.`,
  "effects.from-tempo": (facts) =>
    facts.number("bpm") === null
      ? "No tempo was found, so times are set for 120 beats a minute."
      : `Times follow the tempo (${facts.in("bpm", "beats a minute", 0)}), so that nothing blurs what comes next; the rest is usual.`,
  "mix.headroom": "Room for mastering; a mix in floats loses nothing by it.",
  "repair.nothing-found": "The session check found nothing of this kind.",
};

export const mixSentences: Sentences = {
  ...songSentences,
  ...balanceSentences,
  ...shapeSentences,
  ...placeSentences,
  ...busSentences,
  ...faultSentences,
};

/** What follows from other decisions and carries no reason of its own. By the decision's stage and name. */
export const followingSentences: Readonly<Record<string, string>> = {
  "dynamics.knee": "Follows from the threshold: half of its distance from full scale, 10 dB at most.",
  "dynamics.make-up": "What the compressor takes of the loudness, given back.",
  "unmask.make-up": "What the cuts for moments take of the loudness, given back.",
  "de-ess.hz": "Where the hiss of a voice lies.",
  "de-ess.threshold": "6 dB under the loudest tenth of what lies above.",
};
