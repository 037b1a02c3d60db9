import { expect, test } from "vitest";
import { crashRun } from "./crash-run.testing.ts";

// 500 more with other seeds: npm run bench -- crash.
test("kill -9 at 20 moments: nothing that was accepted is lost, no file is torn, nothing is there twice", async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { lost, torn, doubled } = await crashRun(seed);
    expect({ seed, lost, torn, doubled }).toEqual({ seed, lost: [], torn: [], doubled: [] });
  }
}, 180_000);
