/** Master and album: mixes to masters, with targets, a reference, sequence, codec preview and what came of it. */
import { type ReactElement, useState } from "react";
import type { ProjectFile } from "../../api/types.ts";
import { Button, Check } from "../../parts/controls.tsx";
import { DropZone } from "../../parts/drop-zone.tsx";
import { DroppedList } from "../../parts/dropped-list.tsx";
import { Empty, JobProgress } from "../../parts/shown.tsx";
import { PlanPanel } from "../../plan/plan-panel.tsx";
import { play } from "../../player/player.ts";
import { type OpenProject, performJob } from "../../state/project.ts";
import { running } from "../../state/results.ts";
import { hear, isCodecTrial, sounds } from "../../state/sounds.ts";
import { useStore } from "../../state/store.ts";
import { drop, dropped } from "../../state/uploads.ts";
import { BeforeAfter } from "./before-after.tsx";
import { Delivered } from "./delivered.tsx";
import { isProfile, MasterSettings, type MasterWishes, NO_WISHES, optionsOf } from "./master-settings.tsx";
import { Sequence } from "./sequence.tsx";

const stemOf = (name: string): string => name.replace(/\.[^.]+$/, "");

export default function Master({ project }: { readonly project: OpenProject }): ReactElement {
  const mixes = sounds(project.files).filter(
    ({ place, path }) => place === "mixes" && !path.includes("/session/") && !path.includes("/stems/"),
  );
  const masters = sounds(project.files).filter((file) => file.place === "masters" && !isCodecTrial(file));
  const references = sounds(project.files).filter(({ place }) => place === "references");
  const profiles = project.files.filter(isProfile);
  const waiting = useStore(dropped).filter((item) => item.project === project.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [album, setAlbum] = useState(false);
  const [order, setOrder] = useState<readonly string[]>([]);
  const [wishes, setWishes] = useState<MasterWishes>(NO_WISHES);
  const mix = mixes.find(({ id }) => id === chosen) ?? mixes[0];
  if (!mix)
    return (
      <Empty title="Nothing to master yet">
        <p>Drop a finished mix, or make one from stems on the Mix screen. A WAV or FLAC with some headroom is best.</p>
        <DropZone take={(files) => void drop(project.id, files)}>
          <p className="strong">Drop a mix</p>
        </DropZone>
        <DroppedList items={waiting} />
      </Empty>
    );
  const line = album ? "masters/album.plan.json" : `masters/${stemOf(mix.name)}.plan.json`;
  const planFile = project.files.find(({ path }) => path === line);
  const own = masters.filter(({ name }) => album || name.startsWith(`${stemOf(mix.name)}.`));
  const job = running(project, "master");
  const songs = order.length > 0 ? order.flatMap((id) => mixes.find((each) => each.id === id) ?? []) : mixes;
  const material = album ? songs.map(({ id }) => id) : [mix.id];
  const start = (more: Record<string, boolean | string>, done: string): void =>
    void performJob(
      {
        verb: "master",
        material,
        options: { ...optionsOf(wishes, profiles, album), ...more, force: true },
        documents: {},
      },
      done,
    );
  return (
    <div className="craft">
      <aside className="material stack" aria-label="Mixes and masters">
        <h2>Mixes</h2>
        <ul className="list">
          {mixes.map((file) => (
            <li key={file.id}>
              <FileButton file={file} chosen={!album && file.id === mix.id} choose={() => setChosen(file.id)} />
            </li>
          ))}
        </ul>
        {mixes.length > 1 && <Check label="together as an album" value={album} onChange={setAlbum} />}
        {own.length > 0 && <h2>Masters</h2>}
        <ul className="list">
          {own.map((file) => (
            <li key={file.id}>
              <FileButton
                file={file}
                chosen={false}
                choose={() => void hear([mix, file], 1).then(() => play())}
                title="Hear it against its mix at equal loudness"
              />
            </li>
          ))}
        </ul>
        <DropZone take={(files) => void drop(project.id, files)}>
          <p className="small quiet">Another mix, a reference</p>
        </DropZone>
        <DroppedList items={waiting} />
      </aside>
      <div className="seen">
        <h1>{album ? `Album of ${songs.length}` : `Master ${stemOf(mix.name)}`}</h1>
        {album && <Sequence songs={songs} setOrder={(ids) => setOrder(ids)} />}
        <MasterSettings
          wishes={wishes}
          change={setWishes}
          profiles={profiles}
          learn={references.length > 1 && !job ? () => void learnSound() : null}
          references={[
            ...references,
            ...sounds(project.files).filter(({ place }) => place === "other"),
            ...masters.filter((file) => !own.includes(file)),
            ...mixes.filter(({ id }) => !material.includes(id)),
          ]}
        />
        <div className="row wrap">
          <Button
            kind="main"
            disabled={job !== null}
            onClick={() => start(planFile ? { keep: planFile.id } : {}, "Mastered.")}
          >
            {planFile ? "Master anew, keep what is mine" : "Master it"}
          </Button>
          {own.length > 0 && !album && (
            <Button onClick={() => void hear([mix, ...own], 1).then(() => play())}>Hear before and after</Button>
          )}
        </div>
        {job && <JobProgress job={job} />}
        {own[0] && !album && <BeforeAfter mix={mix} master={own[0]} project={project.id} />}
        <Delivered project={project} album={album} name={stemOf(mix.name)} />
      </div>
      <PlanPanel
        line={line}
        material={null}
        empty={<p className="small quiet">After mastering, every decision stands here with its reason.</p>}
        actions={
          <Button
            disabled={job !== null || !planFile}
            title="Render exactly what the plan says now"
            onClick={() =>
              planFile &&
              void performJob(
                { verb: "master", material, options: { plan: planFile.id, album, force: true }, documents: {} },
                "Rendered as the plan says.",
              )
            }
          >
            Render this plan
          </Button>
        }
        show={() => void hear([mix, ...own.slice(0, 1)], 1).then(() => play())}
      />
    </div>
  );
}

const learnSound = (): Promise<unknown> =>
  performJob(
    {
      verb: "master",
      material: [],
      options: { "learn-sound": "references", out: "references/references.sound.json", force: true },
      documents: {},
    },
    "Their sound is learned: choose it under “Should sound like”.",
  );

interface FileButtonProps {
  readonly file: ProjectFile;
  readonly chosen: boolean;
  readonly title?: string;
  choose(): void;
}

export function FileButton({ file, chosen, title, choose }: FileButtonProps): ReactElement {
  return (
    <button type="button" className="list-button" aria-pressed={chosen} title={title ?? file.path} onClick={choose}>
      <span className="cut">{file.name}</span>
      <span className="tiny quiet">{file.about}</span>
    </button>
  );
}
