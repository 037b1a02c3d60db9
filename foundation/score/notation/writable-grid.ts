/** The grid on which a score is written down. */
import { InputError } from "../../plan/errors.ts";
import { coarsestDivision, rescale } from "../rescale.ts";
import type { Score } from "../score.ts";

/**
 * The score on the coarsest grid that has all its times and beats, so that bars can be cut at them.
 *
 * @throws InputError for grids finer than 100,000 ticks to a quarter note
 */
export function onWritableGrid(score: Score): Score {
  let division = coarsestDivision(score);
  const finest = score.metres.reduce((unit, { beatUnit }) => Math.max(unit, beatUnit), 4);
  while (division % (finest / 4) !== 0) division *= 2;
  if (score.division % division !== 0) division = score.division * (finest / 4);
  if (division > 100_000)
    throw new InputError("division", "a grid that notes can be written on (see quantise)", `${division}`);
  return rescale(score, division);
}
