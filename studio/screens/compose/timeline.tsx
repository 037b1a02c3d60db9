import type { ReactElement } from "react";
import { Icon } from "../../parts/icons.tsx";
import type { BarRange, SectionValue } from "./bars.tsx";

interface TimelineProps {
  readonly sections: readonly SectionValue[];
  readonly bars: BarRange | null;
  readonly locked: readonly string[];
  choose(bars: BarRange | null): void;
  toggleLock(label: string): void;
}

/** The form as it goes by; each kind of section has a colour and its name. */
export function Timeline({ sections, bars, locked, choose, toggleLock }: TimelineProps): ReactElement {
  const kinds = [...new Set(sections.map(({ label }) => label))];
  const total = sections.reduce((sum, { bars: count }) => sum + count, 0);
  return (
    <section aria-label="Form" className="stack">
      <ol className="timeline">
        {sections.map(({ label, bar, bars: count }) => {
          const on = bars !== null && bars[0] <= bar + count && bars[1] > bar;
          return (
            <li
              key={bar}
              className={`part-${kinds.indexOf(label) % 5}`}
              ref={(item) => item?.style.setProperty("flex-grow", String(count / total))}
            >
              <button type="button" aria-pressed={on} onClick={() => choose(on ? null : [bar + 1, bar + count])}>
                <span className="strong cut">{label}</span>
                <span className="tiny">
                  {bar + 1}–{bar + count}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <div className="row wrap">
        {kinds.map((label) => (
          <button
            key={label}
            type="button"
            className="button bare"
            aria-pressed={locked.includes(label)}
            title={`${locked.includes(label) ? "Let" : "Keep"} every ${label} ${locked.includes(label) ? "change" : "as it is"}`}
            onClick={() => toggleLock(label)}
          >
            <Icon name={locked.includes(label) ? "lock" : "unlock"} /> {label}
          </button>
        ))}
      </div>
    </section>
  );
}
