/** Home: drop anything; it says what each file is and what can be done with it. Recent projects; the examples. */
import { type ReactElement, useEffect, useState } from "react";
import { errorText, getJson, sendJson } from "../../api/request.ts";
import type { NewExample, ProjectDetails, Start } from "../../api/types.ts";
import { Button, TextField } from "../../parts/controls.tsx";
import { DropZone } from "../../parts/drop-zone.tsx";
import { DroppedList } from "../../parts/dropped-list.tsx";
import { openExample } from "../../state/examples.ts";
import { say } from "../../state/notices.ts";
import { go } from "../../state/place.ts";
import { useStore } from "../../state/store.ts";
import { drop, dropped } from "../../state/uploads.ts";

export function Home(): ReactElement {
  const [start, setStart] = useState<Start | null>(null);
  const [error, setError] = useState<string | null>(null);
  const items = useStore(dropped);
  useEffect(() => {
    getJson<Start>("/api/start").then(setStart, (cause: unknown) => setError(errorText(cause)));
  }, []);
  const take = async (files: readonly File[]): Promise<void> => {
    try {
      // What was dropped before and waits here belongs to the same release.
      const [waiting] = dropped.get().filter(({ kept }) => kept === null);
      const project =
        waiting?.project ??
        (await sendJson<ProjectDetails>("/api/projects", { title: titleOf(files), artist: "Me" })).id;
      await drop(project, files);
    } catch (cause) {
      say({ kind: "error", text: errorText(cause) });
    }
  };
  return (
    <div className="page">
      <header>
        <h1>What have you got?</h1>
        <p>Everything stays on this machine.</p>
      </header>
      {error !== null && (
        <p className="red" role="alert">
          {error}
        </p>
      )}
      <DropZone take={(files) => void take(files)}>
        <p className="strong">Drop a song, stems, notes or exports here</p>
        <p className="quiet small">
          WAV, AIFF, FLAC, MP3, Opus, Vorbis and more; MIDI, MusicXML, ABC; what streaming services, distributors and
          social media let you download, as CSV, XLSX or ZIP.
        </p>
      </DropZone>
      <DroppedList items={items} />
      {start && (
        <>
          {start.missing.map((what) => (
            <p key={what} className="amber small">
              Missing on this machine: {what}.
            </p>
          ))}
          {start.recent.length > 0 && (
            <section className="section" aria-labelledby="recent">
              <h2 id="recent">Your projects</h2>
              <ul className="projects">
                {start.recent.map(({ id, title, artist, folder, openedAt }) => (
                  <li key={id}>
                    <button type="button" className="list-button" onClick={() => go({ screen: "listen", project: id })}>
                      <span className="strong">{title}</span>
                      <span className="small">{artist}</span>
                      <span className="tiny quiet cut" title={folder}>
                        {folder}
                      </span>
                      <span className="tiny quiet">{new Date(openedAt).toLocaleString()}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Examples start={start} />
          <NewProject />
        </>
      )}
    </div>
  );
}

/** Of one file its name; of several what they have in common, or "New release". */
function titleOf(files: readonly File[]): string {
  const stem = (name: string): string =>
    name
      .replace(/\.[^.]+$/, "")
      .replace(/[_-]+/g, " ")
      .trim();
  return files.length === 1 ? stem((files[0] as File).name) || "New release" : "New release";
}

function Examples({ start }: { readonly start: Start }): ReactElement {
  const [busy, setBusy] = useState(false);
  const open = async (song: NewExample["song"]): Promise<void> => {
    setBusy(true);
    await openExample(song);
    setBusy(false);
  };
  return (
    <section className="section" aria-labelledby="examples">
      <h2 id="examples">To try things on</h2>
      <ul className="projects">
        {start.examples.map(({ song, title, about }) => (
          <li key={song}>
            <button type="button" className="list-button" disabled={busy} onClick={() => void open(song)}>
              <span className="strong">{title}</span>
              <span className="small quiet">{about}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NewProject(): ReactElement {
  const [title, setTitle] = useState("");
  const [artist, setArtist] = useState("");
  const make = async (): Promise<void> => {
    try {
      const made = await sendJson<ProjectDetails>("/api/projects", { title, artist: artist || "Me" });
      go({ screen: "listen", project: made.id });
    } catch (cause) {
      say({ kind: "error", text: errorText(cause) });
    }
  };
  return (
    <section className="section" aria-labelledby="new">
      <h2 id="new">A new release</h2>
      <div className="row wrap low">
        <TextField label="Title" value={title} onChange={setTitle} />
        <TextField label="Artist" value={artist} onChange={setArtist} />
        <Button disabled={title === ""} title={title === "" ? "It needs a title" : ""} onClick={() => void make()}>
          Begin
        </Button>
      </div>
    </section>
  );
}
