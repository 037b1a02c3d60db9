/** `integrity`: the answer as text, JSON, a page, rows, and pages to send to a distributor. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  type Integrity,
  type IntegrityFinding,
  type IntegrityPanel,
  integrityOf,
  layouts,
} from "../../distribution/index.ts";
import { countText } from "../../foundation/look/figure-text.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import { readFigure } from "../../foundation/tables/figure.ts";
import { readDate } from "../../foundation/tables/index.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import { integrityPanel, playlistsOf, titlesOf } from "../distribution/integrity-panel.ts";
import { writeWhole } from "../project/files.ts";
import { evidencePage, integrityReport, type TracedFinding } from "../report/integrity-report.ts";
import { auditText, findingTitle, openText, playlistText, reasonText } from "../report/integrity-words.ts";
import { openStore, type ProjectStore } from "../store/project-store.ts";
import { traceFigure } from "../store/trace-figure.ts";
import type { Context } from "./verb.ts";

/** Lines of each file that an evidence page shows. */
const LINES = 60;

export async function showIntegrity(context: Context): Promise<void> {
  const { project, added } = context.options as unknown as {
    readonly project: string;
    readonly added: readonly string[];
  };
  const asked = added.map(readAdded);
  const store = await openStore(project, { mustExist: true });
  try {
    const answer = integrityOf(await integrityPanel(store.facts, asked));
    if (answer.status !== "done") {
      context.say(`not enough data: ${answer.missing}`);
      context.say(answer.cheapestNextStep);
      context.write(answer);
      return;
    }
    const findings: IntegrityFinding[] = [];
    const titles = await titlesOf(store.facts);
    for (const finding of answer.findings) {
      const playlists = await playlistsOf(store.facts, finding);
      findings.push({ ...finding, title: titles.get(finding.recording) ?? null, playlists });
    }
    const whole = { ...answer, findings };
    const files = context.out === null ? [] : await writeAll(context, context.out, store, whole);
    for (const text of linesOf(whole)) context.say(text);
    context.write({ ...whole, files });
  } finally {
    store.close();
  }
}

function readAdded(text: string): IntegrityPanel["added"][number] {
  const at = text.lastIndexOf("=");
  const span = at > 0 ? readDate(text.slice(at + 1), "day-first") : null;
  if (!span) throw new InputError("--added", "RECORDING=DATE, like QZABC2500001=2026-03-01", text);
  return { recording: text.slice(0, at), day: span.from };
}

async function writeAll(context: Context, out: string, store: ProjectStore, answer: Integrity): Promise<string[]> {
  await mkdir(out, { recursive: true });
  const files: string[] = [];
  const put = async (name: string, text: string): Promise<void> => {
    await writeWhole(join(out, name), text, context.force);
    files.push(join(out, name));
  };
  await put("integrity.html", integrityReport(answer));
  await put("findings.csv", findingRows(answer));
  if (answer.audit) await put("statements.csv", auditRows(answer.audit));
  await put("integrity.json", `${JSON.stringify(answer, null, 2)}\n`);
  const evidence = answer.findings.filter(({ level }) => level === "evidence");
  for (const recording of new Set(evidence.map((each) => each.recording))) {
    const traced: TracedFinding[] = [];
    for (const finding of evidence.filter((each) => each.recording === recording)) {
      const trace = await traceFigure(store, readFigure(finding.figure), layouts, LINES);
      const known = store.state.files();
      const hashes = trace.files.map(
        ({ path, member }) => known.find((file) => file.path === path && file.member === member)?.hash ?? "",
      );
      traced.push({ finding, trace, hashes });
    }
    const name = (recording || "all").replace(/[^\p{L}\p{N}]+/gu, "-");
    await put(`evidence-${name}.html`, evidencePage(recording, traced));
  }
  return files;
}

function linesOf({ findings, explained, leftOut, audit, nowcast, playlists, views }: Integrity): string[] {
  return [
    ...views.map(
      ({ grain, recordings, from, until, cannotTell }) =>
        `${countText(recordings, "recording", "recordings")} by ${grain}, ${from} to ${until}${cannotTell.length > 0 ? `; cannot tell ${cannotTell.join("; ")}` : ""}`,
    ),
    ...(leftOut > 0 ? [`${leftOut} small recordings were not looked at`] : []),
    ...findings
      .slice(0, 20)
      .flatMap((finding) => [
        `${finding.level === "evidence" ? "EVIDENCE" : "look"}  ${findingTitle(finding)}`,
        ...finding.reasons.slice(1).map((reason) => `    ${reasonText(reason)}`),
        ...(finding.cannotTell === null ? [] : [`    ${openText(finding.cannotTell)}`]),
      ]),
    ...(explained > 0 ? [`${explained} surges have an innocent explanation`] : []),
    ...(audit
      ? audit.findings.length === 0
        ? ["statements: nothing is missing, no rate dropped"]
        : audit.findings.slice(0, 30).map(auditText)
      : []),
    ...(nowcast?.status === "done"
      ? [
          `not reported yet, ${nowcast.monthKeys.join(", ")}: ${nowcast.value.toFixed(2)} ${nowcast.currency} (90 %: ${nowcast.low.toFixed(2)} to ${nowcast.high.toFixed(2)})`,
        ]
      : nowcast
        ? [`money not reported yet: cannot tell: needs ${nowcast.missing}`]
        : []),
    ...playlists.map(playlistText),
  ];
}

function findingRows({ findings }: Integrity): string {
  return csvText([
    [
      "level",
      "kind",
      "recording",
      "from",
      "until",
      "usual",
      "observed",
      "excess",
      "territories",
      "services",
      "playlists",
      "figure",
    ],
    ...findings.map((each) => [
      each.level,
      each.kind,
      each.recording,
      each.title,
      each.from,
      each.until,
      each.streams.usual,
      each.streams.observed,
      each.streams.excess,
      each.territories.map(({ name }) => name).join(" "),
      each.services.map(({ name }) => name).join("; "),
      each.playlists.map(({ playlist }) => playlist).join("; "),
      each.figure,
    ]),
  ]);
}

function auditRows({ findings }: NonNullable<Integrity["audit"]>): string {
  return csvText([
    ["kind", "service", "territory", "recording", "from", "until", "expected", "observed", "against", "figure"],
    ...findings.map((each) => [
      each.kind,
      each.service,
      each.territory,
      each.recording,
      each.from,
      each.until,
      each.expected,
      each.observed,
      each.against,
      each.figure,
    ]),
  ]);
}
