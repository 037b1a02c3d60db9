import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules", "dist"],
    globalSetup: [".ci/temporary-folder.ts", ".ci/built-studio.ts"],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
