import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules", "dist"],
    globalSetup: [".ci/temporary-folder.ts", ".ci/built-studio.ts"],
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    // Tests fill all cores: a job of the usual priority would starve beside them.
    env: { SONGWRIGHT_JOB_PRIORITY: "0" },
  },
});
