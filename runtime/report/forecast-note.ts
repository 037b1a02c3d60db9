/** What the program noticed about a series, as sentences. */

import { numberText } from "../../foundation/look/figure-text.ts";
import type { Reason } from "../../foundation/plan/finding.ts";

export function forecastNote({ code, facts }: Reason): string {
  const number = (name: string): number => Number(facts[name]);
  switch (code) {
    case "forecast.pooled-errors":
      return `History of ${number("observed")} points: errors pooled over ${number("series")} series of the table.`;
    case "forecast.few-errors":
      return `History of ${number("observed")} points and no like series: the interval rests on ${number("errors")} past errors.`;
    case "forecast.gaps-filled":
      return `${number("filled")} missing ${number("filled") === 1 ? "value" : "values"} filled in, neither learned from nor judged by.`;
    case "forecast.level-shift":
      return `The level changed by ${numberText(100 * (number("ratio") - 1), 0)} % at value ${number("at") + 1}; what came before was brought to the new level.`;
    case "forecast.shared-days":
      return `${number("days")} days on which most series left their level together were taken out; ${number("ahead")} of the steps ahead are such days a year later.`;
    default:
      return code;
  }
}
