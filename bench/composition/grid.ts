/** Four-voice pieces: nats a token of pieces that were not learned from. */
import { join } from "node:path";
import { createGridModel, surpriseOfGrid } from "../../composition/learn/grid/grid-model.ts";
import { readGridFile } from "../../runtime/composition/grid-file.ts";
import { learnGrid } from "../../runtime/composition/learn-grid.ts";
import { type Part, table } from "../table.ts";

const FILE = "scores/jsb-chorales/Jsb16thSeparated.train-valid.json";

/** The first intervals of a soprano, by which tunes are known. */
function soprano(rows: readonly (readonly number[])[], intervals: number): string {
  const pitches: number[] = [];
  for (const [pitch] of rows) if (pitch !== pitches[pitches.length - 1]) pitches.push(pitch as number);
  return pitches
    .slice(1, intervals + 1)
    .map((pitch, at) => pitch - (pitches[at] as number))
    .join(",");
}

export const gridPart: Part = {
  name: "grid",
  title: "Four voices on a grid: learned from the train split, scored on the valid split",
  run: async (data) => {
    const train = await readGridFile(`${join(data, FILE)}#train`);
    const valid = await readGridFile(`${join(data, FILE)}#valid`);
    const start = performance.now();
    const weights = await learnGrid(
      train.pieces.map(({ rows }) => rows),
      2,
    );
    const seconds = (performance.now() - start) / 1000;
    const model = createGridModel(
      train.pieces.map(({ rows }) => rows),
      weights,
    );
    const known = new Set(train.pieces.map(({ rows }) => soprano(rows, 24)));
    const all = { nats: 0, tokens: 0, voices: [0, 0, 0, 0] };
    const fresh = { nats: 0, tokens: 0, pieces: 0 };
    let worst = 0;
    for (const { rows } of valid.pieces) {
      const result = surpriseOfGrid(model, rows, (_row, _voice, _pitch, probabilities) => {
        let sum = 0;
        for (const p of probabilities) sum += p;
        worst = Math.max(worst, Math.abs(sum - 1));
      });
      all.nats += result.nats;
      all.tokens += result.tokens;
      for (let v = 0; v < 4; v++) all.voices[v]! += result.natsByVoice[v] as number;
      if (known.has(soprano(rows, 24))) continue;
      fresh.nats += result.nats;
      fresh.tokens += result.tokens;
      fresh.pieces++;
    }
    const figures = {
      natsPerToken: all.nats / all.tokens,
      tokens: all.tokens,
      byVoice: all.voices.map((nats) => nats / (all.tokens / 4)),
      freshPieces: fresh.pieces,
      freshNatsPerToken: fresh.nats / fresh.tokens,
      learningSeconds: seconds,
      furthestSum: worst,
    };
    return {
      figures,
      lines: table(
        ["what", "measured", "must (aim)"],
        [
          ["nats a token, 76 valid pieces", figures.natsPerToken.toFixed(4), "0.380 (0.365)"],
          ["tokens", `${figures.tokens}`, "73,632"],
          ["soprano, alto, tenor, bass", figures.byVoice.map((x) => x.toFixed(3)).join(", "), ""],
          [
            `nats a token, ${fresh.pieces} pieces that share no 24-interval soprano start`,
            figures.freshNatsPerToken.toFixed(4),
            "",
          ],
          ["learning, 2 workers", `${seconds.toFixed(1)} s`, "60 s"],
          ["sums of probabilities differ from 1 by at most", worst.toExponential(1), "1e-9"],
        ],
      ),
    };
  },
};
