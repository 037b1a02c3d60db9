import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest begins first, so that no worker is left alone with it in the end. */
const LONGEST: readonly RegExp[] = [
  /\/studio\/e2e\/sound-screens/,
  /\/studio\/e2e\//,
  /\/runtime\/(?:mix|master|project\/crash|cli\/make-project)/,
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((path) => path.test(moduleId));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    exclude: ["node_modules", "dist"],
    globalSetup: [".ci/temporary-folder.ts", ".ci/built-studio.ts"],
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Tests fill all cores: a job of the usual priority would starve beside them.
    env: { SONGWRIGHT_JOB_PRIORITY: "0" },
    projects: [
      {
        extends: true,
        test: {
          name: "crafts",
          include: ["{foundation,production,composition,distribution,marketing}/**/*.test.ts"],
          // Pure functions: nothing of one test is left for the next.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: "program", include: ["{runtime,studio,bench}/**/*.test.ts", "rooms.test.ts"] },
      },
    ],
  },
});
