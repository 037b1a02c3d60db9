/** Campaigns of made-up artists: what they brought, and how often it is seen, against what the plan promised. */
import { createRandom } from "../../foundation/statistics/random.ts";
import { campaignLift, type GeoPanel, liftPower, SEEN } from "../../marketing/index.ts";
import { median, type Part, table } from "../table.ts";
import { madeUpCampaign } from "./made-up-streams.ts";

const ARTISTS = 400;

export const campaigns: Part = {
  name: "campaigns",
  title: `${ARTISTS} made-up artists with a campaign in some of their cities`,
  async run() {
    const random = createRandom(2025);
    const rows = [0, 0.15, 0.3].map((lift): string[] => {
      const errors: number[] = [];
      let covered = 0;
      let called = 0;
      let promised = 0;
      for (let at = 0; at < ARTISTS; at++) {
        const { panel, treated, start, end, liftPercent } = madeUpCampaign(lift, random.split(`${lift} ${at}`));
        const known = until(panel, end + 1);
        const { lift: found, interval90, p } = campaignLift(known, { treated, start, end });
        const [low, high] = interval90;
        errors.push(Math.abs(100 * found - liftPercent));
        if ((low ?? -1) * 100 <= liftPercent && (high ?? 99) * 100 >= liftPercent) covered++;
        if (p <= SEEN) called++;
        if (lift > 0) promised += liftPower(until(panel, start), treated, end - start + 1, lift) / ARTISTS;
      }
      const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
      return [
        `+${(100 * lift).toFixed(0)} %`,
        median(errors).toFixed(2),
        percent(covered / ARTISTS),
        percent(called / ARTISTS),
        lift === 0 ? "≤ 6 %" : percent(promised),
      ];
    });
    return {
      lines: table(
        [
          "campaign",
          "median error, points (≤ 4.5)",
          "90 % interval holds (86 to 94 %)",
          "called",
          "promised by the plan (within 10 points)",
        ],
        rows,
      ),
      figures: rows,
    };
  },
};

function until(panel: GeoPanel, days: number): GeoPanel {
  return { ...panel, days: panel.days.slice(0, days), values: panel.values.map((series) => series.slice(0, days)) };
}
