/** Faults of statements found again, and money nowcast that is not reported yet. */
import { type AuditFinding, type AuditKind, auditStatements, nowcastMoney } from "../../distribution/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { median, type Part, table } from "../table.ts";
import { auditWorld, type Fault, moneyCase } from "./audit-world.ts";

const SEED = 301;
const WORLDS = 20;
const CASES = 600;
const KINDS: readonly AuditKind[] = ["missing month", "missing territory", "rate drop", "unpaid recording"];

export const audit: Part = {
  name: "audit",
  title: "Statements with faults, and money not reported yet",
  async run() {
    const root = createRandom(SEED);
    const counts = new Map(KINDS.map((kind) => [kind, { planted: 0, found: 0, wrong: 0, months: [] as number[] }]));
    let statements = 0;
    let shared = 0;
    let seconds = 0;
    for (let n = 0; n < WORLDS; n++) {
      const world = auditWorld(root.split(`world ${n}`));
      statements += world.statements;
      const start = performance.now();
      const findings = auditStatements(world.tables, 23);
      seconds += (performance.now() - start) / 1000;
      const used = new Set<AuditFinding>();
      for (const fault of world.faults) {
        const count = counts.get(fault.kind)!;
        count.planted++;
        const hits = findings.filter((finding) => isOf(finding, fault));
        for (const hit of hits) used.add(hit);
        if (hits.length === 0) continue;
        count.found++;
        count.months.push(Math.abs(hits[0]!.from - fault.from));
      }
      for (const finding of findings)
        if (!used.has(finding)) {
          const count = counts.get(finding.kind);
          if (count) count.wrong++;
          else shared++;
        }
    }
    const rows = KINDS.map((kind) => {
      const { planted, found, wrong, months } = counts.get(kind)!;
      return [
        kind,
        `${planted}`,
        `${((100 * found) / planted).toFixed(1)} %`,
        `${wrong}`,
        ((100 * wrong) / statements).toFixed(2),
        `${months.filter((off) => off === 0).length} of ${found}`,
      ];
    });
    const all = [...counts.values()].reduce(
      (sum, { planted, found, wrong }) => ({
        planted: sum.planted + planted,
        found: sum.found + found,
        wrong: sum.wrong + wrong,
      }),
      { planted: 0, found: 0, wrong: 0 },
    );
    rows.push([
      "all",
      `${all.planted}`,
      `${((100 * all.found) / all.planted).toFixed(1)} %`,
      `${all.wrong}`,
      ((100 * all.wrong) / statements).toFixed(2),
      "",
    ]);
    const nowcasts = Array.from({ length: CASES }, (_, n) => {
      const made = moneyCase(root.split(`money ${n}`));
      const told = nowcastMoney(made.services, made.reported, made.last);
      if (told.status !== "done") throw new Error(told.missing);
      const before = made.services.reduce(
        (sum, { money }) => sum + money.slice(made.reported - 2, made.reported + 1).reduce((a, b) => a + b, 0),
        0,
      );
      return {
        told,
        truth: made.truth,
        before,
        known: made.services.filter(({ counted }) => counted).length / made.services.length,
        months: made.reported + 1,
      };
    });
    const row = (text: string, list: typeof nowcasts): string[] => [
      text,
      `${list.length}`,
      `${(100 * median(list.map(({ told, truth }) => Math.abs(told.value - truth) / truth))).toFixed(1)} %`,
      `${(100 * median(list.map(({ before, truth }) => Math.abs(before - truth) / truth))).toFixed(1)} %`,
      `${((100 * list.filter(({ told, truth }) => told.low <= truth && truth <= told.high).length) / list.length).toFixed(1)} %`,
      `${(100 * median(list.map(({ told }) => (told.high - told.low) / told.value))).toFixed(0)} %`,
    ];
    return {
      lines: [
        ...table(["fault", "planted", "found", "false", "false per 100 statements", "first month right"], rows),
        "",
        `${statements} statements (a service's month) in ${WORLDS} worlds of 24 months, 8 services, 50 territories, 60 recordings; ${((1000 * seconds) / statements).toFixed(1)} ms a statement; seed ${SEED}. Told apart as no fault of a statement: ${shared} (currencies, recordings taken down everywhere).`,
        "",
        ...table(
          [
            "money of three months not reported",
            "cases",
            "error of the sum (median)",
            "the last three months again",
            "90 % interval holds",
            "its width (median)",
          ],
          [
            row("all", nowcasts),
            row(
              "under half of the services counted",
              nowcasts.filter(({ known }) => known < 0.5),
            ),
            row(
              "12 to 23 months of statements",
              nowcasts.filter(({ months }) => months < 24),
            ),
            row(
              "24 and more",
              nowcasts.filter(({ months }) => months >= 24),
            ),
          ],
        ),
      ],
      figures: { rows, nowcasts: nowcasts.length },
    };
  },
};

/** The same kind, service, place and recording, with a month in common. */
function isOf(finding: AuditFinding, fault: Fault): boolean {
  return (
    finding.kind === fault.kind &&
    finding.service === `S${fault.service}` &&
    finding.territory === (fault.territory === null ? null : `P${fault.territory}`) &&
    finding.recording === (fault.recording === null ? null : `R${fault.recording}`) &&
    finding.from <= fault.until &&
    finding.until >= fault.from
  );
}
