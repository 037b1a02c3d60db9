/** The published counterfactual example whose answer is known. */
import { join } from "node:path";
import { counterfactualEffect } from "../../marketing/index.ts";
import { readSeriesColumns } from "../../runtime/marketing/series-columns.ts";
import { type Part, table } from "../table.ts";

export const arma: Part = {
  name: "arma",
  title: "Counterfactual: rows 0 to 69, then 5 more on rows 70 to 99",
  async run(data) {
    const { y, controls } = await readSeriesColumns(join(data, "social/causalimpact_fixtures/arma_data.csv"), {
      date: null,
      y: "y",
      controls: [],
    });
    const raised = y.map((value, at) => (at >= 70 ? value + 5 : value));
    const rows: string[][] = [];
    for (const seed of [1, 2, 3]) {
      const start = performance.now();
      const { average, p } = counterfactualEffect(raised, controls, {
        pre: [0, 69],
        post: [70, 99],
        levelDeviation: 0.01,
        seed,
      });
      const ends = average.interval95.map((value) => value.toFixed(2)).join(" to ");
      rows.push([
        `${seed}`,
        average.effect.toFixed(3),
        average.sd.toFixed(3),
        ends,
        p.toFixed(4),
        `${(performance.now() - start).toFixed(0)} ms`,
      ]);
    }
    return {
      lines: [
        ...table(["seed", "effect", "sd", "95 %", "p", "time"], rows),
        "",
        "Published: 4.89 (0.31), 4.26 to 5.47 (TensorFlow port of CausalImpact).",
      ],
      figures: rows,
    };
  },
};
