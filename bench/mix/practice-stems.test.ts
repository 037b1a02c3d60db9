import { expect, test } from "vitest";
import { ROLE_KINDS } from "../../production/mix/index.ts";
import { practiceStem } from "./practice-stems.ts";

test("practice stems: the same for the same seed, others for another, every kind heard and finite", () => {
  for (const kind of ROLE_KINDS) {
    const [left, right] = practiceStem(kind, 5);
    let energy = 0;
    for (let n = 0; n < left.length; n++) energy += (left[n] as number) ** 2 + (right[n] as number) ** 2;
    expect([kind, Number.isFinite(energy) && energy > 1]).toEqual([kind, true]);
  }
  const kick = practiceStem("kick", 5)[0];
  expect(practiceStem("kick", 5)[0]).toEqual(kick);
  expect(practiceStem("kick", 6)[0]).not.toEqual(kick);
}, 60_000);
