import { useEffect, useState } from "react";
import { createClock, type Score } from "../../../foundation/score/index.ts";
import { send } from "../../api/request.ts";
import { api, type OpenProject } from "../../state/project.ts";

export interface OpenScore {
  readonly score: Score;
  /** Of the beginning of a bar, counted from 1. */
  secondsOfBar(bar: number): number;
  secondsAt(tick: number): number;
}

/** A MusicXML file of the project as notes; null where it is not there or cannot be read. */
export function useScore(project: OpenProject, path: string): OpenScore | null {
  const file = project.files.find((each) => each.path === path);
  const key = file ? `${file.id}.${file.modifiedAt}` : null;
  const [known, setKnown] = useState<{ readonly key: string; readonly open: OpenScore | null } | null>(null);
  useEffect(() => {
    if (!file || key === null) return;
    let gone = false;
    void Promise.all([
      import("../../../foundation/score/musicxml/read-musicxml.ts"),
      send(api(project.id, `/files/${file.id}/content`)).then((response) => response.arrayBuffer()),
    ])
      .then(([{ readMusicXml }, bytes]) => {
        const score = readMusicXml(new Uint8Array(bytes));
        const clock = createClock(score);
        return {
          score,
          secondsAt: (tick: number) => clock.secondsAt(tick),
          secondsOfBar: (bar: number) => clock.secondsAt(score.bars[bar - 1]?.tick ?? 0),
        };
      })
      .catch(() => null)
      .then((open) => {
        if (!gone) setKnown({ key, open });
      });
    return () => {
      gone = true;
    };
  }, [key, file, project.id]);
  return known !== null && known.key === key ? known.open : null;
}
