/**
 * Decides what plays a song: our own instruments or a sound font, and the General MIDI program of each part. It is put on a
 * finished plan, so that notes do not depend on it.
 */
import {
  type Decision,
  FormatError,
  findDecision,
  InputError,
  type Json,
  machineValue,
  makeDecision,
  overrideDecision,
  type Plan,
  type Reason,
  sameJson,
} from "../../foundation/plan/index.ts";
import { choosePreset } from "../sound/font/choose-preset.ts";
import type { SoundFont } from "../sound/font/sound-font.ts";
import type { Instrument } from "./brief.ts";
import { isChorale, VOICE_NAMES, VOICE_PROGRAM } from "./chorale/plan-chorale.ts";
import { checkProgram, PROGRAMS, programId } from "./part-program.ts";

export const FONT_ID = "sound.font";

/** Our own instruments. */
export const BUILT_IN = "built-in";

/** A sound font as a plan names it: wherever it lies, it is known by its bytes. */
export type FontValue = {
  /** The file's name, without folders. */
  readonly file: string;
  /** As the font calls itself. */
  readonly name: string;
  /** Of its bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
};

/** What a person asked for now; both empty: nothing new. */
export interface SoundWishes {
  /** Null: as it was, or our own instruments. */
  readonly font: FontValue | typeof BUILT_IN | null;
  /** By part: "lead", "soprano". */
  readonly programs: ReadonlyMap<string, number>;
}

interface PlannedPart {
  readonly part: string;
  readonly name: string;
  readonly program: number;
  readonly percussion: boolean;
}

/** What a plan says of the font; null: our own instruments. Throws InputError for what is neither. */
export function fontOfPlan(plan: Plan): FontValue | null {
  const value = findDecision(plan, FONT_ID)?.value ?? BUILT_IN;
  if (value === BUILT_IN) return null;
  const { file, name, sha256, bytes } = (typeof value === "object" ? value : {}) as Partial<FontValue>;
  const named = typeof file === "string" && file !== "" && !/[/\\]/.test(file) && typeof name === "string";
  if (!named || !/^[0-9a-f]{64}$/.test(String(sha256)) || !Number.isInteger(bytes))
    throw new InputError(
      FONT_ID,
      `"${BUILT_IN}", or { file, name, sha256, bytes } of a font, as compose --sound-font writes it`,
      JSON.stringify(value),
    );
  return value as FontValue;
}

/**
 * The plan with its decisions about sound. `before`: the plan that they are taken over from. `font`: the one that plays,
 * to see that it has what the parts need; null: our own instruments. Throws InputError for a part that the song has not,
 * FormatError for a part that the font cannot play.
 */
export function planSound(plan: Plan, before: Plan | null, wishes: SoundWishes, font: SoundFont | null): Plan {
  const parts = plannedParts(plan);
  for (const part of wishes.programs.keys())
    if (!parts.some((each) => each.part === part))
      throw new InputError("--program", `parts of the song: ${parts.map((each) => each.part).join(", ")}`, part);
  const chosen = decided(
    makeDecision<Json>({ id: FONT_ID, what: "What plays the parts", value: BUILT_IN, reasons: [reason("sound.own")] }),
    before,
    wishes.font ?? undefined,
    true,
  );
  const programs = parts.map(({ part, name, program, percussion }) => {
    const fresh = makeDecision<Json>({
      id: programId(part),
      what: percussion ? `Drum kit of ${name}, as a General MIDI program` : `General MIDI program of ${name}`,
      value: program,
      reasons: [reason("sound.usual-program")],
    });
    const decision = decided(fresh, before, wishes.programs.get(part), false);
    if (font === null) return decision;
    const value = checkProgram(decision.value, decision.id);
    const preset = choosePreset(font, value, percussion);
    if (preset === null) throw missingPreset(font, part, value, percussion);
    return { ...decision, reasons: [...decision.reasons, reason("sound.preset", { preset: preset.name })] };
  });
  const others = plan.decisions.filter(({ id }) => id !== FONT_ID && !id.startsWith(programId("")));
  return { ...plan, decisions: [...others, chosen, ...programs] };
}

/** A decision as it stands with what was decided before and what is asked now. @param carries whether a machine's value stands too */
function decided(fresh: Decision, before: Plan | null, asked: Json | undefined, carries: boolean): Decision {
  const earlier = before && findDecision(before, fresh.id);
  if (!earlier)
    return asked === undefined ? fresh : { ...fresh, value: asked, reasons: [reason("brief.asked")], proposed: null };
  const { value, by, locked } = earlier;
  const proposed = carries ? machineValue(earlier) : fresh.value;
  const reasons = carries ? earlier.reasons : fresh.reasons;
  const holds = carries || by === "person" || locked;
  const standing: Decision = holds
    ? {
        ...fresh,
        value,
        by,
        locked,
        reasons,
        proposed: sameJson(value, proposed) && by === "machine" ? null : proposed,
      }
    : fresh;
  return asked === undefined || sameJson(asked, standing.value) ? standing : overrideDecision(standing, asked);
}

function plannedParts(plan: Plan): PlannedPart[] {
  if (isChorale(plan))
    return VOICE_NAMES.map((part) => ({ part, name: part, program: VOICE_PROGRAM, percussion: false }));
  const instruments = (findDecision(plan, "song.instruments")?.value ?? []) as unknown as Instrument[];
  return instruments.map((part) => {
    const [name, program] = PROGRAMS[part];
    return { part, name, program, percussion: part === "drums" };
  });
}

function missingPreset(
  { presets, presetsAt }: SoundFont,
  part: string,
  program: number,
  percussion: boolean,
): FormatError {
  const there = presets.filter(({ drums }) => drums === percussion);
  const shown = there.slice(0, 12).map((preset) => `${preset.program} ${preset.name}`);
  return new FormatError(
    "sound font",
    presetsAt,
    percussion
      ? "a drum kit (bank 128) for the drums; --instruments leaves them out"
      : `a preset for the part ${part}, General MIDI program ${program}; --program ${part}=N takes another`,
    there.length === 0
      ? "none"
      : `${shown.join(", ")}${there.length > shown.length ? `, ${there.length - shown.length} more` : ""}`,
  );
}

function reason(code: string, facts: Record<string, Json> = {}): Reason {
  return { code, facts } as Reason;
}
