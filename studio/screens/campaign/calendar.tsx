import type { ReactElement } from "react";
import { findDecision, type Plan } from "../../../foundation/plan/index.ts";

interface PostValue {
  readonly platform?: string;
  readonly content?: string;
  readonly phase?: string;
  readonly version?: string;
}

const DAY_MS = 86_400_000;
const PHASES: Readonly<Record<string, string>> = {
  before: "before it is out",
  out: "it is out",
  after: "it is out now",
};
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });

/** The weeks of the campaign with what is posted when. */
export function Calendar({ plan }: { readonly plan: Plan }): ReactElement | null {
  const posts = new Map<string, PostValue[]>();
  for (const { id, value } of plan.decisions)
    if (id.startsWith("posts.post@")) {
      const day = id.slice("posts.post@".length, "posts.post@".length + 10);
      posts.set(day, [...(posts.get(day) ?? []), value as PostValue]);
    }
  const from = String(findDecision(plan, "campaign.from")?.value ?? "");
  const until = String(findDecision(plan, "campaign.until")?.value ?? "");
  const days = [...posts.keys(), from, until].filter((day) => /^\d{4}-\d\d-\d\d$/.test(day)).sort();
  if (days.length === 0) return null;
  const first = Date.parse(`${days[0]}T00:00:00Z`);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY_MS;
  const weeks = Math.ceil((Date.parse(`${days.at(-1)}T00:00:00Z`) - monday + DAY_MS) / (7 * DAY_MS));
  return (
    <section className="section" aria-label="Calendar">
      <h2>Calendar</h2>
      <div className="table-scroll">
        <table className="calendar">
          <caption>
            Ads run from {from} to {until}. calendar.ics in the campaign's folder goes into any calendar.
          </caption>
          <thead>
            <tr>
              {WEEKDAYS.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: weeks }, (_, week) => monday + week * 7 * DAY_MS).map((start) => (
              <tr key={start}>
                {WEEKDAYS.map((name, at) => {
                  const date = new Date(start + at * DAY_MS);
                  const day = date.toISOString().slice(0, 10);
                  const inside = day >= from && day <= until;
                  return (
                    <td key={name} className={inside ? "inside" : undefined}>
                      <span className="tiny quiet">
                        {date.getUTCDate()}{" "}
                        {(date.getUTCDate() === 1 || (at === 0 && start === monday)) && MONTH.format(date)}
                      </span>
                      {posts.get(day)?.map((post) => (
                        <span key={`${post.platform} ${post.version} ${post.content}`} className="post tiny">
                          {post.platform}: {post.content || PHASES[post.phase ?? ""] || post.phase}
                        </span>
                      ))}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
