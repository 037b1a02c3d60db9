/** Compose: a brief and a corpus to a song; sections, bars and parts to lock or write anew; on to the mix. */
import { type ReactElement, useState } from "react";
import type { Decision } from "../../../foundation/plan/index.ts";
import { findDecision } from "../../../foundation/plan/index.ts";
import { errorText } from "../../api/request.ts";
import type { NewJob, ProjectFile } from "../../api/types.ts";
import { Button } from "../../parts/controls.tsx";
import { DropZone } from "../../parts/drop-zone.tsx";
import { DroppedList } from "../../parts/dropped-list.tsx";
import { JobProgress } from "../../parts/shown.tsx";
import { PlanPanel } from "../../plan/plan-panel.tsx";
import { usePlan } from "../../plan/use-plan.ts";
import { play, seek } from "../../player/player.ts";
import { hearStems } from "../../preview/live-mix.ts";
import { say } from "../../state/notices.ts";
import { go } from "../../state/place.ts";
import { type OpenProject, performJob } from "../../state/project.ts";
import { running, useResult } from "../../state/results.ts";
import { sounds } from "../../state/sounds.ts";
import { useStore } from "../../state/store.ts";
import { drop, dropped } from "../../state/uploads.ts";
import { BarFields, type BarRange, barOf, type SectionValue } from "./bars.tsx";
import { Brief, type BriefWishes, briefOptions, NO_BRIEF } from "./brief.tsx";
import { LeadSheet } from "./lead-sheet.tsx";
import { Originality, type OriginalityDocument } from "./originality.tsx";
import { PianoRoll } from "./piano-roll.tsx";
import { Timeline } from "./timeline.tsx";
import { useFoundFonts } from "./use-found-fonts.ts";
import { useScore } from "./use-score.ts";

const LINE = "scores/plan.json";

interface ComposeDocument {
  readonly originality?: OriginalityDocument;
}

export default function Compose({ project }: { readonly project: OpenProject }): ReactElement {
  const waiting = useStore(dropped).filter((item) => item.project === project.id);
  const open = usePlan(LINE);
  const plan = open?.plan ?? null;
  const [wishes, setWishes] = useState<BriefWishes>(NO_BRIEF);
  const [bars, setBars] = useState<BarRange | null>(null);
  const [locked, setLocked] = useState<readonly string[]>([]);
  const score = useScore(project, "scores/song.musicxml");
  const own = useResult<ComposeDocument>(project, "compose");
  const made = useResult<{ song?: ComposeDocument | null }>(project, "make");
  const originality = (own ?? made?.song)?.originality ?? null;
  const job = running(project, "compose", "learn", "make");
  const planFile = project.files.find(({ path }) => path === LINE);
  const corpus = project.files.filter(
    ({ place, kind, name }) => place === "scores" && kind === "score" && !/^song\.(?:mid|musicxml)$/.test(name),
  );
  const found = useFoundFonts();
  const fonts = project.files.filter(({ kind }) => kind === "sound-font");
  const styles = project.files.filter(({ kind }) => kind === "style");
  const stems = sounds(project.files).filter(({ place }) => place === "stems");
  const sections = plan ? ((findDecision(plan, "song.form")?.value ?? []) as unknown as SectionValue[]) : [];
  const start = (options: NewJob["options"], done: string): void =>
    void performJob(
      { verb: "compose", material: [], options: { stems: "stems", force: true, ...options }, documents: {} },
      done,
    );
  const keep = (): NewJob["options"] =>
    planFile ? { keep: planFile.id, ...(locked.length > 0 ? { lock: [...locked] } : {}) } : {};
  const hearSong = async (second = 0): Promise<void> => {
    try {
      await hearStems(project, stems);
      seek(second);
      await play();
    } catch (cause) {
      say({ kind: "error", text: errorText(cause) });
    }
  };
  const show = (decision: Decision): void => {
    const bar = plan ? barOf(decision, plan) : null;
    if (bar !== null) setBars([bar, bar]);
    if (score && bar !== null) void hearSong(score.secondsOfBar(bar));
  };
  return (
    <div className="craft">
      <aside className="material stack loose" aria-label="Brief and corpus">
        <Brief wishes={wishes} change={setWishes} styles={styles} fonts={fonts} found={found} />
        <Button
          kind="main"
          disabled={job !== null}
          onClick={() => start({ ...briefOptions(wishes, project.details.title) }, "A song is written.")}
        >
          {plan ? "Write another song" : "Write a song"}
        </Button>
        {plan && planFile && (
          <Button
            disabled={job !== null}
            title="This song, with the sound chosen above; its notes stay as they are"
            onClick={() =>
              start({ plan: planFile.id, "sound-font": wishes.font || "built-in" }, "The song has another sound.")
            }
          >
            Play it with this sound
          </Button>
        )}
        <section className="section" aria-label="Music to learn from">
          <h2>Music to learn from</h2>
          <p className="tiny quiet">MIDI, MusicXML or ABC of yours. Without any, traditional tunes are the teachers.</p>
          <ul className="small">
            {corpus.slice(0, 12).map((file) => (
              <li key={file.id} className="cut">
                {file.name}
              </li>
            ))}
            {corpus.length > 12 && <li className="quiet">and {corpus.length - 12} more</li>}
          </ul>
          <DropZone take={(files) => void drop(project.id, files)}>
            <p className="small quiet">Drop songs</p>
          </DropZone>
          <DroppedList items={waiting} />
          {corpus.length > 0 && (
            <div className="row wrap">
              <Button disabled={job !== null} onClick={() => void learn(corpus)}>
                Learn a style
              </Button>
              <Button
                disabled={job !== null}
                onClick={() =>
                  void performJob(
                    {
                      verb: "analyse",
                      material: corpus.map(({ id }) => id),
                      options: { report: "reports/patterns.html", force: true },
                      documents: {},
                    },
                    "Their patterns stand in reports/patterns.html.",
                  )
                }
              >
                Analyse
              </Button>
            </div>
          )}
        </section>
      </aside>
      <div className="seen">
        <div className="row wide wrap">
          <h1>Compose</h1>
          {plan && (
            <div className="row wrap">
              <Button icon="play" disabled={stems.length === 0} onClick={() => void hearSong()}>
                Hear it
              </Button>
              <Button disabled={stems.length === 0} onClick={() => go({ screen: "mix", project: project.id })}>
                Send to mix
              </Button>
            </div>
          )}
        </div>
        {job && <JobProgress job={job} />}
        {!plan && !job && (
          <p>
            Ask for what matters to you, leave the rest open, and a whole song is written: form, harmony, melody, bass,
            chords and drums. Every bar of it can then be changed, locked, or written anew.
          </p>
        )}
        {plan && (
          <>
            <Timeline
              sections={sections}
              bars={bars}
              locked={locked}
              choose={setBars}
              toggleLock={(label) =>
                setLocked((now) => (now.includes(label) ? now.filter((each) => each !== label) : [...now, label]))
              }
            />
            <div className="row wrap low">
              <BarFields bars={bars} last={score?.score.bars.length ?? 1} choose={setBars} />
              <Button
                disabled={job !== null || bars === null}
                title={bars === null ? "Choose bars above or in the notes first" : ""}
                onClick={() =>
                  bars &&
                  start(
                    { ...keep(), redo: [`${bars[0]}-${bars[1]}`], seed: Date.now() % 1_000_000 },
                    "Written anew; all else is as it was.",
                  )
                }
              >
                {bars === null
                  ? "Write bars anew"
                  : bars[0] === bars[1]
                    ? `Write bar ${bars[0]} anew`
                    : `Write bars ${bars[0]} to ${bars[1]} anew`}
              </Button>
              <Button
                disabled={job !== null || bars === null}
                onClick={() => {
                  const section = sections.find(
                    ({ bar, bars: count }) => bars && bars[0] - 1 >= bar && bars[0] - 1 < bar + count,
                  );
                  if (section) start({ ...keep(), vary: [`${section.label}:0.5`] }, `The ${section.label} is varied.`);
                }}
              >
                Vary this section
              </Button>
              {["bass", "drums", "chords"].map((part) => (
                <Button
                  key={part}
                  kind="bare"
                  icon={locked.includes(part) ? "lock" : "unlock"}
                  pressed={locked.includes(part)}
                  onClick={() =>
                    setLocked((now) => (now.includes(part) ? now.filter((each) => each !== part) : [...now, part]))
                  }
                >
                  {part}
                </Button>
              ))}
            </div>
          </>
        )}
        {score && <PianoRoll score={score} bars={bars} choose={setBars} hear={(second) => void hearSong(second)} />}
        {score && <LeadSheet score={score.score} title={project.details.title} />}
        {originality && <Originality originality={originality} />}
      </div>
      <PlanPanel
        line={LINE}
        material={null}
        empty={
          <p className="small quiet">After writing, every decision stands here, down to each bar of the melody.</p>
        }
        show={show}
        actions={
          <Button
            disabled={job !== null || !planFile}
            title="Write the notes and play the stems exactly as the plan says now"
            onClick={() => planFile && start({ plan: planFile.id }, "Written as the plan says.")}
          >
            Perform this plan
          </Button>
        }
      />
    </div>
  );
}

const learn = (corpus: readonly ProjectFile[]): Promise<unknown> =>
  performJob(
    {
      verb: "learn",
      material: corpus.map(({ id }) => id),
      options: { out: "scores/own.style", force: true },
      documents: {},
    },
    "A style is learned: choose it in the brief.",
  );
