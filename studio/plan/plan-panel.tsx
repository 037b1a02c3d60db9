/** The plan, right of everything: each decision one line, open for its reasons, to be locked, changed or put back. */
import { type ReactElement, type ReactNode, useState } from "react";
import type { Decision } from "../../foundation/plan/index.ts";
import { Button, Check } from "../parts/controls.tsx";
import { movePlan, type OpenPlan } from "../state/plans.ts";
import { project } from "../state/project.ts";
import { useStore } from "../state/store.ts";
import { DecisionItem } from "./decision-item.tsx";
import { usePlan } from "./use-plan.ts";

interface PlanPanelProps {
  readonly line: string;
  /** Shown first; the others behind them. Null: all. */
  readonly material: string | null;
  /** What to do with the plan: buttons. */
  readonly actions: ReactNode;
  /** Where there is no plan yet. */
  readonly empty: ReactNode;
  /** Jumps to what a decision is about. */
  readonly show?: (decision: Decision) => void;
}

export function PlanPanel({ line, material, actions, empty, show }: PlanPanelProps): ReactElement {
  const plan = usePlan(line);
  const standing = useStore(project)?.history.lines.find((each) => each.line === line);
  const [resting, setResting] = useState(false);
  if (plan === undefined) return <aside className="plan" aria-label="Plan" aria-busy="true" />;
  if (plan === null)
    return (
      <aside className="plan" aria-label="Plan">
        <div className="plan-head">
          <h2>Plan</h2>
          {empty}
        </div>
      </aside>
    );
  const { decisions } = plan.plan;
  const yours = decisions.filter(({ by }) => by === "person").length;
  const groups = group(plan, material, resting);
  return (
    <aside className="plan" aria-label="Plan">
      <div className="plan-head">
        <div className="row wide">
          <h2>Plan</h2>
          <div className="row">
            <Button
              icon="undo"
              label="Undo (Ctrl Z)"
              disabled={!standing?.canUndo}
              onClick={() => void movePlan({ kind: "undo", line })}
            />
            <Button
              icon="redo"
              label="Redo (Ctrl Shift Z)"
              disabled={!standing?.canRedo}
              onClick={() => void movePlan({ kind: "redo", line })}
            />
          </div>
        </div>
        <p className="tiny quiet">
          {decisions.length} {decisions.length === 1 ? "decision" : "decisions"},{" "}
          {yours === 0 ? "all by the machine" : `${yours} of them yours`}. Version {plan.version.id} of{" "}
          {standing?.branch ?? "A"}.
        </p>
        <div className="row wrap">{actions}</div>
        <Check label="show also what changes nothing" value={resting} onChange={setResting} />
      </div>
      {groups.map(({ name, items }, at) => (
        <details className="plan-group" key={name} open={material === null ? at < 3 : at === 0}>
          <summary>
            {name} <span className="quiet">{items.length}</span>
          </summary>
          {items.map((decision) => (
            <DecisionItem key={decision.id} line={line} plan={plan} decision={decision} {...(show ? { show } : {})} />
          ))}
        </details>
      ))}
    </aside>
  );
}

interface Group {
  readonly name: string;
  readonly items: readonly Decision[];
}

/** By what they are about; the chosen material first, the whole second. */
function group(plan: OpenPlan, first: string | null, resting: boolean): readonly Group[] {
  const groups = new Map<string, Decision[]>();
  for (const decision of plan.plan.decisions) {
    const words = plan.words[decision.id];
    if (words?.resting && !resting && decision.by === "machine") continue;
    const name = words?.material ?? "The whole";
    groups.set(name, [...(groups.get(name) ?? []), decision]);
  }
  const rank = (name: string): number => (name === first ? 0 : name === "The whole" ? 1 : 2);
  return [...groups].map(([name, items]) => ({ name, items })).sort((a, b) => rank(a.name) - rank(b.name));
}
