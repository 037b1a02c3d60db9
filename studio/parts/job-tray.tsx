import { type ReactElement, useState } from "react";
import type { JobView } from "../api/types.ts";
import { go } from "../state/place.ts";
import { ended } from "../state/project.ts";
import { Button } from "./controls.tsx";
import { JobProgress, leftText } from "./shown.tsx";

/** Long work, in a tray with time left: one can go elsewhere meanwhile. */
export function JobTray({ jobs }: { readonly jobs: readonly JobView[] }): ReactElement | null {
  const [open, setOpen] = useState(false);
  const current = jobs.filter((job) => !ended(job));
  const [first] = current.toReversed();
  if (!first) return null;
  return (
    <div className="tray">
      <Button icon="jobs" kind="bare" expanded={open} onClick={() => setOpen(!open)}>
        {first.verb}
        {current.length > 1 && ` and ${current.length - 1} more`} {leftText(first.progress?.secondsLeft ?? null)}
      </Button>
      {open && (
        <div className="float tray-list stack loose">
          {current.map((job) => (
            <JobProgress key={job.id} job={job} />
          ))}
          <Button kind="bare" onClick={() => go({ screen: "jobs", project: first.project })}>
            All jobs
          </Button>
        </div>
      )}
    </div>
  );
}
