/** History: every version of every plan, what changed, and the way back; branches to compare. */
import { type ReactElement, useEffect, useState } from "react";
import { getJson } from "../../api/request.ts";
import type { PlanAnswer, PlanLine } from "../../api/types.ts";
import { Button, TextField } from "../../parts/controls.tsx";
import { Empty } from "../../parts/shown.tsx";
import { currentLine, movePlan } from "../../state/plans.ts";
import { api, type OpenProject } from "../../state/project.ts";

export default function History({ project }: { readonly project: OpenProject }): ReactElement {
  const { lines, versions } = project.history;
  const [chosen, setChosen] = useState<string | null>(null);
  const line = lines.find((each) => each.line === chosen) ?? lines[0];
  useEffect(() => {
    currentLine.set(line?.line ?? null);
    return () => currentLine.set(null);
  }, [line?.line]);
  if (!line)
    return (
      <Empty title="No history yet">
        <p>As soon as something is planned, a mix, a master, a song or a campaign, every version of it is kept here.</p>
      </Empty>
    );
  return (
    <div className="craft two">
      <aside className="material stack" aria-label="Plans">
        <h2>Plans</h2>
        <ul className="list">
          {lines.map((each) => (
            <li key={each.line}>
              <button
                type="button"
                className="list-button"
                aria-pressed={each.line === line.line}
                onClick={() => setChosen(each.line)}
              >
                <span className="cut">{nameOfLine(each.line)}</span>
                <span className="tiny quiet">
                  {each.line}, branch {each.branch}, version {each.now}
                </span>
              </button>
            </li>
          ))}
        </ul>
        <Branches line={line} />
      </aside>
      <div className="seen">
        <div className="row wide wrap">
          <h1>{nameOfLine(line.line)}</h1>
          <div className="row">
            <Button
              icon="undo"
              disabled={!line.canUndo}
              onClick={() => void movePlan({ kind: "undo", line: line.line })}
            >
              Undo
            </Button>
            <Button
              icon="redo"
              disabled={!line.canRedo}
              onClick={() => void movePlan({ kind: "redo", line: line.line })}
            >
              Redo
            </Button>
          </div>
        </div>
        <ol className="dropped">
          {versions
            .filter((each) => each.line === line.line)
            .map((version) => (
              <li key={version.id} className={version.id === line.now ? "chosen" : undefined}>
                <div className="row wide">
                  <span className={version.by === "person" ? "person" : undefined}>
                    <span className="strong">{version.id}</span> {version.what}
                  </span>
                  {version.id === line.now ? (
                    <span className="badge">now</span>
                  ) : (
                    <Button
                      kind="bare"
                      onClick={() => void movePlan({ kind: "restore", line: line.line, version: version.id })}
                    >
                      Go back to this
                    </Button>
                  )}
                </div>
                <p className="tiny quiet">
                  {new Date(version.at).toLocaleString()}, by {version.by === "person" ? "you" : "the machine"}, branch{" "}
                  {version.branch}
                  {version.parent !== null && `, from ${version.parent}`}, Songwright {version.version}, seed{" "}
                  {version.seed}
                </p>
                <Changes project={project} version={version.id} line={line.line} />
              </li>
            ))}
        </ol>
      </div>
    </div>
  );
}

/** "masters/first-light.plan.json": "Master of first-light". */
function nameOfLine(line: string): string {
  const known = { "mixes/plan.json": "Mix", "scores/plan.json": "Song", "campaign/plan.json": "Campaign" }[line];
  if (known !== undefined) return known;
  if (line === "masters/album.plan.json") return "Album";
  const master = /^masters\/(.+)\.plan\.json$/.exec(line)?.[1];
  return master === undefined ? line : `Master of ${master}`;
}

function Branches({ line }: { readonly line: PlanLine }): ReactElement {
  const [name, setName] = useState("");
  return (
    <section className="section" aria-label="Branches">
      <h3>Branches</h3>
      {line.branches.map((branch) => (
        <Button
          key={branch.name}
          pressed={branch.name === line.branch}
          onClick={() => void movePlan({ kind: "switch", line: line.line, name: branch.name })}
        >
          {branch.name}
        </Button>
      ))}
      <TextField label="A new branch from here" placeholder="B" value={name} onChange={setName} />
      <Button
        disabled={name === ""}
        onClick={() => void movePlan({ kind: "branch", line: line.line, name }).then((done) => done && setName(""))}
      >
        Branch
      </Button>
    </section>
  );
}

/** All that changed against the version before, when asked for. */
function Changes({
  project,
  version,
  line,
}: {
  readonly project: OpenProject;
  readonly version: number;
  readonly line: string;
}): ReactElement {
  const [changed, setChanged] = useState<readonly string[] | null>(null);
  return (
    <details
      className="tiny"
      onToggle={(event) => {
        if (!event.currentTarget.open || changed !== null) return;
        void getJson<PlanAnswer>(api(project.id, `/plans?line=${encodeURIComponent(line)}&version=${version}`)).then(
          (answer) => setChanged(answer.changed),
          () => setChanged([]),
        );
      }}
    >
      <summary>What changed</summary>
      <ul>
        {changed?.map((each) => (
          <li key={each}>{each}</li>
        ))}
        {changed?.length === 0 && <li>The first version.</li>}
      </ul>
    </details>
  );
}
