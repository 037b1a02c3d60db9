/** Faults planted into sessions of real stems: how many are found, how many are seen that nobody planted. */
import { createResampler } from "../../foundation/sound/index.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import {
  checkSession,
  createStemSketcher,
  describeSong,
  FAULT_KINDS,
  mixKnowledge,
  type SessionFault,
  type StemSketch,
} from "../../production/mix/index.ts";
import { type Part, table } from "../table.ts";
import type { Stereo } from "./disturb.ts";
import { type Excerpt, excerptsOfSong, traceOf } from "./material.ts";
import { scaled } from "./perform.ts";
import { BENCH_RATE, stemSongs } from "./songs.ts";

const SESSIONS = 40;
const PLANTED = ["polarity", "delay", "wrong-rate", "cut", "clipping", "silent", "dc", "duplicate"] as const;
type Planted = (typeof PLANTED)[number];

interface SessionStem {
  readonly name: string;
  readonly sound: Stereo;
}

export const faultsPart: Part = {
  name: "faults",
  title: `Planted faults in ${SESSIONS} sessions`,
  run: async (data) => {
    const excerpts: Excerpt[] = [];
    for (const song of stemSongs(data)) if (song.stems.length > 2) excerpts.push(...(await excerptsOfSong(song)));
    // The songs' own faults, listed before anything is planted; 24 kHz copies are told by nothing that is looked for.
    const own = excerpts.map(({ stems }) => new Set(check(stems).map(({ stem, kind }) => `${kind} ${stem}`)));
    const found = new Map<Planted, number>();
    const planted = new Map<Planted, number>();
    const missed: string[] = [];
    let alarms = 0;
    let chances = 0;
    const seen: string[] = [];
    for (let session = 0; session < SESSIONS; session++) {
      const random = createRandom(1000 + session);
      const at = session % excerpts.length;
      const { stems, label } = excerpts[at] as Excerpt;
      const kind = PLANTED[session % PLANTED.length] as Planted;
      const { session: sounds, target } = plant(kind, stems, random);
      const faults = check(sounds);
      const hit = faults.some((fault) => fault.kind === kind && fault.stem === target);
      planted.set(kind, (planted.get(kind) ?? 0) + 1);
      if (hit) found.set(kind, (found.get(kind) ?? 0) + 1);
      else missed.push(`${kind} in ${label}: ${target}`);
      // A duplicate counts on either of the two; a pair at odds may be told by either as well.
      const twins = new Set([target, target.replace(/ twin$/, ""), `${target} twin`]);
      for (const { name } of sounds) {
        const id = bare(name);
        if (twins.has(id)) continue;
        for (const each of FAULT_KINDS) {
          if (own[at]?.has(`${each} ${id}`)) continue;
          chances++;
          if (!faults.some((fault) => fault.kind === each && fault.stem === id)) continue;
          alarms++;
          seen.push(`${each} in ${label}: ${id}`);
        }
      }
    }
    const hits = [...found.values()].reduce((sum, each) => sum + each, 0);
    return {
      lines: [
        ...table(
          ["fault", "planted", "found"],
          PLANTED.map((kind) => [kind, planted.get(kind) ?? 0, found.get(kind) ?? 0]),
        ),
        "",
        `right stem and kind: ${hits} of ${SESSIONS} (${((100 * hits) / SESSIONS).toFixed(1)} %); false: ${alarms} of ${chances} unplanted stems and kinds (${((100 * alarms) / chances).toFixed(2)} %)`,
        ...missed.map((each) => `missed: ${each}`),
        ...seen.slice(0, 12).map((each) => `false: ${each}`),
        `the songs' own, left out: ${own.map((each) => each.size).reduce((sum, each) => sum + each, 0)}`,
      ],
      figures: { foundShare: hits / SESSIONS, falseShare: alarms / chances },
    };
  },
};

const bare = (name: string): string => name.replace(/\.[^.]+$/, "");

function check(stems: readonly SessionStem[]): SessionFault[] {
  const sketches = stems.map(({ sound }) => sketchOf(sound));
  const song = describeSong(
    stems.map(({ name, sound }) => ({ name, trace: traceOf(sound) })),
    mixKnowledge,
  );
  return checkSession(
    song.stems.map((findings, s) => ({ findings, sketch: sketches[s] as StemSketch, fileRate: BENCH_RATE })),
    BENCH_RATE,
  );
}

function sketchOf(sound: Stereo): StemSketch {
  const sketcher = createStemSketcher(BENCH_RATE, 2);
  for (let at = 0; at < sound[0].length; at += 65_536)
    sketcher.push(sound.map((samples) => samples.subarray(at, at + 65_536)));
  return sketcher.finish();
}

/** Faults that need a pair get one: a second recording of a stem, of another tone and level. */
function plant(
  kind: Planted,
  stems: readonly SessionStem[],
  random: Random,
): { session: SessionStem[]; target: string } {
  const chosen = random.integer(0, stems.length - 1);
  const stem = stems[chosen] as SessionStem;
  const replaced = (sound: Stereo): { session: SessionStem[]; target: string } => ({
    session: stems.map((each, at) => (at === chosen ? { ...each, sound } : each)),
    target: bare(stem.name),
  });
  const twin = (sound: Stereo): { session: SessionStem[]; target: string } => ({
    session: [...stems, { name: stem.name.replace(/(\.[^.]+)$/, " twin$1"), sound }],
    target: `${bare(stem.name)} twin`,
  });
  switch (kind) {
    case "polarity":
      return twin(scaled(second(stem.sound, random), 0).map((x) => x.map((sample) => -sample)) as unknown as Stereo);
    case "delay":
      return twin(later(second(stem.sound, random), Math.round(0.012 * BENCH_RATE)));
    case "wrong-rate":
      return replaced(slowed(stem.sound));
    case "cut":
      return replaced(cut(stem.sound));
    case "clipping":
      return replaced(clipped(stem.sound));
    case "silent":
      return replaced(stem.sound.map((x) => new Float32Array(x.length)) as unknown as Stereo);
    case "dc":
      return replaced(stem.sound.map((x) => x.map((sample) => sample + 0.1)) as unknown as Stereo);
    case "duplicate":
      return twin(stem.sound.map((x) => x.slice()) as unknown as Stereo);
  }
}

/** As a second microphone would have it: duller, quieter, with a little of a room's noise. */
function second(sound: Stereo, random: Random): Stereo {
  return sound.map((x) => {
    let held = 0;
    return x.map((sample) => {
      held += 0.6 * (sample - held);
      return 0.7 * held + random.normal(0, 1e-5);
    });
  }) as unknown as Stereo;
}

function later(sound: Stereo, frames: number): Stereo {
  return sound.map((x) => {
    const out = new Float32Array(x.length);
    out.set(x.subarray(0, x.length - frames), frames);
    return out;
  }) as unknown as Stereo;
}

/** Sampled at 48 kHz and played at 44.1. */
function slowed(sound: Stereo): Stereo {
  const convert = createResampler(BENCH_RATE, 48_000, 2);
  const [first, rest] = [convert.push(sound), convert.flush()];
  return [0, 1].map((c) =>
    Float32Array.from([...(first[c] as Float32Array), ...(rest[c] as Float32Array)]),
  ) as unknown as Stereo;
}

/** Stops in the loudest half second of its second half. */
function cut(sound: Stereo): Stereo {
  const [left] = sound;
  const window = Math.round(0.02 * BENCH_RATE);
  let best = 0;
  let most = -1;
  for (let at = Math.round(left.length * 0.3); at + window < left.length * 0.95; at += window) {
    let sum = 0;
    for (let n = at; n < at + window; n++) sum += (left[n] as number) ** 2;
    if (sum > most) {
      most = sum;
      best = at + window;
    }
  }
  return sound.map((x) => x.slice(0, best)) as unknown as Stereo;
}

/** At least 3 dB over, and as much more as 60 runs take. */
function clipped(sound: Stereo): Stereo {
  const peak = Math.max(...sound.map((x) => x.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)));
  for (let overDb = 3; ; overDb += 1) {
    const top = peak * 10 ** (-overDb / 20);
    let runs = 0;
    for (const x of sound) {
      let length = 0;
      for (const sample of x) {
        if (Math.abs(sample) >= top) length++;
        else {
          if (length >= 3) runs++;
          length = 0;
        }
      }
    }
    if (runs >= 60 || overDb > 40)
      return sound.map((x) => x.map((sample) => Math.max(-top, Math.min(top, sample)))) as unknown as Stereo;
  }
}
