/** Tempo, key and mode as people read them. */
import { numberText } from "../../foundation/look/figure-text.ts";
import type { Estimate } from "../../foundation/plan/index.ts";

/** What is heard of one sound: HeardMusic of production, or the same out of a document. */
export interface MusicReadings {
  readonly tempo: Estimate<number>;
  readonly key: Estimate<string>;
  readonly mode: Estimate<string>;
}

const UNTOLD: Readonly<Record<string, string>> = {
  "tempo.no-beat": "nothing repeats as a beat does",
  "key.no-pitch": "nothing holds a pitch",
  "key.few-pitches": "fewer than three pitches",
  "music.too-short": "under 5 s",
  "music.silence": "silence",
};

/** "tempo 128.0 bpm (90 %; or 64.0), key A minor (84 %; or C major)" */
export function musicText({ tempo, key, mode }: MusicReadings): string {
  return `tempo ${tempoText(tempo)}, key ${keyText(key, mode)}`;
}

export function tempoText(tempo: Estimate<number>): string {
  if (tempo.value === null) return cannotTell(tempo);
  return `${numberText(tempo.value, 1)} bpm (${sureText(
    tempo,
    tempo.alternatives.slice(0, 2).map(({ value }) => numberText(value, 1)),
  )})`;
}

export function keyText(key: Estimate<string>, mode: Estimate<string>): string {
  if (key.value === null || mode.value === null) return cannotTell(key);
  const other = key.alternatives.slice(0, 1).map(({ value }) => value);
  return `${key.value} ${mode.value} (tonic ${sureText(key, other)}; mode ${percent(mode.confidence)})`;
}

function sureText<T>({ confidence }: Estimate<T>, others: readonly string[]): string {
  return `${percent(confidence)}${others.length > 0 ? `, or ${others.join(" or ")}` : ""}`;
}

const percent = (share: number | null): string => `${numberText(100 * (share ?? 0), 0)} %`;

function cannotTell<T>({ reasons }: Estimate<T>): string {
  const [reason] = reasons;
  return `cannot be told${reason ? ` (${UNTOLD[reason.code] ?? reason.code})` : ""}`;
}
