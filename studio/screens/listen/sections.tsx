/** Parts of the song: its form where it was written here, otherwise as it is heard; the hooks that clips are cut from. */
import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import { clockText } from "../../../foundation/look/figure-text.ts";
import type { Plan } from "../../../foundation/plan/index.ts";
import { findDecision } from "../../../foundation/plan/index.ts";
import { getJson } from "../../api/request.ts";
import type { PlanAnswer, ProjectFile, SoundSections } from "../../api/types.ts";
import { play, seek, setLoop } from "../../player/player.ts";
import { api, type OpenProject } from "../../state/project.ts";
import { useScore } from "../compose/use-score.ts";

interface Stretch {
  readonly name: string;
  /** Seconds. */
  readonly from: number;
  readonly to: number;
}

/** The plan of a line as it stands; null: there is none. It is looked at only, so undo is not about it. */
function useStandingPlan(project: OpenProject, line: string): Plan | null {
  const standing = project.history.lines.find((each) => each.line === line)?.now ?? null;
  const [plan, setPlan] = useState<Plan | null>(null);
  useEffect(() => {
    let gone = false;
    if (standing === null) setPlan(null);
    else
      getJson<PlanAnswer>(api(project.id, `/plans?line=${encodeURIComponent(line)}`)).then(
        (answer) => {
          if (!gone) setPlan(answer.plan as unknown as Plan);
        },
        () => {},
      );
    return () => {
      gone = true;
    };
  }, [standing, project.id, line]);
  return plan;
}

/** Parts as they are heard in the sound; none until they are known. */
function useHeard(project: OpenProject, file: ProjectFile, wanted: boolean): readonly Stretch[] {
  const key = `${file.id}.${file.modifiedAt}`;
  const [known, setKnown] = useState<{ readonly key: string; readonly parts: readonly Stretch[] } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    getJson<SoundSections>(api(project.id, `/files/${file.id}/sections`)).then(
      ({ sections }) => {
        if (!gone) setKnown({ key, parts: sections.map(({ label, from, to }) => ({ name: label, from, to })) });
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [wanted, key, file.id, project.id]);
  return known?.key === key ? known.parts : [];
}

interface SectionsProps {
  readonly project: OpenProject;
  /** What is heard. */
  readonly file: ProjectFile;
}

export function Sections({ project, file }: SectionsProps): ReactElement | null {
  const score = useScore(project, "scores/song.musicxml");
  const song = useStandingPlan(project, "scores/plan.json");
  const campaign = useStandingPlan(project, "campaign/plan.json");
  const form = (song ? (findDecision(song, "song.form")?.value ?? []) : []) as unknown as readonly {
    readonly label: string;
    readonly bar: number;
    readonly bars: number;
  }[];
  const written = score !== null && form.length > 0;
  const heard = useHeard(project, file, !written);
  const parts: readonly Stretch[] =
    score === null || !written
      ? heard
      : form.map(({ label, bar, bars }) => ({
          name: label,
          from: score.secondsOfBar(bar + 1),
          to: score.secondsAt(score.score.bars[bar + bars]?.tick ?? score.score.lengthTicks),
        }));
  const hooks: readonly Stretch[] =
    campaign === null
      ? []
      : campaign.decisions
          .filter(({ id }) => id.startsWith("clips.hook@"))
          .map(({ id, value }) => ({
            name: `hook, ${id.slice("clips.hook@".length).replace(/s$/, "\u202fs")}`,
            ...(value as { from: number; to: number }),
          }));
  if (parts.length + hooks.length === 0) return null;
  const hear = ({ from, to }: Stretch): void => {
    setLoop([from, to]);
    seek(from);
    void play();
  };
  return (
    <div className="stack">
      {parts.length > 0 && (
        <ol
          className="timeline"
          aria-label={written ? "Sections" : "Sections, as they are heard: those of one letter are alike"}
        >
          {parts.map((part) => (
            <li
              key={`${part.name} ${part.from}`}
              className={`part-${[...new Set(parts.map(({ name }) => name))].indexOf(part.name) % 5}`}
              ref={(item) => item?.style.setProperty("flex-grow", String(part.to - part.from))}
            >
              <button
                type="button"
                title={`Go round ${written ? "the " : ""}${part.name}, ${clockText(part.from)} to ${clockText(part.to)}`}
                onClick={() => hear(part)}
              >
                <span className="small cut">{part.name}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      {hooks.length > 0 && (
        <div className="row wrap small">
          {hooks.map((hook) => (
            <button key={hook.name} type="button" className="button bare" onClick={() => hear(hook)}>
              {hook.name}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
