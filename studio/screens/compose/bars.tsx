/** Bars of a song: which are chosen, and which a decision is about. */
import type { ReactElement } from "react";
import { type Decision, findDecision, type Plan } from "../../../foundation/plan/index.ts";
import { NumberField } from "../../parts/controls.tsx";

/** Bars, counted from 1, both included. */
export type BarRange = readonly [number, number];

export interface SectionValue {
  readonly label: string;
  readonly bar: number;
  readonly bars: number;
}

interface BarFieldsProps {
  readonly bars: BarRange | null;
  readonly last: number;
  choose(bars: BarRange | null): void;
}

/** Bars by number: what dragging over the notes does, for who types. */
export function BarFields({ bars, last, choose }: BarFieldsProps): ReactElement {
  return (
    <>
      <span className="bar-field">
        <NumberField
          label="From bar"
          unit=""
          min={1}
          max={last}
          value={bars?.[0] ?? null}
          onChange={(from) =>
            choose(from === null ? null : [Math.round(from), Math.max(Math.round(from), bars?.[1] ?? 0)])
          }
        />
      </span>
      <span className="bar-field">
        <NumberField
          label="to bar"
          unit=""
          min={1}
          max={last}
          value={bars?.[1] ?? null}
          onChange={(to) => choose(to === null ? null : [Math.min(Math.round(to), bars?.[0] ?? last), Math.round(to)])}
        />
      </span>
    </>
  );
}

/** The first bar, counted from 1, that a decision is about; null: the whole song. */
export function barOf({ id }: Decision, plan: Plan): number | null {
  const sections = (findDecision(plan, "song.form")?.value ?? []) as unknown as SectionValue[];
  const at = id.slice(id.indexOf("@") + 1);
  const [label, number] = at.split(".");
  const section = /^\d+$/.test(label ?? "")
    ? sections[Number(label) - 1]
    : sections.find((each) => each.label === label);
  if (!section) return null;
  return section.bar + (number ? Number(number) : 1);
}
