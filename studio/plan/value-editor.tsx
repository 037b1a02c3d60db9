/** Changing a decision's value: a number with its unit, a choice, yes or no, a text; anything else as JSON. */
import { type ReactElement, useEffect, useState } from "react";
import type { Decision, Json } from "../../foundation/plan/index.ts";
import { Button, Check, Choice, NumberField, TextField } from "../parts/controls.tsx";

interface ValueEditorProps {
  readonly decision: Decision;
  change(value: Json): void;
}

/** Values that a decision can have, where they are few. */
const CHOICES: readonly (readonly [id: RegExp, choices: readonly string[]])[] = [
  [/^bus@/, ["drums", "bass", "music", "vocals", "effects"]],
  [/^balance\.mode/, ["keep", "refine", "new"]],
  [/^tone\.phase/, ["minimum", "linear"]],
  [/^delivery\.dither/, ["tpdf", "shaped"]],
];

export function ValueEditor({ decision, change }: ValueEditorProps): ReactElement {
  const { id, what, value, unit } = decision;
  if (typeof value === "number")
    return <NumberField label="Value" value={value} unit={unit} onChange={(next) => next !== null && change(next)} />;
  if (typeof value === "boolean") return <Check label={what} value={value} onChange={change} />;
  if (typeof value === "string") {
    const choices = CHOICES.find(([pattern]) => pattern.test(id))?.[1];
    const weighed = decision.alternatives.map((each) => each.value).filter((each) => typeof each === "string");
    const all = choices ?? (weighed.length > 0 ? [...new Set([value, ...(weighed as string[])])] : null);
    if (all) return <Choice label="Value" value={value} choices={all.map((each) => [each, each])} onChange={change} />;
    return <TextField label="Value" value={value} onChange={change} {...(value.length > 60 ? { lines: 4 } : {})} />;
  }
  return <JsonEditor value={value} change={change} />;
}

/** For lists and structures, as the plan file has them. */
function JsonEditor({ value, change }: { readonly value: Json; change(value: Json): void }): ReactElement {
  const shown = JSON.stringify(value, null, 1);
  const [text, setText] = useState(shown);
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => setText(shown), [shown]);
  const settle = (): void => {
    try {
      const read = JSON.parse(text) as Json;
      setWrong(null);
      change(read);
    } catch (error) {
      setWrong((error as Error).message);
    }
  };
  return (
    <details>
      <summary className="small">As data</summary>
      <label className="field">
        <span className="hidden-label">Value as JSON</span>
        <textarea
          rows={Math.min(12, text.split("\n").length)}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {wrong !== null && (
        <p className="red small" role="alert">
          {wrong}
        </p>
      )}
      <Button kind="bare" disabled={text === shown} onClick={settle}>
        Use this
      </Button>
    </details>
  );
}
