import { barTicks, metreAt } from "./bars.ts";
import type { MetreChange, Score } from "./score.ts";

/**
 * Metres that give the score's bars when bars are counted from them: a pickup and other irregular bars get a metre of
 * their own where one can be written (beat units to 64). What has no bars keeps its metres.
 */
export function writtenMetres(
  score: Pick<Score, "bars" | "metres" | "division" | "lengthTicks">,
): readonly MetreChange[] {
  const out: MetreChange[] = [];
  let written: MetreChange | null = null;
  score.bars.forEach((bar, at) => {
    let metre = { ...metreAt(score.metres, bar.tick), tick: bar.tick };
    const last = at === score.bars.length - 1;
    if (bar.duration !== barTicks(metre, score.division) && !last)
      metre = irregular(bar.tick, bar.duration, score.division) ?? metre;
    if (written !== null && written.beats === metre.beats && written.beatUnit === metre.beatUnit) return;
    if (written === null && score.metres.length === 0 && metre.beats === 4 && metre.beatUnit === 4) return;
    written = metre;
    out.push(metre);
  });
  return score.bars.length === 0 ? score.metres : out;
}

function irregular(tick: number, duration: number, division: number): MetreChange | null {
  for (const beatUnit of [4, 8, 16, 32, 64]) {
    const beats = (duration * beatUnit) / (4 * division);
    if (Number.isInteger(beats) && beats <= 255) return { tick, beats, beatUnit };
  }
  return null;
}
