/** What a playlist brought: planted effects found again, and none where there was none. */
import { type PlaylistEffect, playlistEffect } from "../../distribution/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { median, type Part, table } from "../table.ts";
import { playlistCase } from "./playlist-world.ts";

const SEED = 201;
const PLANTED = 1500;
const PLACEBO = 1500;

export const playlist: Part = {
  name: "playlist",
  title: "Playlist effects: 28 days judged, 8 to 25 siblings",
  async run() {
    const random = createRandom(SEED);
    const start = performance.now();
    const planted = Array.from({ length: PLANTED }, (_, n) => judged(n, 0.1 + (1.9 * n) / (PLANTED - 1)));
    const placebo = Array.from({ length: PLACEBO }, (_, n) => judged(PLANTED + n, 0));
    const each = (performance.now() - start) / (PLANTED + PLACEBO);
    const bands = [
      ["+10 to +50 %", 0, 0.5],
      ["+50 to +100 %", 0.5, 1],
      ["+100 to +200 %", 1, 3],
      ["+50 % and more", 0.5, 3],
      ["all planted", 0, 3],
    ] as const;
    const rows = bands.map(([text, low, high]) => {
      const cases = planted.filter(({ lift }) => lift >= low && lift < high);
      return [
        text,
        `${cases.length}`,
        `${(100 * median(cases.map(({ lift, effect }) => Math.abs(effect.lift - lift) / lift))).toFixed(1)} %`,
        `${(100 * median(cases.map(({ lift, effect }) => effect.lift - lift))).toFixed(1)} points`,
        share(cases, ({ lift, effect }) => effect.low <= lift && lift <= effect.high),
        share(cases, ({ effect }) => effect.found),
        `${(100 * median(cases.map(({ effect }) => effect.high - effect.low))).toFixed(0)} points`,
      ];
    });
    const none = [
      "none: placebo dates",
      `${placebo.length}`,
      "\u2013",
      `${(100 * median(placebo.map(({ effect }) => effect.lift))).toFixed(1)} points`,
      share(placebo, ({ effect }) => effect.low <= 0 && effect.high >= 0),
      share(placebo, ({ effect }) => effect.found),
      `${(100 * median(placebo.map(({ effect }) => effect.high - effect.low))).toFixed(0)} points`,
    ];
    return {
      lines: [
        ...table(
          [
            "planted",
            "cases",
            "error of the effect (median)",
            "bias (median)",
            "90 % interval holds",
            "said to be an effect",
            "width of the interval (median)",
          ],
          [...rows, none],
        ),
        "",
        `${each.toFixed(1)} ms each, with making it; seed ${SEED}.`,
      ],
      figures: { rows, none },
    };

    function judged(n: number, lift: number): { lift: number; effect: PlaylistEffect } {
      const made = playlistCase(random.split(`case ${n}`), lift);
      const effect = playlistEffect(made);
      if (effect.status !== "done") throw new Error(effect.missing);
      return { lift: made.lift, effect };
    }
  },
};

function share<T>(list: readonly T[], is: (each: T) => boolean): string {
  return `${((100 * list.filter(is).length) / list.length).toFixed(1)} %`;
}
