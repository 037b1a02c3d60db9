/** A strip for each stem: what it is, its fader and place, effects in use. A held fader is heard; let go, it is kept. */
import { type ReactElement, useRef, useState } from "react";
import { signedText } from "../../../foundation/look/figure-text.ts";
import type { Decision, Json, Plan } from "../../../foundation/plan/index.ts";
import { BUSES, ROLES, roleFacts, stemIds } from "../../../production/mix/index.ts";
import type { DecisionWords } from "../../api/types.ts";
import { Button } from "../../parts/controls.tsx";
import { panText } from "../../parts/figures.ts";
import type { Held } from "./heard.ts";

interface ConsoleProps {
  readonly plan: Plan;
  readonly words: Readonly<Record<string, DecisionWords>>;
  readonly held: Held;
  readonly solo: ReadonlySet<string>;
  readonly chosen: string | null;
  choose(stem: string): void;
  hold(decision: string, value: number | boolean): void;
  keep(changes: readonly { id: string; value: number | boolean | string }[]): void;
  toggleSolo(stem: string): void;
}

const FADER_DB = [-48, 12] as const;

export function Console({
  plan,
  words,
  held,
  solo,
  chosen,
  choose,
  hold,
  keep,
  toggleSolo,
}: ConsoleProps): ReactElement {
  const decided = new Map(plan.decisions.map((decision) => [decision.id, decision]));
  const valueAt = (id: string): Json | undefined => held[id] ?? decided.get(id)?.value;
  const ids = stemIds(plan.material.map(({ name }) => name.split(/[\\/]/).at(-1) as string));
  const groups = BUSES.map((bus) => ({ bus, stems: ids.filter((id) => valueAt(`bus@${id}`) === bus) }));
  return (
    <section className="console" aria-label="Console">
      {groups
        .filter(({ stems }) => stems.length > 0)
        .map(({ bus, stems }) => (
          <div key={bus} className="group">
            <h2>
              <span className={`role of-${bus}`} /> {bus}
            </h2>
            {stems.map((id) => (
              <Strip
                key={id}
                id={id}
                muted={valueAt(`mute@${id}`) === true}
                soloed={solo.has(id)}
                chosen={chosen === id}
                fader={Number(valueAt(`fader@${id}`) ?? 0)}
                pan={Number(valueAt(`pan@${id}`) ?? 0)}
                role={String(valueAt(`role@${id}`) ?? "keys")}
                mine={["fader", "pan", "role", "mute"].some((name) => decided.get(`${name}@${id}`)?.by === "person")}
                effects={effectsOf(id, plan.decisions, words)}
                putBack={() => {
                  const fader = decided.get(`fader@${id}`);
                  if (fader?.proposed !== null && fader?.proposed !== undefined)
                    keep([{ id: fader.id, value: fader.proposed as number }]);
                }}
                {...{ choose, hold, keep, toggleSolo }}
              />
            ))}
          </div>
        ))}
    </section>
  );
}

interface StripProps extends Pick<ConsoleProps, "choose" | "hold" | "keep" | "toggleSolo"> {
  readonly id: string;
  readonly muted: boolean;
  readonly soloed: boolean;
  readonly chosen: boolean;
  readonly mine: boolean;
  readonly fader: number;
  readonly pan: number;
  readonly role: string;
  readonly effects: readonly string[];
  putBack(): void;
}

function Strip(props: StripProps): ReactElement {
  const { id, muted, soloed, chosen, mine, fader, pan, role, effects, choose, hold, keep, toggleSolo, putBack } = props;
  return (
    <div className={`strip ${chosen ? "chosen" : ""} ${muted ? "muted" : ""}`}>
      <div className="name">
        <button type="button" className="button bare" onClick={() => choose(id)}>
          <span className="strong cut">{id}</span>
          {mine && <span className="badge person">yours</span>}
        </button>
        <select
          aria-label={`What ${id} is`}
          value={role}
          onChange={(event) => keep([{ id: `role@${id}`, value: event.target.value }])}
        >
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {roleFacts[each].label}
            </option>
          ))}
        </select>
      </div>
      <Slider
        label={`Fader of ${id}`}
        value={fader}
        min={FADER_DB[0]}
        max={FADER_DB[1]}
        step={0.1}
        text={`${signedText(fader, 1)} dB`}
        hold={(value) => hold(`fader@${id}`, value)}
        keep={(value) => keep([{ id: `fader@${id}`, value }])}
        putBack={putBack}
      />
      <Slider
        label={`Pan of ${id}`}
        value={pan}
        min={-1}
        max={1}
        step={0.01}
        text={panText(pan)}
        hold={(value) => hold(`pan@${id}`, value)}
        keep={(value) => keep([{ id: `pan@${id}`, value }])}
        putBack={() => keep([{ id: `pan@${id}`, value: 0 }])}
      />
      <div className="row">
        <Button
          kind="bare"
          pressed={muted}
          title={`Mute ${id}`}
          onClick={() => keep([{ id: `mute@${id}`, value: !muted }])}
        >
          Mute
        </Button>
        <Button kind="bare" pressed={soloed} title={`Hear ${id} alone`} onClick={() => toggleSolo(id)}>
          Solo
        </Button>
      </div>
      <p className="tiny quiet effects">{effects.length > 0 ? effects.join("; ") : "no effects"}</p>
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly text: string;
  hold(value: number): void;
  keep(value: number): void;
  putBack(): void;
}

/** Presses of a key within this time are one change. */
const KEYS_MS = 500;

/** Heard while it moves, kept when it is let go; double-click puts back. */
function Slider({ label, value, min, max, step, text, hold, keep, putBack }: SliderProps): ReactElement {
  const [moving, setMoving] = useState<number | null>(null);
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(keep);
  latest.current = keep;
  const settle = (): void => {
    if (waiting.current !== null) clearTimeout(waiting.current);
    waiting.current = null;
    if (moving !== null) keep(moving);
    setMoving(null);
  };
  const settleSoon = (): void => {
    if (waiting.current !== null) clearTimeout(waiting.current);
    if (moving === null) return;
    waiting.current = setTimeout(() => {
      waiting.current = null;
      latest.current(moving);
      setMoving(null);
    }, KEYS_MS);
  };
  return (
    <label className="slider" title={label}>
      <span className="hidden-label">{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={moving ?? value}
        aria-valuetext={text}
        onChange={(event) => {
          const next = Number(event.target.value);
          setMoving(next);
          hold(next);
        }}
        onPointerUp={settle}
        onKeyUp={settleSoon}
        onBlur={settle}
        onDoubleClick={putBack}
      />
      <output>{text}</output>
    </label>
  );
}

const EFFECTS: readonly (readonly [stage: string, name: string])[] = [
  ["eq.high-pass", "low cut"],
  ["eq.tone", "tone"],
  ["eq.unmask", "room"],
  ["unmask.dynamic", "moments"],
  ["dynamics.ratio", "compressor"],
  ["de-ess.most", "de-esser"],
  ["gate", "gate"],
  ["send.reverb", "reverb"],
  ["send.echo", "echo"],
  ["automation", "ride"],
];

/** Effects that do something on this stem, with their value in words. */
function effectsOf(id: string, decisions: readonly Decision[], words: ConsoleProps["words"]): readonly string[] {
  return EFFECTS.flatMap(([stage, name]) => {
    const key = `${stage}@${id}`;
    const said = words[key];
    const decision = decisions.find((each) => each.id === key);
    if (!said || said.resting || !decision || isOff(decision.value)) return [];
    // Where in the song and how much, the plan says.
    return [stage === "unmask.dynamic" ? "makes room for moments" : `${name} ${said.value}`];
  });
}

const isOff = (value: Json): boolean =>
  value === null || value === 0 || value === 1 || (Array.isArray(value) && value.length === 0);
