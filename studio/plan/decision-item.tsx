/** One decision of a plan: a line that opens to why, how sure, what else was weighed, and how to have it otherwise. */
import { type ReactElement, useState } from "react";
import type { Decision } from "../../foundation/plan/index.ts";
import type { DecisionChange, Json as SentJson } from "../api/types.ts";
import { Button } from "../parts/controls.tsx";
import { changePlan, type OpenPlan } from "../state/plans.ts";
import { ValueEditor } from "./value-editor.tsx";

interface DecisionItemProps {
  readonly line: string;
  readonly plan: OpenPlan;
  readonly decision: Decision;
  readonly show?: (decision: Decision) => void;
}

export function DecisionItem({ line, plan, decision, show }: DecisionItemProps): ReactElement {
  const [open, setOpen] = useState(false);
  const { id, by, locked, confidence } = decision;
  const words = plan.words[id];
  const person = by === "person";
  const change = (made: DecisionChange["change"]): void => void changePlan(line, [{ id, change: made }]);
  return (
    <div className={`decision ${person ? "by-person" : ""}`}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>
          {words?.name ?? decision.what} {person && <span className="badge">yours</span>}{" "}
          {locked && <span className="badge">locked</span>}
        </span>
        <span className="value">{words?.value || "–"}</span>
        {confidence === null ? <span /> : <Confidence confidence={confidence} words={words?.sure ?? ""} />}
      </button>
      {open && (
        <div className="open">
          <p>{words?.why}</p>
          <p className="quiet">
            {person
              ? `Chosen by you; the machine proposed ${words?.proposed ?? "the same"}.`
              : `Chosen by the machine: ${words?.sure}.`}
          </p>
          <ValueEditor decision={decision} change={(value) => change({ kind: "value", value: value as SentJson })} />
          <div className="row wrap">
            <Button
              icon={locked ? "unlock" : "lock"}
              kind="bare"
              pressed={locked}
              onClick={() => change({ kind: locked ? "unlock" : "lock" })}
            >
              {locked ? "Locked" : "Lock"}
            </Button>
            {person && (
              <Button icon="undo" kind="bare" onClick={() => change({ kind: "put-back" })}>
                Put back
              </Button>
            )}
            {show && (
              <Button icon="listen" kind="bare" onClick={() => show(decision)}>
                Hear it
              </Button>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

/** Four steps, as many filled as it is sure. */
function Confidence({ confidence, words }: { readonly confidence: number; readonly words: string }): ReactElement {
  const full = Math.max(1, Math.round(confidence * 4));
  return (
    <svg className="sure" viewBox="0 0 34 8" role="img" aria-label={words}>
      <title>{words}</title>
      {[0, 1, 2, 3].map((at) => (
        <rect key={at} className={at < full ? "full" : "empty"} x={at * 9 + 0.5} y={0.5} width={6} height={7} />
      ))}
    </svg>
  );
}
