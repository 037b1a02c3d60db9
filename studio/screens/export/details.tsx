import type { ReactElement } from "react";
import { errorText, sendJson } from "../../api/request.ts";
import type { ProjectDetails } from "../../api/types.ts";
import { TextField } from "../../parts/controls.tsx";
import { say } from "../../state/notices.ts";
import { api, type OpenProject, project as store } from "../../state/project.ts";

/** What the release is called: kept in release.json. */
export function Details({ project }: { readonly project: OpenProject }): ReactElement {
  const { title, artist, date } = project.details;
  const change = (fields: Partial<ProjectDetails>): void =>
    void sendJson<ProjectDetails>(api(project.id), fields, "PATCH").then(
      (details) => store.set((open) => (open?.id === project.id ? { ...open, details } : open)),
      (cause: unknown) => say({ kind: "error", text: errorText(cause) }),
    );
  return (
    <section className="section" aria-label="Release">
      <h2>Release</h2>
      <div className="form">
        <TextField label="Title" value={title} onChange={(value) => value && change({ title: value })} />
        <TextField label="Artist" value={artist} onChange={(value) => value && change({ artist: value })} />
        <TextField
          label="Year or day"
          placeholder="2026-11-01"
          value={date ?? ""}
          onChange={(value) => change({ date: value || null })}
        />
      </div>
    </section>
  );
}
