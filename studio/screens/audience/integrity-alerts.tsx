import type { ReactElement } from "react";
import { numberText } from "../../../foundation/look/figure-text.ts";
import { CannotTell } from "../../parts/cannot-tell.tsx";
import { Chart } from "../../pictures/chart.tsx";
import type { OpenProject } from "../../state/project.ts";
import type { IntegrityDocument } from "./documents.ts";
import { Trace } from "./trace.tsx";

interface IntegrityAlertsProps {
  readonly integrity: IntegrityDocument | null | undefined;
  readonly project: OpenProject;
}

/** Whether streams or money look wrong: each alert with its days, what innocent explanation was refused and why. */
export function IntegrityAlerts({ integrity, project }: IntegrityAlertsProps): ReactElement | null {
  if (!integrity) return null;
  if (integrity.status === "not-enough-data")
    return (
      <section className="section" aria-label="Integrity">
        <h2>Whether the figures are right</h2>
        <CannotTell missing={integrity.missing} step={integrity.cheapestNextStep} />
      </section>
    );
  const { findings, audit, nowcast, views, explained } = integrity;
  const cannot = [...new Set(views.flatMap(({ cannotTell }) => cannotTell))];
  return (
    <section className="section" aria-label="Integrity">
      <h2>Whether the figures are right</h2>
      {findings.length === 0 && (
        <p className="small">
          No surge looks bought. {explained > 0 && `${explained} surges have an innocent explanation.`}
        </p>
      )}
      {findings.map((finding) => (
        <article key={finding.id} className="stack">
          <p>
            <span className={`badge ${finding.level === "evidence" ? "red" : "amber"}`}>{finding.level}</span>{" "}
            <span className="strong">{finding.title ?? finding.recording}</span>, {finding.from} to {finding.until}:{" "}
            {numberText(finding.streams.observed, 0)} streams where {numberText(finding.streams.usual, 0)} are usual (
            {finding.kind}).
          </p>
          {finding.series && (
            <Chart
              title={`${finding.title ?? finding.recording}, day by day`}
              says="What was counted against what is usual."
              unit="streams"
              axis="days"
              x={finding.series.values.map(
                (_, at) => Date.parse(`${finding.series?.first}T00:00:00Z`) / 1000 + at * 86_400,
              )}
              lines={[
                { name: "usual", values: finding.series.usual, ink: "quiet", dashed: true },
                { name: "counted", values: finding.series.values, ink: "accent" },
              ]}
              height={140}
              digits={0}
            />
          )}
          {finding.cannotTell && <p className="small quiet">Cannot be told: {finding.cannotTell}.</p>}
          <Trace figure={finding.figure} project={project} />
        </article>
      ))}
      {audit && (
        <p className="small">
          Statements, {audit.from} to {audit.until}:{" "}
          {audit.findings.length === 0
            ? "nothing is missing, and no rate dropped."
            : `${audit.findings.length} things to ask about.`}
        </p>
      )}
      {audit?.findings.map((finding) => (
        <div key={finding.figure + finding.from} className="row wide small">
          <span>
            {finding.from} to {finding.until}: {finding.kind}
          </span>
          <Trace figure={finding.figure} project={project} />
        </div>
      ))}
      {nowcast?.status === "done" && (
        <p className="small">
          Not reported yet ({nowcast.monthKeys.join(", ")}): about {numberText(nowcast.value, 2)} {nowcast.currency} (90
          %: {numberText(nowcast.low, 2)} to {numberText(nowcast.high, 2)}).
        </p>
      )}
      {cannot.length > 0 && (
        <details className="small quiet">
          <summary>What these exports cannot tell</summary>
          <ul>
            {cannot.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
