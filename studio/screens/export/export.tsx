/** Export: what there is to hand over, with checksums; sessions for DAWs; the record of what the machine did. */
import { type ReactElement, useState } from "react";
import { errorText, send } from "../../api/request.ts";
import type { ProjectFile } from "../../api/types.ts";
import { Button, Choice, TextField } from "../../parts/controls.tsx";
import { saveBlob } from "../../parts/saving.ts";
import { Empty, JobProgress, Table } from "../../parts/shown.tsx";
import { say } from "../../state/notices.ts";
import { api, type OpenProject, performJob } from "../../state/project.ts";
import { running } from "../../state/results.ts";
import { isCodecTrial } from "../../state/sounds.ts";
import { AiUse } from "./ai-use.tsx";
import { Details } from "./details.tsx";

const DELIVERED: readonly ProjectFile["place"][] = ["masters", "mixes", "scores", "campaign", "reports"];

export default function Export({ project }: { readonly project: OpenProject }): ReactElement {
  const files = DELIVERED.flatMap((each) => project.files.filter((file) => file.place === each && !isCodecTrial(file)));
  const [sums, setSums] = useState<Readonly<Record<string, string>>>({});
  const [session, setSession] = useState("shaped");
  const [place, setPlace] = useState("all");
  const [tags, setTags] = useState<Readonly<Record<string, string>>>({});
  const job = running(project, "mix", "master", "make");
  const plan = project.files.find(({ path }) => path === "mixes/plan.json");
  const mix = project.files.find(
    ({ place: where, kind, path }) => where === "mixes" && kind === "audio" && !path.includes("/session/"),
  );
  const shown = files.filter((file) => place === "all" || file.place === place);
  const save = async (file: ProjectFile): Promise<void> => {
    try {
      saveBlob(file.name, await (await send(api(project.id, `/files/${file.id}/content`))).blob());
    } catch (cause) {
      say({ kind: "error", text: errorText(cause) });
    }
  };
  const checksum = async (file: ProjectFile): Promise<void> => {
    try {
      const bytes = await (await send(api(project.id, `/files/${file.id}/content`))).arrayBuffer();
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      setSums((now) => ({ ...now, [file.id]: [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("") }));
    } catch (cause) {
      say({ kind: "error", text: errorText(cause) });
    }
  };
  const manifest = async (): Promise<void> => {
    for (const file of shown) if (!sums[file.id]) await checksum(file);
  };
  if (files.length === 0)
    return (
      <Empty title="Nothing to hand over yet">
        <p>
          Masters, sessions, scores, campaigns and reports stand here with their checksums as soon as there are any.
        </p>
      </Empty>
    );
  return (
    <div className="page">
      <header>
        <h1>Export</h1>
        <p>All of it lies in {project.details.folder}; what you save from here are copies.</p>
      </header>
      <Details project={project} />
      <section className="section" aria-label="Files">
        <div className="row wide wrap">
          <h2>What is delivered</h2>
          <div className="row">
            <Choice
              label="Show"
              value={place}
              choices={[["all", "everything"], ...DELIVERED.map((each) => [each, each] as const)]}
              onChange={setPlace}
            />
            <Button onClick={() => void manifest()}>Checksums of all</Button>
          </div>
        </div>
        <Table
          name="delivered files"
          columns={[
            { name: "File", of: ({ path }) => path },
            { name: "What it is", of: ({ about }) => about },
            {
              name: "SHA-256",
              of: ({ id }) => sums[id] ?? null,
              show: (file) =>
                sums[file.id] ? (
                  <code className="tiny sum">{sums[file.id]}</code>
                ) : (
                  <Button kind="bare" onClick={() => void checksum(file)}>
                    Work it out
                  </Button>
                ),
            },
            {
              name: "Save",
              hidden: true,
              of: () => null,
              show: (file) => <Button icon="save" label={`Save ${file.name}`} onClick={() => void save(file)} />,
            },
          ]}
          rows={shown}
          keyOf={({ id }) => id}
        />
      </section>
      {job && <JobProgress job={job} />}
      <section className="section" aria-label="Sessions">
        <h2>Sessions for your DAW</h2>
        <p className="small quiet">
          The mix as a project for REAPER, and as DAWproject for Bitwig, Studio One and others.
        </p>
        <div className="row wrap">
          <Choice
            label="Stems in it"
            value={session}
            choices={[
              ["shaped", "as the plan shapes them"],
              ["raw", "untouched"],
            ]}
            onChange={setSession}
          />
          <Button
            disabled={!plan || job !== null}
            title={plan ? "" : "There is no mix yet"}
            onClick={() =>
              plan &&
              void performJob(
                {
                  verb: "mix",
                  material: ["stems"],
                  options: {
                    plan: plan.id,
                    session,
                    "no-master": true,
                    "print-stems": true,
                    force: true,
                    name: mix ? mix.name.replace(/\.[^.]+$/, "") : "mix",
                  },
                  documents: {},
                },
                "Sessions and stems are written.",
              )
            }
          >
            Write sessions and stems
          </Button>
        </div>
      </section>
      <section className="section" aria-label="Tags">
        <h2>Tagged masters</h2>
        <div className="form">
          {["title", "artist", "album", "isrc", "upc", "date"].map((name) => (
            <TextField
              key={name}
              label={
                name.length <= 4 && name !== "date" ? name.toUpperCase() : `${name[0]?.toUpperCase()}${name.slice(1)}`
              }
              value={
                tags[name] ??
                (name === "title" ? project.details.title : name === "artist" ? project.details.artist : "")
              }
              onChange={(value) => setTags((now) => ({ ...now, [name]: value }))}
            />
          ))}
        </div>
        <div>
          <Button
            disabled={!mix || job !== null}
            title={mix ? "WAV, FLAC, MP3 and AAC with these tags" : "There is no mix yet"}
            onClick={() => {
              const master =
                mix &&
                project.files.find(({ path }) => path === `masters/${mix.name.replace(/\.[^.]+$/, "")}.plan.json`);
              if (mix)
                void performJob(
                  {
                    verb: "master",
                    material: [mix.id],
                    options: {
                      formats: ["wav24", "flac24", "mp3-320", "aac-256"],
                      force: true,
                      ...(master ? { keep: master.id } : {}),
                    },
                    documents: {
                      tags: {
                        title: project.details.title,
                        artist: project.details.artist,
                        ...Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== "")),
                      },
                    },
                  },
                  "Masters with tags are written.",
                );
            }}
          >
            Write them
          </Button>
        </div>
      </section>
      <AiUse project={project} />
    </div>
  );
}
