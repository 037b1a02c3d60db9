/** What verbs answered: the document of the newest job of a verb that is done, or of a file that it wrote. */
import { useEffect, useState } from "react";
import { getJson } from "../api/request.ts";
import type { JobView, ProjectFile } from "../api/types.ts";
import { api, type OpenProject } from "./project.ts";

/** Null: there is none yet; undefined: it is being read. */
export function useResult<T>(
  project: OpenProject,
  verb: string,
  fits?: (job: JobView) => boolean,
): T | null | undefined {
  const job = project.jobs.find((each) => each.verb === verb && each.state === "done" && (fits?.(each) ?? true));
  const [known, setKnown] = useState<{ readonly id: number; readonly document: T } | null>(null);
  useEffect(() => {
    if (job === undefined || known?.id === job.id) return;
    let gone = false;
    getJson<{ document: T }>(api(project.id, `/jobs/${job.id}/result`)).then(
      ({ document }) => {
        if (!gone) setKnown({ id: job.id, document });
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [job, known, project.id]);
  if (job === undefined) return null;
  return known?.id === job.id ? known.document : undefined;
}

/** A JSON file of the project, read again whenever it changed. Null: it is not there; undefined: it is being read. */
export function useDocument<T>(project: OpenProject, path: string | null): T | null | undefined {
  const file: ProjectFile | undefined = project.files.find((each) => each.path === path);
  const key = file ? `${file.id}.${file.modifiedAt}` : null;
  const [known, setKnown] = useState<{ readonly key: string; readonly document: T | null } | null>(null);
  useEffect(() => {
    if (key === null || file === undefined || known?.key === key) return;
    let gone = false;
    getJson<T>(api(project.id, `/files/${file.id}/document`)).then(
      (document) => {
        if (!gone) setKnown({ key, document });
      },
      () => {
        if (!gone) setKnown({ key, document: null });
      },
    );
    return () => {
      gone = true;
    };
  }, [key, file, known, project.id]);
  if (key === null) return null;
  return known?.key === key ? known.document : undefined;
}

/** The job of this verb that is under way, if one is. */
export function running(project: OpenProject, ...verbs: readonly string[]): JobView | null {
  return (
    project.jobs.find(({ verb, state }) => verbs.includes(verb) && (state === "running" || state === "queued")) ?? null
  );
}
