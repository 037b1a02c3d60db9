/** Reasons as sentences: those of measuring and mastering are here, those of mixing in mix-reason-sentences.ts. */

import { clockText, countText, shortest, signedWithUnit, withUnit } from "../../foundation/look/figure-text.ts";
import type { Reason } from "../../foundation/plan/index.ts";
import { mixSentences } from "./mix-reason-sentences.ts";
import { Facts, type Template } from "./reason-facts.ts";

/** "12.3 dB under", "0.4 dB over": a level against another. */
function against(db: number | null): string {
  if (db === null) return "at an unknown level against";
  if (db <= -199) return "far under";
  return `${withUnit(Math.abs(db), "dB", 1)} ${db < 0 ? "under" : "over"}`;
}

const reduction = (facts: Facts): string =>
  `the limiter takes ${facts.in("mostReductionDb", "dB", 1)} at most, and less than ${facts.in("percentile99Db", "dB", 1)} for 99 % of the time`;

const measureSentences: Readonly<Record<string, Template>> = {
  "sound.silent": "There is only silence here, and silence has no level.",
  "sound.mono": "The sound has one channel: there is no second to set against it.",
  "sound.too-short": (facts) =>
    `The sound lasts ${facts.in("seconds", "s", 2)}; this figure needs at least ${withUnit(facts.number("leastSeconds"), "s", 1)}.`,
  "loudness.gated-out": (facts) =>
    `Everything lies under the gate of ${facts.in("gateLufs", "LUFS", 0)}: what is left to measure is nothing.`,
  "plr.needs-loudness": "It is the true peak minus the integrated loudness, and one of the two is missing.",
  "channel.silent": "One of the two channels is silent, and nothing correlates with silence.",
  "mono.cancels": "Left and right cancel each other: in mono nothing is left.",
  "side.silent": "Both channels are the same: there is no side.",
  "mid.silent": "Each channel is the other turned over: there is no mid.",
  "codec.lossy": "A lossy codec keeps no word length.",
  "samples.no-integer-grid": "The samples are floats that no integers of up to 32 bits would hold.",
};

const repairSentences: Readonly<Record<string, Template>> = {
  "dc.costs-headroom": (facts) =>
    `The mean of the samples is off zero by ${withUnit(percent(facts.number("largestOffset")), "%", 2)} of full scale: that costs headroom and clicks at edits, so it is taken off.`,
  "dc.harmless": (facts) =>
    `The mean of the samples is off zero by ${withUnit(percent(facts.number("largestOffset")), "%", 3)} of full scale at most; under ${withUnit(percent(facts.number("leastOffset")), "%", 1)} it costs nothing that can be heard.`,
  "subsonic.strong": (facts) =>
    `What lies below ${facts.in("belowHz", "Hz", 0)} is only ${withUnit(absolute(facts.number("relativeDb")), "dB", 1)} under the whole: nobody hears it, and it eats headroom.`,
  "subsonic.weak": (facts) =>
    (facts.number("relativeDb") ?? 0) <= -199
      ? `There is nothing below ${facts.in("belowHz", "Hz", 0)}.`
      : `What lies below ${facts.in("belowHz", "Hz", 0)} is ${withUnit(absolute(facts.number("relativeDb")), "dB", 1)} under the whole: less than the ${withUnit(absolute(facts.number("limitDb")), "dB", 0)} from which it would matter.`,
};

const toneSentences: Readonly<Record<string, Template>> = {
  "tone.no-reference": "No reference and no learned sound was given, so the tone stays as it was mixed.",
  "tone.no-energy": (facts) =>
    `There is too little ${facts.text("channel")} in this mix or in the reference to compare, so it stays as it is.`,
  "tone.alike": (facts) =>
    `Mix and reference are alike: no third octave differs by more than ${facts.in("mostDb", "dB", 2)}, and under ${facts.in("limitDb", "dB", 1)} there is nothing to move.`,
  "tone.matched": (facts) => {
    const songs = facts.number("songs") ?? 1;
    const amount = facts.number("amount") ?? 1;
    const held = facts.number("bandsHeldAt12Db") ?? 0;
    return [
      `Its spectrum was set against that of ${facts.text("sound")}${songs > 1 ? ` (the mean of ${songs} songs)` : ""}:`,
      `the shapes differ by ${facts.in("differenceBeforeDb", "dB", 1)} (RMS) over the ${facts.in("bandsDecided", "", 0)} third octaves where both have energy enough.`,
      `The full match moves a band by ${facts.in("mostDb", "dB", 1)} at most`,
      held > 0 ? `(${countText(held, "band is", "bands are")} held at 12 dB)` : "",
      amount < 1 ? `and ${withUnit(100 * amount, "%", 0)} of it is used.` : "and is used in full.",
    ]
      .filter((part) => part !== "")
      .join(" ");
  },
  "tone.as-mixed": "The tone of the mix itself.",
  "tone.corrected-for-limiting": (facts) =>
    `Measured behind the limiter and moved once more, by ${facts.in("mostDb", "dB", 1)} at most, because limiting changes the spectrum too.`,
  "tone.asked": (facts) =>
    `Asked for in words: ${facts
      .entries()
      .map(([word, db]) => `${word} ${signedWithUnit(db, "dB", 1)}`)
      .join(", ")}.`,
  "saturation.on-request":
    "Soft clipping changes the colour of a sound, so it is never added unless someone asks for it.",
};

const bandName = (facts: Facts): string => (facts.text("band") === "low" ? "low end" : "highs");

const dynamicsSentences: Readonly<Record<string, Template>> = {
  "dynamics.jumps": (facts) =>
    `The loud moments of the ${bandName(facts)} stand ${facts.in("jumpDb", "dB", 1)} further out than those of the whole sound, more than the ${facts.in("limitDb", "dB", 0)} that pass: they are held in.`,
  "dynamics.steady": (facts) =>
    `The loud moments of the ${bandName(facts)} stand ${signedWithUnit(facts.number("jumpDb"), "dB", 1)} against those of the whole sound; up to ${facts.in("limitDb", "dB", 0)} nothing has to be held in.`,
  "dynamics.faint": (facts) =>
    `The ${bandName(facts)} are mostly far under the whole: what stands out there is the music's own coming and going.`.replace(
      "low end are",
      "low end is",
    ),
  "dynamics.reference-only-tone":
    "With a reference only tone, width and loudness follow it; dynamics in bands stay as mixed.",
  "dynamics.not-measured": (facts) =>
    `The dynamics of the ${bandName(facts)} were not measured for this sound, so they stay as mixed.`,
  "dynamics.as-mixed": "The dynamics of the mix itself.",
};

const edgeSentences: Readonly<Record<string, Template>> = {
  "trim.quiet": (facts) =>
    [
      `There are ${facts.in("quietSeconds", "s", 2)} of`,
      facts.number("noiseDbfs") === null
        ? "digital silence;"
        : `silence and steady noise (${facts.in("noiseDbfs", "dBFS", 0)}, under the limit of ${facts.in("limitDbfs", "dBFS", 0)});`,
      `${facts.in("marginSeconds", "s", 2)} are left, and the cut is faded over 5 ms so that it does not click.`,
    ].join(" "),
  "trim.nothing": (facts) =>
    `There is next to no silence (${facts.in("quietSeconds", "s", 2)}; ${facts.in("marginSeconds", "s", 2)} stay in any case).`,
  "trim.all-quiet": "All of it is silence or steady noise: nothing would be left.",
  "trim.joined": "Another song joins on here without a gap, so nothing is taken off.",
  "fade.asked": (facts) => `A fade of ${facts.in("seconds", "s", 2)} was asked for.`,
  "fade.joined": "Another song joins on here without a gap, so there is no fade.",
};

const albumSentences: Readonly<Record<string, Template>> = {
  "album.as-delivered": (facts) =>
    `The album's loudest song goes to ${facts.in("albumTargetLufs", "LUFS", 1)}; this one stays ${facts.in("underLoudestLu", "LU", 1)} under it, as delivered.`,
  "album.even": (facts) => `Every song of the album goes to ${facts.in("albumTargetLufs", "LUFS", 1)}, as asked.`,
  "album.interlude": (facts) =>
    `A short, quiet interlude: it keeps its distance of ${facts.in("underLoudestLu", "LU", 1)} to the loudest song.`,
  "segue.both-sound": (facts) =>
    `This song still sounds at its end (${facts.in("endDbfs", "dBFS", 0)}) and the next from its start (${facts.in("startDbfs", "dBFS", 0)}).`,
  "segue.rates-differ": (facts) =>
    `Both sound where they meet, but their sample rates differ (${facts.in("rateHz", "Hz", 0)} and ${facts.in("nextRateHz", "Hz", 0)}): they cannot be one stream.`,
  "segue.silence-between": (facts) =>
    `There is silence between the two (${facts.in("endDbfs", "dBFS", 0)} at the end, ${facts.in("startDbfs", "dBFS", 0)} at the next start; both over ${facts.in("limitDbfs", "dBFS", 0)} would be a segue).`,
};

const widthSentences: Readonly<Record<string, Template>> = {
  "width.no-reference": (facts) =>
    facts.number("sideToMidDb") === null
      ? "There is no side to change."
      : `No reference was given, so the width stays as mixed (the side lies ${against(facts.number("sideToMidDb"))} the mid).`,
  "width.mono": "There is no side that could be made louder.",
  "width.reference-mono": (facts) => `The reference ${facts.text("sound")} is mono: it says nothing about width.`,
  "width.alike": (facts) =>
    `The side lies ${against(facts.number("afterToneDb"))} the mid, in the reference ${against(facts.number("referenceDb"))} it: as good as the same.`,
  "width.matched": (facts) =>
    `Behind the tone curves the side lies ${against(facts.number("afterToneDb"))} the mid, in the reference ${against(facts.number("referenceDb"))} it: the side is moved there.`,
  "width.held-for-mono": (facts) =>
    `The reference is wider (side ${against(facts.number("referenceDb"))} the mid), but a side more than ${signedWithUnit(facts.number("widestDb"), "dB", 1)} against the mid falls apart on a mono speaker: it stops there.`,
  "width.as-mixed": "The width of the mix itself.",
  "low-mono.target": (facts) =>
    `The target ${facts.text("target")} wants the low end in mono below ${facts.in("hz", "Hz", 0)}.`,
  "low-mono.wide-bass": (facts) =>
    `Below 100 Hz the side lies ${against(facts.number("sideToMidBelow100HzDb"))} the mid, over the limit of ${facts.in("limitDb", "dB", 0)}: such a bass is lost in mono and shakes a stylus.`,
  "low-mono.safe": (facts) => {
    const level = facts.number("sideToMidBelow100HzDb");
    const limit = facts.number("limitDb");
    if (level !== null && level <= -199) return "There is next to no side below 100 Hz.";
    return level !== null && limit !== null && level > limit
      ? `Below 100 Hz the side lies ${against(level)} the mid; with a reference given, its own low end decides.`
      : `Below 100 Hz the side lies ${against(level)} the mid: safe in mono (the limit is ${facts.in("limitDb", "dB", 0)}).`;
  },
};

const loudnessSentences: Readonly<Record<string, Template>> = {
  "loudness.target": (facts) =>
    facts.text("target") === "master" ? "Asked for in numbers." : `Asked for with the target ${facts.text("target")}.`,
  "loudness.reference": (facts) =>
    `No target was named, so the loudness is that of the reference ${facts.text("reference")}.`,
  "loudness.silent": "The mix has no loudness to start from; this usual value has no effect.",
  "loudness.own": (facts) =>
    `Nobody asked for a loudness. The mix has ${facts.in("ownLufs", "LUFS", 1)} already, more than its own style asks for, so it is not made louder.`,
  "loudness.style": (facts) =>
    `Nobody asked for a loudness. Dense music goes up to ${facts.in("loudestLufs", "LUFS", 0)}; with peaks ${facts.in("plrDb", "dB", 1)} over its loudness and a range of ${facts.in("loudnessRangeLu", "LU", 1)} this song is left ${facts.in("roomDb", "dB", 1)} more room.`,
  "limiting.default":
    "A loudness was asked for. Past this much limiting the drums lose more than the loudness is worth.",
  "limiting.loudness-unasked": "Nobody asked for a loudness, so a careful engineer stops limiting sooner.",
  "limiter.smooth-dip":
    "Long enough for the gain to move so smoothly that little is left of the move itself; much longer turns music down before its peaks.",
  "limiter.short-dip":
    "As short as the smoothness of the dip allows: what is taken away between peaks is missing from the music.",
  "limiter.no-pumping": "In dense music the gain stays down between peaks instead of moving with each of them.",
  "limiter.sparse-peaks": "Single peaks far apart hold nothing down.",
  "phase.no-ringing": "Nothing rings in front of a drum, and nothing is late.",
  "phase.no-shift": "No frequency is shifted against another, and steep curves ring in front of drums.",
  "dither.flat": "Its noise is the same at every frequency, and stays so whatever is done to the file later.",
  "dither.shaped": "Less noise where hearing is keenest, more above 15 kHz: for a file that is not worked on again.",
  "ceiling.target": (facts) =>
    facts.text("target") === "master"
      ? "For a master in free numbers."
      : `Belongs to the target ${facts.text("target")}.`,
  "ceiling.default": "The usual ceiling: it leaves room for what lossy codecs add to peaks.",
  "gain.plain": (facts) =>
    facts.number("measuredLufs") === null
      ? "The sound has no loudness to be brought anywhere."
      : `Plain gain is enough: the finished file measures ${facts.in("measuredLufs", "LUFS", 2)}, and no peak meets the ceiling.`,
  "gain.solved": (facts) =>
    `Solved so that loudness behind the limiter is what was asked: the finished file measures ${facts.in("measuredLufs", "LUFS", 2)}; ${reduction(facts)}.`,
  "gain.shared": (facts) =>
    `One gain for the ${facts.in("songs", "", 0)} songs that run into each other, set by ${facts.text("leader")}: the finished file measures ${facts.in("measuredLufs", "LUFS", 2)}; ${reduction(facts)}.`,
  "gain.album-lower": (facts) =>
    `The limiting allowed is spent on ${facts.text("because")}, so that the whole album stays ${facts.in("lowerLu", "LU", 2)} lower and its songs as far apart as they are.`,
  "gain.limiting-spent": (facts) =>
    `The most gain that the allowed limiting leaves: the finished file measures ${facts.in("measuredLufs", "LUFS", 2)}; ${reduction(facts)}.`,
};

const masterSentences: Readonly<Record<string, Template>> = {
  ...measureSentences,
  ...repairSentences,
  ...toneSentences,
  ...dynamicsSentences,
  ...widthSentences,
  ...loudnessSentences,
  ...albumSentences,
  ...edgeSentences,
};

const templates: Readonly<Record<string, Template>> = { ...masterSentences, ...mixSentences };

/** The codes of measuring and mastering that have a sentence of their own; and those of mixing. */
export const reasonCodes: readonly string[] = Object.keys(masterSentences);
export const mixReasonCodes: readonly string[] = Object.keys(mixSentences);

/** The reason in one or a few plain sentences; of a code without a sentence, the code and its facts. */
export function reasonSentence({ code, facts, where }: Reason): string {
  const template = Object.hasOwn(templates, code) ? templates[code] : undefined;
  const place =
    where?.from === undefined
      ? ""
      : ` See ${clockText(where.from, 1)}${where.to === undefined ? "" : ` to ${clockText(where.to, 1)}`}.`;
  if (template !== undefined) {
    return (typeof template === "string" ? template : template(new Facts(facts))) + place;
  }
  const list = Object.entries(facts).map(
    ([name, value]) => `${name} ${typeof value === "number" ? shortest(value) : String(value)}`,
  );
  return `${code}${list.length > 0 ? `: ${list.join(", ")}` : ""}.${place}`;
}

function percent(share: number | null): number | null {
  return share === null ? null : 100 * share;
}

function absolute(value: number | null): number | null {
  return value === null ? null : Math.abs(value);
}
