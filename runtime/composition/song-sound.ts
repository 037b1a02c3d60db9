/** What plays a song: what is asked for now, and what its plan says already. */
import { checkProgram, programId } from "../../composition/write/part-program.ts";
import { BUILT_IN, fontOfPlan, planSound, type SoundWishes } from "../../composition/write/plan-sound.ts";
import { findDecision, InputError, type Plan } from "../../foundation/plan/index.ts";
import { askedFont, plannedFont } from "./sound-font/choose-font.ts";
import type { OpenFont } from "./sound-font/open-font.ts";
import type { Tell } from "./steering.ts";

export interface SoundOptions {
  /** A path, or one of the words of the option; null: not said. */
  readonly "sound-font": string | null;
  /** "lead=73". */
  readonly program: readonly string[];
}

export interface SongSound {
  /** Null: built-in instruments. */
  readonly font: OpenFont | null;
  /** A finished plan with its decisions about sound. Throws FormatError for a part that the font cannot play. */
  put(plan: Plan): Plan;
}

/**
 * Opens the font, if there is one. Throws what is wrong with it before anything is composed.
 * @param before the plan that is kept or performed; null for a new song
 * @param folders where a font of that plan may lie, beside the usual places
 */
export async function songSound(
  options: SoundOptions,
  before: Plan | null,
  folders: readonly string[],
  warn: Tell,
): Promise<SongSound> {
  const asked = options["sound-font"];
  const planned = before && fontOfPlan(before);
  const font = asked !== null ? await askedFont(asked) : planned ? await plannedFont(planned, folders) : null;
  const programs = new Map(options.program.map(readProgram));
  const wishes: SoundWishes = { font: asked === null ? null : (font?.value ?? BUILT_IN), programs };
  return {
    font,
    put(plan) {
      const sounding = planSound(plan, before, wishes, font?.font ?? null);
      for (const { id, by, locked } of before?.decisions ?? [])
        if (id.startsWith(programId("")) && (by === "person" || locked) && findDecision(sounding, id) === null)
          warn(`not kept: ${id}: gone`);
      return sounding;
    },
  };
}

function readProgram(text: string): [string, number] {
  const [, part, number] = /^([a-z]+)=(\d{1,3})$/.exec(text) ?? [];
  if (part === undefined) throw new InputError("--program", "PART=N, as lead=73", text);
  return [part, checkProgram(Number(number), "--program")];
}
