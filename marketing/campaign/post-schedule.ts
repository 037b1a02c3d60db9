/** Which posts go with a campaign: so that they also answer the next question about content. */
import type { NextTest } from "../content/next-tests.ts";
import type { Phase, Version } from "./caption-templates.ts";

export interface PlannedPost {
  /** From 1970-01-01. */
  readonly day: number;
  readonly platform: string;
  /** Kind of content: a person's label or the platform's own kind; "" where nothing speaks for any. */
  readonly content: string;
  readonly phase: Phase;
  readonly version: Version;
  /** "test" of two kinds in turns, or "best" of what is known. */
  readonly why: "test" | "best" | "free";
}

export interface ScheduleQuestion {
  readonly from: number;
  readonly until: number;
  readonly perWeek: number;
  readonly platform: string;
  /** The kind that was claimed to do best; null where nothing was. */
  readonly best: string | null;
  /** The next test, its sides as a person reads them; null where there is none. */
  readonly contentTest: NextTest | null;
  /** Day of the release; null where none is known. */
  readonly release: number | null;
}

/** Posts at the account's pace, evenly over the campaign, kinds and captions in turns; one on the day of the release. */
export function schedulePosts(question: ScheduleQuestion): PlannedPost[] {
  const { from, until, perWeek, platform, best, contentTest, release } = question;
  const span = until - from + 1;
  const count = Math.max(1, Math.round((perWeek * span) / 7));
  const days = Array.from({ length: count }, (_, at) => from + Math.floor((at * span) / count));
  if (release !== null && release >= from && release <= until && !days.includes(release)) {
    const nearest = days.reduce((a, b) => (Math.abs(b - release) < Math.abs(a - release) ? b : a));
    days[days.indexOf(nearest)] = release;
    days.sort((a, b) => a - b);
  }
  return days.map((day, at) => {
    const tested = contentTest !== null && at < 2 * contentTest.postsEach;
    // In pairs, first one way round, then the other: a trend favours neither.
    const turn = at % 4 === 0 || at % 4 === 3;
    const kind = tested ? (turn ? contentTest.first : contentTest.second) : (best ?? "");
    return {
      day,
      platform,
      content: kind,
      phase: release === null || day > release ? "after" : day === release ? "out" : "before",
      version: at % 2 === 1 ? "question" : "plain",
      why: tested ? "test" : best === null ? "free" : "best",
    };
  });
}
