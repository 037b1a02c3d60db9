/** What a person can ask of a master; what is left empty the machine decides, with a reason. */
import type { ReactElement } from "react";
import { masterTargets } from "../../../production/master/targets.ts";
import type { NewJob, ProjectFile } from "../../api/types.ts";
import { Button, Check, Choice, NumberField, TextField } from "../../parts/controls.tsx";

export interface MasterWishes {
  readonly targets: readonly string[];
  readonly loudness: number | null;
  readonly ceiling: number | null;
  readonly maxLimiting: number | null;
  /** File id of a song, or of a sound profile; "": none. */
  readonly reference: string;
  readonly amount: number;
  readonly adjust: string;
  readonly formats: readonly string[];
  readonly trim: boolean;
  readonly fadeOut: number | null;
  /** Kept, so that they can be heard. */
  readonly codecPreview: boolean;
  readonly even: boolean;
}

export const NO_WISHES: MasterWishes = {
  targets: [],
  loudness: null,
  ceiling: null,
  maxLimiting: null,
  reference: "",
  amount: 1,
  adjust: "",
  formats: [],
  trim: false,
  fadeOut: null,
  codecPreview: true,
  even: false,
};

const FORMATS = ["wav24", "wav16@44100", "flac24", "mp3-320", "aac-256", "opus-160"];

/** A sound that was learned from songs, by how its file is called. */
export const isProfile = ({ name }: ProjectFile): boolean => /\.sound\.json$/i.test(name);

/** @param profiles sound profiles of the project */
export function optionsOf(wishes: MasterWishes, profiles: readonly ProjectFile[], album: boolean): NewJob["options"] {
  const learned = profiles.some(({ id }) => id === wishes.reference);
  const { targets, loudness, ceiling, maxLimiting, reference, amount, adjust, formats, trim, fadeOut } = wishes;
  return {
    ...(targets.length > 0 ? { target: [...targets] } : {}),
    ...(loudness !== null ? { loudness } : {}),
    ...(ceiling !== null ? { ceiling } : {}),
    ...(maxLimiting !== null ? { "max-limiting": maxLimiting } : {}),
    ...(reference ? { ...(learned ? { sound: reference } : { reference: [reference] }), amount } : {}),
    ...(adjust ? { adjust } : {}),
    ...(formats.length > 0 ? { formats: [...formats] } : {}),
    ...(trim ? { trim } : {}),
    ...(fadeOut !== null ? { "fade-out": fadeOut } : {}),
    ...(wishes.codecPreview ? { "codec-files": true } : {}),
    ...(album ? { album: true, "album-levels": wishes.even ? "even" : "keep" } : {}),
  };
}

interface MasterSettingsProps {
  readonly wishes: MasterWishes;
  readonly references: readonly ProjectFile[];
  readonly profiles: readonly ProjectFile[];
  /** Null: there are too few songs to learn a sound from. */
  readonly learn: (() => void) | null;
  change(wishes: MasterWishes): void;
}

export function MasterSettings({ wishes, references, profiles, learn, change }: MasterSettingsProps): ReactElement {
  const set = (fields: Partial<MasterWishes>): void => change({ ...wishes, ...fields });
  const toggled = (list: readonly string[], item: string, on: boolean): readonly string[] =>
    on ? [...list, item] : list.filter((each) => each !== item);
  return (
    <details className="section" open>
      <summary>
        <span className="strong">What you ask for</span>{" "}
        <span className="quiet small">leave all of it empty, and it is decided from the song</span>
      </summary>
      <div className="form">
        <fieldset className="plain-set whole">
          <legend className="small quiet">Where it goes</legend>
          <div className="targets">
            {masterTargets.map(({ name, label }) => (
              <Check
                key={name}
                label={label}
                value={wishes.targets.includes(name)}
                onChange={(on) => set({ targets: toggled(wishes.targets, name, on) })}
              />
            ))}
          </div>
        </fieldset>
        <NumberField
          label="Loudness"
          unit="LUFS"
          min={-40}
          max={-3}
          value={wishes.loudness}
          placeholder="decided"
          onChange={(loudness) => set({ loudness })}
        />
        <NumberField
          label="True-peak ceiling"
          unit="dBTP"
          min={-20}
          max={0}
          value={wishes.ceiling}
          placeholder="−1"
          onChange={(ceiling) => set({ ceiling })}
        />
        <NumberField
          label="Most limiting"
          unit="dB"
          min={0}
          max={40}
          value={wishes.maxLimiting}
          placeholder="decided"
          onChange={(maxLimiting) => set({ maxLimiting })}
        />
        <Choice
          label="Should sound like"
          value={wishes.reference}
          choices={[
            ["", "itself"],
            ...profiles.map(({ id, name }) => [id, `the sound of ${name.replace(/\.sound\.json$/i, "")}`] as const),
            ...references.map(({ id, name }) => [id, name] as const),
          ]}
          {...(references.length > 0 ? {} : { hint: "Drop a song beside this to aim at it" })}
          onChange={(reference) => set({ reference })}
        />
        {learn && (
          <Button title="The mean of their tone, width and dynamics, as one sound to aim at" onClick={learn}>
            Learn one sound from all references
          </Button>
        )}
        {wishes.reference && (
          <NumberField
            label="How much of it, 0 to 1"
            unit=""
            min={0}
            max={1}
            value={wishes.amount}
            onChange={(amount) => set({ amount: amount ?? 1 })}
          />
        )}
        <TextField
          label="In words"
          placeholder="air +1, low −0.5, width −10 %"
          value={wishes.adjust}
          onChange={(adjust) => set({ adjust: adjust.replaceAll("−", "-") })}
        />
        <NumberField
          label="Fade out over"
          unit="s"
          min={0}
          max={120}
          value={wishes.fadeOut}
          placeholder="no fade"
          onChange={(fadeOut) => set({ fadeOut })}
        />
        <fieldset className="plain-set whole">
          <legend className="small quiet">Formats</legend>
          <div className="targets">
            {FORMATS.map((format) => (
              <Check
                key={format}
                label={format}
                value={wishes.formats.includes(format)}
                onChange={(on) => set({ formats: toggled(wishes.formats, format, on) })}
              />
            ))}
          </div>
        </fieldset>
        <Check label="take silence off both ends" value={wishes.trim} onChange={(trim) => set({ trim })} />
        <Check
          label="preview what codecs make of it"
          value={wishes.codecPreview}
          onChange={(codecPreview) => set({ codecPreview })}
        />
      </div>
    </details>
  );
}
