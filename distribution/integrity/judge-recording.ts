/** All surges of a recording, each in the account of it that says most. */
import { FEWEST_STREAMS, findSurges, type Surge } from "./find-surges.ts";
import { type Judgement, judgeSurge } from "./judge-surge.ts";
import { measureSurge, type SurgeMeasures } from "./measure-surge.ts";
import type { RecordingStreams } from "./recording-streams.ts";

export interface JudgedSurge {
  readonly surge: Surge;
  readonly measures: SurgeMeasures;
  readonly judgement: Judgement;
  /** Factors of the recording's own week, from Monday. */
  readonly week: readonly number[];
}

export function judgeRecording(recording: RecordingStreams): JudgedSurge[] {
  const search = findSurges(recording);
  return search.groups.flatMap(({ accounts }) => {
    const judged = accounts.flatMap((surge): JudgedSurge[] => {
      const measures = measureSurge(recording, search, surge);
      if (measures.excess < FEWEST_STREAMS) return [];
      return [{ surge, measures, judgement: judgeSurge(measures), week: search.week }];
    });
    judged.sort((a, b) => b.judgement.ratio - a.judgement.ratio);
    return judged.slice(0, 1);
  });
}
