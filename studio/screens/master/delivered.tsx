import type { ReactElement } from "react";
import { numberText } from "../../../foundation/look/figure-text.ts";
import type { ProjectFile } from "../../api/types.ts";
import { Button } from "../../parts/controls.tsx";
import { Table } from "../../parts/shown.tsx";
import { play } from "../../player/player.ts";
import type { OpenProject } from "../../state/project.ts";
import { useResult } from "../../state/results.ts";
import { hear } from "../../state/sounds.ts";

interface Output {
  readonly path: string;
  readonly target: string | null;
  readonly reached: boolean;
  readonly why: string | null;
  readonly integratedLufs: number | null;
  readonly truePeakDbtp: number | null;
  readonly limiting: { readonly mostDb: number } | null;
  readonly store?: readonly { readonly code: string; readonly pass: boolean; readonly say: string }[];
}

interface MasterDocument {
  readonly file?: string;
  readonly outputs?: readonly Output[];
  readonly codecPreview?: readonly {
    readonly of: string;
    readonly codec: string;
    readonly path?: string | null;
    readonly truePeakDbtp: number | null;
    readonly integratedLufs: number | null;
    readonly over: boolean;
  }[];
}

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** The project's file at an absolute path of a document; undefined where it is gone. */
const fileAt = ({ files, details }: OpenProject, path: string): ProjectFile | undefined => {
  const within = path.replaceAll("\\", "/").slice(details.folder.length + 1);
  return files.find((file) => file.path === within);
};

/** What the last mastering delivered: each file as it was measured, what codecs make of it, what stores will say. */
export function Delivered({
  project,
  album,
  name,
}: {
  readonly project: OpenProject;
  readonly album: boolean;
  readonly name: string;
}): ReactElement | null {
  const document = useResult<MasterDocument>(
    project,
    "master",
    ({ line }) => line.includes("--album") === album && !line.includes("--learn-sound"),
  );
  if (!document?.outputs || (!album && document.file && !nameOf(document.file).startsWith(name))) return null;
  const failing = document.outputs.flatMap(({ path, store = [] }) =>
    store.filter(({ pass }) => !pass).map(({ code, say }) => ({ key: `${path} ${code}`, file: nameOf(path), say })),
  );
  return (
    <section className="section" aria-label="Delivered">
      <h2>Delivered</h2>
      <Table
        name="delivered"
        columns={[
          { name: "File", of: ({ path }) => nameOf(path) },
          {
            name: "Loudness, LUFS",
            number: true,
            of: (row) => row.integratedLufs,
            show: (row) => numberText(row.integratedLufs, 1),
          },
          {
            name: "True peak, dBTP",
            number: true,
            of: (row) => row.truePeakDbtp,
            show: (row) => numberText(row.truePeakDbtp, 1),
          },
          {
            name: "Most limiting, dB",
            number: true,
            of: (row) => row.limiting?.mostDb ?? 0,
            show: (row) => numberText(row.limiting?.mostDb ?? 0, 1),
          },
          {
            name: "As asked",
            of: (row) => (row.reached ? "yes" : (row.why ?? "no")),
            show: (row) => (row.reached ? "yes" : <span className="amber">{row.why ?? "no"}</span>),
          },
        ]}
        rows={document.outputs}
        keyOf={({ path }) => path}
      />
      {document.codecPreview && document.codecPreview.length > 0 && (
        <Table
          name="codec preview"
          caption="Encoded as services do, decoded, measured"
          columns={[
            { name: "Codec", of: ({ codec }) => codec },
            { name: "Of", of: ({ of }) => nameOf(of) },
            {
              name: "True peak, dBTP",
              number: true,
              of: (row) => row.truePeakDbtp,
              show: (row) => <span className={row.over ? "red" : undefined}>{numberText(row.truePeakDbtp, 2)}</span>,
            },
            {
              name: "Loudness, LUFS",
              number: true,
              of: (row) => row.integratedLufs,
              show: (row) => numberText(row.integratedLufs, 1),
            },
            { name: "Overs", of: (row) => (row.over ? "yes" : "none") },
            {
              name: "Hear",
              hidden: true,
              of: () => "",
              show: ({ of, codec, path }) => {
                const pair = [of, path ?? ""].flatMap((each) => fileAt(project, each) ?? []);
                return pair.length === 2 ? (
                  <Button
                    icon="play"
                    label={`Hear ${nameOf(of)} against what ${codec} makes of it`}
                    onClick={() => void hear(pair, 1).then(() => play())}
                  />
                ) : null;
              },
            },
          ]}
          rows={document.codecPreview}
          keyOf={({ of, codec }) => of + codec}
        />
      )}
      {failing.length > 0 && (
        <div className="stack">
          <h3>What stores will say</h3>
          <ul className="stack small">
            {failing.map(({ key, file, say }) => (
              <li key={key} className="amber">
                {file}: {say}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
