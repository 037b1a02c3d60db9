/** Mix: stems with what they are, faders, pans and effects; each change is heard at once and kept in the plan. */
import { type ReactElement, useEffect, useMemo, useState } from "react";
import type { Decision } from "../../../foundation/plan/index.ts";
import { errorText } from "../../api/request.ts";
import type { NewJob } from "../../api/types.ts";
import { Button } from "../../parts/controls.tsx";
import { DropZone } from "../../parts/drop-zone.tsx";
import { DroppedList } from "../../parts/dropped-list.tsx";
import { percentText } from "../../parts/figures.ts";
import { Empty, JobProgress } from "../../parts/shown.tsx";
import { PlanPanel } from "../../plan/plan-panel.tsx";
import { usePlan } from "../../plan/use-plan.ts";
import { pause, play, seek } from "../../player/player.ts";
import { player } from "../../player/playing.ts";
import { changeLiveMix, liveMix, mixMaterial, startLiveMix } from "../../preview/live-mix.ts";
import { say } from "../../state/notices.ts";
import { go } from "../../state/place.ts";
import { changePlan } from "../../state/plans.ts";
import { type OpenProject, performJob } from "../../state/project.ts";
import { running, useResult } from "../../state/results.ts";
import { sounds } from "../../state/sounds.ts";
import { useStore } from "../../state/store.ts";
import { drop, dropped } from "../../state/uploads.ts";
import { Console } from "./console.tsx";
import { type Held, placeOf, settingsOf } from "./heard.ts";
import { MaskingPicture } from "./masking-picture.tsx";
import { Proposals } from "./proposals.tsx";

const LINE = "mixes/plan.json";

export interface MixDocument {
  readonly mix: { readonly path: string; readonly gainDb: number } | null;
  readonly masking?: {
    readonly before: number;
    readonly after: number;
    readonly stems: readonly { readonly id: string; readonly before: number | null; readonly after: number | null }[];
  };
  readonly proposals?: readonly {
    readonly id: string;
    readonly stem: string;
    readonly kind: string;
    readonly confidence: number;
  }[];
}

export default function Mix({ project }: { readonly project: OpenProject }): ReactElement {
  const stems = sounds(project.files).filter(({ place }) => place === "stems");
  const waiting = useStore(dropped).filter((item) => item.project === project.id);
  const open = usePlan(LINE);
  const live = useStore(liveMix);
  const { title, playing } = useStore(player);
  const [chosen, setChosen] = useState<string | null>(null);
  const [held, setHeld] = useState<Held>({});
  const [solo, setSolo] = useState<ReadonlySet<string>>(new Set());
  const job = running(project, "mix");
  const own = useResult<MixDocument>(project, "mix");
  const made = useResult<{ mix?: { document: MixDocument | null } }>(project, "make");
  const document = own ?? made?.mix?.document ?? null;
  const plan = open?.plan ?? null;
  const liveTitle = `${project.details.title}, mixed live`;
  const settings = useMemo(() => (plan ? settingsOf(plan, held, solo) : null), [plan, held, solo]);
  // Every change of the plan, a held fader or a solo is heard with the next step.
  useEffect(() => {
    if (live && settings) changeLiveMix(settings);
  }, [live, settings]);
  if (stems.length === 0)
    return (
      <Empty title="No stems yet">
        <p>
          Drop the tracks of one song: vocals, drums, bass and what else there is, each as a file that begins at the
          same moment. Formats and rates may differ.
        </p>
        <DropZone take={(files) => void drop(project.id, files)}>
          <p className="strong">Drop stems</p>
        </DropZone>
        <DroppedList items={waiting} />
      </Empty>
    );
  const mixFile = project.files.find(
    ({ place, kind, path }) => place === "mixes" && kind === "audio" && !path.includes("/session/"),
  );
  const name = mixFile ? mixFile.name.replace(/\.[^.]+$/, "") : "mix";
  const planFile = project.files.find(({ path }) => path === LINE);
  const start = (more: NewJob["options"], done: string): void =>
    void performJob(
      {
        verb: "mix",
        material: ["stems"],
        options: { name, "no-master": true, session: "none", force: true, ...more },
        documents: {},
      },
      done,
    );
  const hearLive = async (): Promise<void> => {
    if (!plan || !settings) return;
    try {
      if (title === liveTitle && live) return void (playing ? pause() : await play());
      const material = await mixMaterial(project.id, plan, project.files);
      await startLiveMix(liveTitle, { ...material, settings }, document?.mix?.gainDb ?? 0);
      await play();
    } catch (cause) {
      say({ kind: "error", text: errorText(cause) });
    }
  };
  const hearDecision = (decision: Decision): void => {
    const seconds = placeOf(decision);
    void hearLive().then(() => seconds !== null && seek(seconds));
  };
  const keep = (changes: readonly { id: string; value: number | boolean | string }[]): void => {
    void changePlan(
      LINE,
      changes.map(({ id, value }) => ({ id, change: { kind: "value" as const, value } })),
    ).then(() =>
      // What was moved on meanwhile is still held.
      setHeld((now) =>
        Object.fromEntries(
          Object.entries(now).filter(([id, value]) => !changes.some((each) => each.id === id && each.value === value)),
        ),
      ),
    );
  };
  return (
    <div className="craft">
      <aside className="material stack" aria-label="Stems">
        <h2>Stems</h2>
        <ul className="list">
          {stems.map((file) => {
            const id = file.name.replace(/\.[^.]+$/, "");
            return (
              <li key={file.id}>
                <button
                  type="button"
                  className="list-button"
                  aria-pressed={chosen === id}
                  onClick={() => setChosen(chosen === id ? null : id)}
                >
                  <span className="cut">{file.name}</span>
                  <span className="tiny quiet">{file.about}</span>
                </button>
              </li>
            );
          })}
        </ul>
        <DropZone take={(files) => void drop(project.id, files)}>
          <p className="small quiet">More stems</p>
        </DropZone>
        <DroppedList items={waiting} />
      </aside>
      <div className="seen">
        <div className="row wide wrap">
          <h1>Mix</h1>
          <div className="row wrap">
            {plan && (
              <Button
                kind="main"
                icon={title === liveTitle && playing ? "pause" : "play"}
                onClick={() => void hearLive()}
              >
                {title === liveTitle && playing ? "Pause" : "Hear it live"}
              </Button>
            )}
            {mixFile && <Button onClick={() => go({ screen: "master", project: project.id })}>Master this mix</Button>}
          </div>
        </div>
        {job && <JobProgress job={job} />}
        {!plan && !job && (
          <div className="stack">
            <p>
              {stems.length} stems: what each is gets told from its name or its sound, faults are looked for, levels,
              room and place decided, with reasons. Then all of it is yours to change.
            </p>
            <div>
              <Button kind="main" disabled={stems.length < 2} onClick={() => start({}, "Mixed.")}>
                Mix them
              </Button>
            </div>
          </div>
        )}
        {plan && live && title === liveTitle && (
          <p className="small quiet" role="status">
            Live: what you change is heard at once.{" "}
            {live.load !== null && `Rendering takes ${percentText(live.load)} of the time there is.`}
            {document?.mix ? "" : " How loud the whole is will be known after the first rendering."}
          </p>
        )}
        {plan && (
          <Console
            plan={plan}
            words={open?.words ?? {}}
            held={held}
            solo={solo}
            chosen={chosen}
            choose={setChosen}
            hold={(id, value) => setHeld((now) => ({ ...now, [id]: value }))}
            keep={keep}
            toggleSolo={(id) => setSolo((now) => now.symmetricDifference(new Set([id])))}
          />
        )}
        {document?.masking && <MaskingPicture masking={document.masking} />}
        {document?.proposals && document.proposals.length > 0 && (
          <Proposals
            proposals={document.proposals}
            busy={job !== null}
            accept={(ids) =>
              start(
                { accept: [...ids], ...(planFile ? { keep: planFile.id } : {}) },
                "Mixed anew with what you accepted.",
              )
            }
          />
        )}
      </div>
      <PlanPanel
        line={LINE}
        material={chosen}
        empty={<p className="small quiet">After mixing, every decision stands here with its reason.</p>}
        show={hearDecision}
        actions={
          <>
            <Button
              disabled={job !== null || !planFile}
              title="Render exactly what the plan says now"
              onClick={() => planFile && start({ plan: planFile.id }, "Rendered as the plan says.")}
            >
              Render this plan
            </Button>
            <Button
              disabled={job !== null || !planFile}
              title="Decide everything anew but for what you set or locked"
              onClick={() => planFile && start({ keep: planFile.id }, "Planned anew around what is yours.")}
            >
              Re-plan the rest
            </Button>
          </>
        }
      />
    </div>
  );
}
