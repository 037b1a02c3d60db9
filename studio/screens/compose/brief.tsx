/** What a person asks of a song; what is left open the machine decides. */
import type { ReactElement } from "react";
import type { NewJob, ProjectFile } from "../../api/types.ts";
import { Check, Choice, NumberField, TextField } from "../../parts/controls.tsx";

export interface BriefWishes {
  readonly key: string;
  readonly mode: string;
  readonly tempo: number | null;
  readonly metre: string;
  readonly form: string;
  readonly valence: number | null;
  readonly energy: number | null;
  readonly instruments: readonly string[];
  readonly chords: string;
  /** File id; "": the tunes that come with the program. */
  readonly style: string;
  /** "": built-in instruments; "found:NAME" of a font of this machine; file id of one in the project. */
  readonly font: string;
  readonly seed: number | null;
}

export const NO_BRIEF: BriefWishes = {
  key: "",
  mode: "",
  tempo: null,
  metre: "",
  form: "",
  valence: null,
  energy: null,
  instruments: [],
  chords: "",
  style: "",
  font: "",
  seed: null,
};

const INSTRUMENTS = ["lead", "piano", "guitar", "pad", "strings", "bass", "drums"];
const KEYS = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];

export function briefOptions(wishes: BriefWishes, title: string): NewJob["options"] {
  const { key, mode, tempo, metre, form, valence, energy, instruments, chords, style, font, seed } = wishes;
  return {
    title,
    ...(key ? { key } : {}),
    ...(mode ? { mode } : {}),
    ...(tempo === null ? {} : { tempo }),
    ...(metre ? { metre } : {}),
    ...(form ? { form } : {}),
    ...(valence === null && energy === null ? {} : { mood: `${valence ?? 0},${energy ?? 0}` }),
    ...(instruments.length > 0 ? { instruments: [...instruments] } : {}),
    ...(chords ? { chords } : {}),
    ...(style ? { style } : {}),
    ...(font ? { "sound-font": font } : {}),
    ...(seed === null ? {} : { seed }),
  };
}

interface BriefProps {
  readonly wishes: BriefWishes;
  readonly styles: readonly ProjectFile[];
  /** Sound fonts in the project. */
  readonly fonts: readonly ProjectFile[];
  /** Sound fonts of this machine, by name. */
  readonly found: readonly string[];
  change(wishes: BriefWishes): void;
}

export function Brief({ wishes, styles, fonts, found, change }: BriefProps): ReactElement {
  const set = (fields: Partial<BriefWishes>): void => change({ ...wishes, ...fields });
  return (
    <section className="stack" aria-label="Brief">
      <h2>Brief</h2>
      <div className="pair">
        <Choice
          label="Key"
          value={wishes.key}
          choices={[["", "open"], ...KEYS.map((each) => [each, each] as const)]}
          onChange={(key) => set({ key })}
        />
        <Choice
          label="Mode"
          value={wishes.mode}
          choices={[
            ["", "open"],
            ["major", "major"],
            ["minor", "minor"],
          ]}
          onChange={(mode) => set({ mode })}
        />
        <NumberField
          label="Tempo"
          unit="bpm"
          min={30}
          max={300}
          value={wishes.tempo}
          placeholder="open"
          onChange={(tempo) => set({ tempo })}
        />
        <TextField label="Metre" placeholder="4/4" value={wishes.metre} onChange={(metre) => set({ metre })} />
      </div>
      <TextField
        label="Form"
        placeholder="verse 8, chorus 8, verse 8, chorus 8"
        value={wishes.form}
        onChange={(form) => set({ form })}
      />
      <Slider label="Mood: sad to glad" value={wishes.valence} change={(valence) => set({ valence })} />
      <Slider label="Energy: calm to driving" value={wishes.energy} change={(energy) => set({ energy })} />
      <fieldset className="plain-set">
        <legend className="small quiet">Instruments</legend>
        <div className="targets">
          {INSTRUMENTS.map((each) => (
            <Check
              key={each}
              label={each}
              value={wishes.instruments.includes(each)}
              onChange={(on) =>
                set({
                  instruments: on
                    ? [...wishes.instruments, each]
                    : wishes.instruments.filter((other) => other !== each),
                })
              }
            />
          ))}
        </div>
      </fieldset>
      <TextField
        label="Chords"
        placeholder="C | Am | F G | C"
        value={wishes.chords}
        onChange={(chords) => set({ chords })}
      />
      <Choice
        label="Style"
        value={wishes.style}
        choices={[["", "traditional tunes"], ...styles.map(({ id, name }) => [id, name] as const)]}
        onChange={(style) => set({ style })}
      />
      <Choice
        label="Sound"
        value={wishes.font}
        choices={[
          ["", "built-in instruments"],
          ...fonts.map(({ id, name }) => [id, name] as const),
          ...found.map((name) => [`found:${name}`, name] as const),
        ]}
        onChange={(font) => set({ font })}
      />
      <NumberField
        label="Seed"
        unit=""
        min={0}
        max={2 ** 53 - 1}
        value={wishes.seed}
        placeholder="1"
        hint="Another number, another song"
        onChange={(seed) => set({ seed })}
      />
    </section>
  );
}

function Slider({
  label,
  value,
  change,
}: {
  readonly label: string;
  readonly value: number | null;
  change(value: number | null): void;
}): ReactElement {
  return (
    <label className="field">
      {label}
      <span className="row">
        <input
          type="range"
          min={-1}
          max={1}
          step={0.1}
          value={value ?? 0}
          aria-valuetext={value === null ? "open" : String(value)}
          onChange={(event) => change(Number(event.target.value))}
          onDoubleClick={() => change(null)}
        />
        <output>{value === null ? "open" : value.toFixed(1).replace("-", "−")}</output>
      </span>
    </label>
  );
}
