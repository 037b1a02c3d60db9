/** Jobs: what runs and what ran, in plain words; cancel, again, and the command line that would do the same. */
import type { ReactElement } from "react";
import { clockText } from "../../../foundation/look/figure-text.ts";
import { errorText, sendJson } from "../../api/request.ts";
import type { JobView } from "../../api/types.ts";
import { Button } from "../../parts/controls.tsx";
import { JobProgress } from "../../parts/shown.tsx";
import { say } from "../../state/notices.ts";
import { go } from "../../state/place.ts";
import { api, ended, type OpenProject } from "../../state/project.ts";

const STATES: Readonly<Record<JobView["state"], string>> = {
  queued: "waiting",
  running: "running",
  done: "done",
  failed: "not done",
  cancelled: "cancelled",
};

export default function Jobs({ project }: { readonly project: OpenProject }): ReactElement {
  const current = project.jobs.filter((job) => !ended(job));
  const past = project.jobs.filter(ended);
  return (
    <div className="page">
      <header>
        <h1>Jobs</h1>
        <p>Long work goes on while you look at something else, and after the studio was closed it is taken up again.</p>
      </header>
      <section className="section" aria-label="Under way">
        <h2>Under way</h2>
        {current.length === 0 && <p className="quiet small">Nothing.</p>}
        {current.map((job) => (
          <JobProgress key={job.id} job={job} />
        ))}
      </section>
      <section className="section" aria-label="Past">
        <h2>Past</h2>
        {past.length === 0 && <p className="quiet small">Nothing yet: mix, master or read something.</p>}
        <ul className="dropped">
          {past.map((job) => (
            <li key={job.id}>
              <div className="row wide">
                <span>
                  <span className="strong">{job.verb}</span>{" "}
                  <span className={job.state === "failed" ? "red" : "quiet"}>{STATES[job.state]}</span>{" "}
                  {job.interrupted && <span className="badge">was interrupted, done again</span>}
                </span>
                <span className="row">
                  <span className="tiny quiet">
                    {new Date(job.enqueuedAt).toLocaleString()}
                    {job.endedAt !== null && `, ${clockText((job.endedAt - job.enqueuedAt) / 1000)}`}
                  </span>
                  <Button
                    kind="bare"
                    onClick={() =>
                      void sendJson(api(project.id, `/jobs/${job.id}/again`), {}).catch((cause: unknown) =>
                        say({ kind: "error", text: errorText(cause) }),
                      )
                    }
                  >
                    Again
                  </Button>
                </span>
              </div>
              {job.error !== null && <p className="small">{job.error}</p>}
              {job.questions !== null && (
                <div>
                  <Button onClick={() => go({ screen: "data", project: project.id })}>Answer its questions</Button>
                </div>
              )}
              <code className="tiny quiet">{job.line}</code>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
