/** Campaign: what resonates with odds, the next tests, the split of the money, calendar, clips, and what it did. */
import { type ReactElement, useState } from "react";
import { findDecision } from "../../../foundation/plan/index.ts";
import { Button, NumberField, TextField } from "../../parts/controls.tsx";
import { JobProgress } from "../../parts/shown.tsx";
import { PlanPanel } from "../../plan/plan-panel.tsx";
import { usePlan } from "../../plan/use-plan.ts";
import { type OpenProject, performJob } from "../../state/project.ts";
import { running, useDocument, useResult } from "../../state/results.ts";
import { Budget } from "./budget.tsx";
import { Calendar } from "./calendar.tsx";
import { Clips } from "./clips.tsx";
import { Measured, type MeasuredDocument } from "./measured.tsx";
import { type ContentDocument, Resonance } from "./resonance.tsx";

const LINE = "campaign/plan.json";

export default function Campaign({ project }: { readonly project: OpenProject }): ReactElement {
  const open = usePlan(LINE);
  const written = useDocument<ContentDocument>(project, "reports/content.json");
  const answered = useResult<ContentDocument>(project, "content");
  const measured = useResult<MeasuredDocument>(project, "campaign measure");
  const [budget, setBudget] = useState<number | null>(null);
  const [from, setFrom] = useState("");
  const [days, setDays] = useState<number | null>(null);
  const [link, setLink] = useState("");
  const [material, setMaterial] = useState<string | null>(null);
  const plan = open?.plan ?? null;
  const planFile = project.files.find(({ path }) => path === LINE);
  const job = running(project, "campaign plan", "campaign measure", "content", "make");
  const currency = plan ? (findDecision(plan, "campaign.budget")?.unit ?? "EUR") : "EUR";
  const ask = (keep: boolean): void =>
    void performJob(
      {
        verb: "campaign plan",
        material: [],
        options: {
          force: true,
          ...(budget === null ? {} : { budget }),
          ...(from ? { from } : {}),
          ...(days === null ? {} : { days }),
          ...(keep && planFile ? { keep: planFile.id } : {}),
        },
        documents: link ? { brief: { title: project.details.title, artist: project.details.artist, link } } : {},
      },
      "The campaign is planned.",
    );
  const run = (verb: string, done: string): void =>
    void performJob({ verb, material: [], options: { force: true }, documents: {} }, done);
  return (
    <div className="craft">
      <aside className="material stack loose" aria-label="Campaign">
        <h2>What you ask for</h2>
        <NumberField
          label="Money in all"
          unit={currency}
          min={1}
          max={1e7}
          value={budget}
          placeholder={plan ? String(findDecision(plan, "campaign.budget")?.value ?? "") : "300"}
          onChange={setBudget}
        />
        <TextField label="First day" placeholder="2026-10-12" value={from} onChange={setFrom} />
        <NumberField label="Length" unit="days" min={7} max={120} value={days} placeholder="21" onChange={setDays} />
        <TextField label="Page that everything links to" placeholder="https://…" value={link} onChange={setLink} />
        <div className="stack">
          <Button kind="main" disabled={job !== null} onClick={() => ask(plan !== null)}>
            {plan ? "Plan anew, keep what is mine" : "Plan a campaign"}
          </Button>
          <Button disabled={job !== null} onClick={() => run("content", "Posts were read.")}>
            Read what resonates
          </Button>
          <Button disabled={job !== null} onClick={() => run("campaign measure", "Campaigns were measured.")}>
            Measure past campaigns
          </Button>
        </div>
        <p className="tiny quiet">Nothing is ever sent anywhere. What is planned is written into files of yours.</p>
      </aside>
      <div className="seen">
        <h1>Campaign</h1>
        {job && <JobProgress job={job} />}
        <Resonance content={answered ?? written ?? null} />
        {plan && <Budget plan={plan} choose={setMaterial} />}
        {plan && <Calendar plan={plan} />}
        <Clips project={project} />
        <Measured measured={measured ?? null} />
      </div>
      <PlanPanel
        line={LINE}
        material={material}
        empty={<p className="small quiet">After planning, every decision stands here with its reason.</p>}
        actions={
          <Button
            disabled={job !== null || !planFile}
            title="Write posts, table, calendar and clips as the plan says now"
            onClick={() =>
              planFile &&
              void performJob(
                { verb: "campaign plan", material: [], options: { plan: planFile.id, force: true }, documents: {} },
                "Written as the plan says.",
              )
            }
          >
            Write what the plan says
          </Button>
        }
      />
    </div>
  );
}
