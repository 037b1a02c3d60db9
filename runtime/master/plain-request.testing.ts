/** A request in which nothing is asked for: where tests and benchmarks begin. */
import type { MasterRequest } from "./master-song.ts";

export const plainRequest: Omit<MasterRequest, "path" | "out" | "targets"> = {
  formats: [],
  sound: null,
  soundIsReference: false,
  soundMaterial: [],
  amount: 1,
  maxLimitingDb: null,
  adjustments: {},
  seed: 1,
  force: true,
  workers: 1,
  brief: {},
  given: null,
};
