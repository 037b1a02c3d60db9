/** What the session check found, as sentences. */

import { clockText, countText, hertzText, signedWithUnit, withUnit } from "../../foundation/look/figure-text.ts";
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import type { Facts, Sentences } from "./reason-facts.ts";

const hertz = (facts: Facts, name: string): string => {
  const value = facts.number(name);
  return value === null ? "an unknown rate" : hertzText(value);
};

export const faultSentences: Sentences = {
  "fault.polarity": (facts) =>
    `Where it plays the same as ${facts.text("other")}, one goes up while the other goes down (correlation ${facts.in("correlation", "", 2)}): they cancel. Turned over, the two together are ${signedWithUnit(facts.number("flipGainDb"), "dB", 1)} against now.`,
  "fault.delay": (facts) => {
    const late = facts.number("lateMs");
    const way = late !== null && late < 0 ? "early" : "late";
    return `It plays the same as ${facts.text("other")}, but ${withUnit(late === null ? null : Math.abs(late), "ms", 1)} ${way} (correlation ${facts.in("correlation", "", 2)}): more than the way between two microphones.`;
  },
  "fault.duplicate": (facts) =>
    `The same sound as ${facts.text("of")} (correlation ${facts.in("correlation", "", 4)}): twice in a mix it is only louder.`,
  "fault.silent": "There is no sound in it.",
  "fault.dc": (facts) => {
    const offset = facts.number("offset");
    return `The mean of its samples is off zero by ${withUnit(offset === null ? null : 100 * offset, "%", 1)} of full scale${offset === null || offset <= 0 ? "" : ` (${withUnit(decibelsFromAmplitude(offset), "dBFS", 0)})`}: it costs headroom and clicks at edits.`;
  },
  "fault.clipping": (facts) =>
    `${countText(facts.number("runs") ?? 0, "run", "runs")} of samples at the very top (${facts.in("peakDbfs", "dBFS", 1)}): clipped when it was recorded or exported. No mix brings back what is gone; look for an earlier version.`,
  "fault.wrong-rate": (facts) =>
    `The file says ${hertz(facts, "labelledHz")} and lasts ${facts.in("seconds", "s", 2)}; read at ${hertz(facts, "likelyHz")} it would be as long as the others (${facts.in("othersSeconds", "s", 2)}). Export it again, or put its header right.`,
  "fault.cut": (facts) =>
    `It stops at once at ${clockText(facts.number("atSeconds") ?? 0, 2)}, still at ${facts.in("endDbfs", "dBFS", 0)} (its own level is ${facts.in("levelLufs", "LUFS", 0)}), while others go on: it may not have been exported to its end.`,
  "fault.mono-as-stereo": "Both channels are the same: a mono sound in a stereo file, twice as large as it need be.",
  "fault.hum": (facts) =>
    `Where it rests, ${facts.in("mainsHz", "Hz", 0)} and ${facts.in("harmonics", "", 0)} of its multiples stand out (up to ${facts.in("levelDbfs", "dBFS", 0)}): hum of the mains. Narrow cuts take it out.`,
  "fault.noise": (facts) =>
    `Where it rests (${facts.in("restSeconds", "s", 1)} in all), there is steady noise of ${facts.in("noiseDbfs", "dBFS", 0)}; what plays is at ${facts.in("levelLufs", "LUFS", 0)}. A gate closes in the rests: it opens 12 dB over the noise, closes at 6, holds 150 ms.`,
  "fault.resonance": (facts) =>
    `At ${hertz(facts, "hz")} a narrow tone stands ${facts.in("overDb", "dB", 0)} over what is around it while the notes change: it rings by itself.`,
};
