/** A song that is there already, with what is asked of it: bars redone, the rest drawn anew, sections varied, words. */
import type { SketchSection } from "../../composition/learn/song/song-sketch.ts";
import type { Brief } from "../../composition/write/brief.ts";
import { lockNamed } from "../../composition/write/steer/locks.ts";
import { keepWords, putWords } from "../../composition/write/steer/put-words.ts";
import { wordsBySection } from "../../composition/write/steer/read-words.ts";
import { syllablesOf } from "../../composition/write/steer/syllables.ts";
import { sectionsNamed, varySection } from "../../composition/write/steer/vary-section.ts";
import { originalityOfPlan, type SongMaker, type WrittenSong, writeSong } from "../../composition/write/write-song.ts";
import { findDecision, InputError, type Json, type Plan, replan } from "../../foundation/plan/index.ts";
import { programVersion } from "../project/version.ts";
import { readRedo } from "./redo-bars.ts";
import type { SteerOptions, Tell } from "./steering.ts";

/** The kept plan with what is asked of it: bars redone, the unlocked drawn anew, sections varied, words put under. */
export function writeAgain(
  kept: Plan,
  options: SteerOptions,
  brief: Brief,
  maker: SongMaker,
  { words, warn, replans }: { readonly words: string | null; readonly warn: Tell; readonly replans: boolean },
): WrittenSong {
  const locked = options.lock.length > 0 ? lockNamed(kept, options.lock) : kept;
  const { redo, infill } = readRedo(options.redo, locked);
  const replaced = options.redo.length > 0;
  if (!replaced && !replans && options.lock.length === 0) {
    const same: WrittenSong = { plan: locked, originality: originalityOfPlan(maker, locked), rewritten: [] };
    return finished(same, options, words, kept.seed, maker, warn);
  }
  const fixed = new Map<string, Json>();
  for (const { id, value, by, locked: held } of locked.decisions)
    if (replaced || by === "person" || held || id === "song.turn") fixed.set(id, value);
  const turn = Number(findDecision(kept, "song.turn")?.value ?? 0) + (options.lock.length > 0 && !replaced ? 1 : 0);
  fixed.delete("song.turn");
  const fresh = writeSong(maker, { brief, seed: kept.seed, fixed, redo, infill, turn, version: programVersion() });
  const { plan, lost } = replan(locked, fresh.plan);
  for (const { decision, why } of lost)
    if (!/^(words|sound)\./.test(decision.id)) warn(`not kept: ${decision.id}: ${why}`);
  const sung =
    kept.decisions.some(({ id }) => id.startsWith("words.")) && words === null ? keepWords(kept, plan) : plan;
  return finished({ ...fresh, plan: { ...sung, material: kept.material } }, options, words, kept.seed, maker, warn);
}

/** Syllables of a bar, by label, for words that a new song is to carry. */
export function syllablesPerBar(
  words: string,
  sections: readonly SketchSection[],
  instruments: readonly string[],
): Map<string, number> {
  const out = new Map<string, number>();
  for (const [number, lines] of wordsBySection(words, sections, instruments)) {
    const { label, bars } = sections[number - 1] as SketchSection;
    if (!out.has(label))
      out.set(label, lines.reduce((sum, { text }) => sum + syllablesOf(text).syllables.length, 0) / bars);
  }
  return out;
}

/** Variations and words, which are put on a finished plan. */
export function finished(
  song: WrittenSong,
  { vary }: Pick<SteerOptions, "vary">,
  words: string | null,
  seed: number,
  maker: SongMaker,
  warn: Tell,
): WrittenSong {
  let { plan } = song;
  const sections = findDecision(plan, "song.form")?.value as unknown as SketchSection[];
  for (const each of vary) {
    const [, name, digits] = /^(.*?)(?::([\d.]+))?$/.exec(each) as unknown as [string, string, string | undefined];
    const amount = digits === undefined ? 0.5 : Number(digits);
    if (!(amount >= 0 && amount <= 1)) throw new InputError("--vary", "an amount from 0 to 1 after the colon", each);
    for (const number of sectionsNamed(sections, name, "--vary")) plan = varySection(plan, number, amount, seed);
  }
  if (words === null && plan !== song.plan && plan.decisions.some(({ id }) => id.startsWith("words.")))
    plan = keepWords(song.plan, plan);
  if (words !== null) {
    const instruments = findDecision(plan, "song.instruments")?.value as unknown as string[];
    const put = putWords(plan, wordsBySection(words, sections, instruments));
    plan = put.plan;
    const [first] = put.estimated;
    if (first !== undefined)
      warn(
        `words: syllables estimated in ${put.estimated.length} (${first}...); hyphens in the file, as twi-light, say them exactly`,
      );
  }
  return plan === song.plan ? song : { ...song, plan, originality: originalityOfPlan(maker, plan) };
}
