/** Decisions of a campaign in words. */

import { numberText, shortest } from "../../foundation/look/figure-text.ts";
import type { Decision, Json, Reason } from "../../foundation/plan/index.ts";

const number = (value: Json | undefined, digits = 2): string =>
  numberText(typeof value === "number" ? value : null, digits);

const SENTENCES: Readonly<Record<string, (facts: Reason["facts"]) => string>> = {
  "campaign.expected": ({ value, low, high }) =>
    `${number(value, 0)} extra streams are expected in three months (90 %: ${number(low, 0)} to ${number(high, 0)}).`,
  "campaign.over-present": ({ gain, low, high, chance }) =>
    `Against the present split: ${number(100 * Number(gain), 0)} % (90 %: ${number(100 * Number(low), 0)} to ${number(100 * Number(high), 0)} %), a gain with a chance of ${number(100 * Number(chance), 0)} %.`,
  "campaign.release": () => "Around the day of release.",
  "clips.hook": () => "Where the master repeats itself, has energy and a voice: the hook.",
  "creatives.unknown": () => "Nothing is known of them yet: each gets the same.",
  "measure.too-few-holdouts": () => "There are too few places to hold some out.",
  "posts.template": () => "From a template of this language.",
  "posts.written": () => "Written by the model that was asked.",
  "spend.assumed": () => "How well this channel works is assumed, not measured.",
  "spend.even": () => "The same money for each.",
  "spend.next": ({ unitsForTheNext }) => `The next unit of money would bring ${number(unitsForTheNext)} streams here.`,
  "spend.past-ads": ({ clicks, spent }) => `Your past ads: ${number(clicks, 0)} clicks for ${number(spent)}.`,
};

export function campaignWhy({ reasons }: Decision): string {
  return reasons.map((reason) => SENTENCES[reason.code]?.(reason.facts) ?? factsText(reason)).join(" ");
}

/** A reason that nobody has put in words yet: its figures. */
export function factsText({ code, facts }: Reason): string {
  const said = Object.entries(facts).flatMap(([name, value]) =>
    typeof value === "number"
      ? [`${spaced(name)} ${shortest(value)}`]
      : typeof value === "string"
        ? [`${spaced(name)} ${value}`]
        : [],
  );
  return `${spaced(code.replaceAll(".", ": ").replaceAll("-", " "))}${said.length > 0 ? ` (${said.join(", ")})` : ""}.`;
}

/** "unitsForTheNext": "units for the next". */
const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
