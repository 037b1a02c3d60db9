/** The program killed at random moments over saves, jobs, imports and exports. */
import { type CrashReport, crashRun } from "../../runtime/project/crash-run.testing.ts";
import { median, type Part, table } from "../table.ts";

const RUNS = 500;
/** Those of the tests are others. */
const FIRST_SEED = 1001;

export const parts: readonly Part[] = [
  {
    name: "kill",
    title: `kill -9 at ${RUNS} moments over save, job, import, export`,
    async run() {
      const reports: CrashReport[] = [];
      for (let n = 0; n < RUNS; n++) reports.push(await crashRun(FIRST_SEED + n));
      const all = (pick: (report: CrashReport) => readonly string[]): string[] =>
        reports.flatMap((report, n) => pick(report).map((what) => `seed ${FIRST_SEED + n}: ${what}`));
      const recovery = reports.map(({ recoveryMs }) => recoveryMs);
      const sum = (what: string): number => reports.reduce((total, { told }) => total + (told[what] ?? 0), 0);
      const [lost, torn, doubled] = [all((each) => each.lost), all((each) => each.torn), all((each) => each.doubled)];
      const rows = [
        [
          "edits, jobs, imports, exports that were accepted",
          `${sum("saved")}, ${sum("accepted")}, ${sum("imported")}, ${sum("exported")}`,
          "",
        ],
        ["of them lost", String(lost.length), "0"],
        ["torn files", String(torn.length), "0"],
        ["there twice", String(doubled.length), "0"],
        ["opening again, median", `${median(recovery).toFixed(0)} ms`, ""],
        ["opening again, slowest", `${Math.max(...recovery).toFixed(0)} ms`, "2,000 ms"],
      ];
      const lines = [...table(["figure", "measured", "must"], rows), ...lost, ...torn, ...doubled];
      return { lines, figures: { lost, torn, doubled, recoveryMs: recovery } };
    },
  },
];
