/** A Vitest reporter that says of every skipped test why it was skipped. */
import type { Reporter, TestModule } from "vitest/node";

export default class Skips implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines: string[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests("skipped")) {
        const result = test.result();
        const why = (result.state === "skipped" && result.note) || "no reason given";
        lines.push(`  ${module.relativeModuleId} > ${test.fullName}: ${why}`);
      }
    }
    if (lines.length > 0) console.log(["", "Skipped, and why:", ...lines].join("\n"));
  }
}
