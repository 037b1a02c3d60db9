/** The stems of a mix in the order of a console: by group, then by what they are. */

import { numberText } from "../../foundation/look/figure-text.ts";
import type { Decision, Json } from "../../foundation/plan/index.ts";
import { BUSES, type Bus, ROLES, type StemFindings, type StemSettings } from "../../production/mix/index.ts";
import { NO_SEND_DB } from "../../production/mix/stem-settings.ts";
import type { MixedSong } from "../mix/mix-song.ts";
import { roleLabel } from "./mix-value-text.ts";

export interface StemRow {
  readonly id: string;
  readonly bus: Bus;
  readonly findings: StemFindings;
  readonly settings: StemSettings;
  /** "guitar, by its name", "pad, by its sound 62 %", "bass, as you said" */
  readonly role: string;
}

export interface StemRows {
  /** Those that sound, in order. */
  readonly sounding: readonly StemRow[];
  /** Those that never do. */
  readonly silent: readonly StemRow[];
}

export function stemRows({ song, settings, plan }: Pick<MixedSong, "song" | "settings" | "plan">): StemRows {
  const rows = settings.stems
    .map((own, s): StemRow => {
      const findings = song.stems[s] as StemFindings;
      const decision = plan.decisions.find(({ id }) => id === `role@${own.id}`);
      return { id: own.id, bus: own.bus, findings, settings: own, role: roleText(findings, own, decision) };
    })
    .sort(
      (a, b) =>
        BUSES.indexOf(a.bus) - BUSES.indexOf(b.bus) ||
        ROLES.indexOf(a.settings.role) - ROLES.indexOf(b.settings.role) ||
        (a.id < b.id ? -1 : 1),
    );
  const sounds = ({ findings }: StemRow): boolean => findings.features !== null;
  return { sounding: rows.filter(sounds), silent: rows.filter((row) => !sounds(row)) };
}

function roleText({ guess }: StemFindings, { role }: StemSettings, decision: Decision | undefined): string {
  const label = roleLabel(role);
  if (decision?.by === "person") return `${label}, as you said`;
  if (guess.role !== role) return `${label}, by the plan`;
  return `${label}, by ${guess.from} ${numberText(100 * guess.probability, 0)}\u202f%`;
}

/** Values of a plan by id; "reverb used" and "echo used" tell whether anything is sent there. */
export function valuesOf(decisions: readonly Decision[]): (id: string) => Json | undefined {
  const values = new Map<string, Json>(decisions.map(({ id, value }) => [id, value]));
  for (const effect of ["reverb", "echo"]) {
    const sends = decisions.filter(({ id }) => id.startsWith(`send.${effect}@`));
    values.set(
      `${effect} used`,
      sends.some(({ value }) => typeof value === "number" && value > NO_SEND_DB),
    );
  }
  return (id) => values.get(id);
}

/** Groups that have stems, each with its own. */
export function byGroup(rows: readonly StemRow[]): readonly (readonly [Bus, readonly StemRow[]])[] {
  return BUSES.map((bus) => [bus, rows.filter((row) => row.bus === bus)] as const).filter(([, of]) => of.length > 0);
}

/** A name that fits into so many characters; the whole of it stands in the tables. */
export function shortened(name: string, most: number): string {
  const letters = [...name];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}\u2026` : name;
}
