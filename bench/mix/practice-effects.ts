/** Risers, sweeps, rolls, bursts and clouds to practise on. */
import type { Random } from "../../foundation/statistics/random.ts";
import type { Stereo } from "./disturb.ts";
import { hat, kickSound, snare } from "./practice-drums.ts";
import { addSound, sweep, synthNote } from "./practice-instruments.ts";
import { patchOf } from "./practice-notes.ts";
import { echo, PRACTICE_SECONDS, room } from "./practice-time.ts";

/** Risers, falls and sweeps; rolls that grow; bursts; fills; clouds of short tones. Few and short. */
export function layEffect(out: Stereo, random: Random): void {
  const what = random.pick(["sweep", "sweep", "roll", "burst", "cloud"]);
  let start = random.uniform(0, PRACTICE_SECONDS * 0.5);
  for (let events = random.integer(1, 3); events > 0; events--) {
    const seconds = Math.min(random.uniform(1.5, 7), PRACTICE_SECONDS - start);
    if (seconds < 0.5) return;
    if (what === "sweep" || what === "burst") laySweep(out, random, start, seconds, what === "burst");
    else layEvents(out, random, start, seconds, what === "cloud");
    start += seconds + random.uniform(6, 14);
  }
  echo(random, out, 0.3);
  room(random, out, 0.6);
}

function laySweep(out: Stereo, random: Random, start: number, seconds: number, still: boolean): void {
  const rising = random.uniform() < 0.7;
  const [low, high] = [random.uniform(80, 900), random.uniform(2000, 14_000)];
  const from = rising ? low : high;
  const to = still ? from * random.uniform(0.8, 1.25) : rising ? high : low;
  const shape = (rising ? 1 : -1) * random.uniform(0.5, 3);
  const tone = random.uniform() < 0.6 ? 0 : random.uniform(0.2, 1);
  for (const pan of [-1, 1]) addSound(out, sweep(random, { from, to, seconds, tone, shape }), start, 0.2, pan);
  if (random.uniform() < 0.3) addSound(out, kickSound(random), start + (rising ? seconds : 0), 0.5);
}

/** Hits that come faster and louder, or short tones scattered over both sides. */
function layEvents(out: Stereo, random: Random, start: number, seconds: number, cloud: boolean): void {
  const sound = random.pick([snare(random), kickSound(random), hat(random, true)]);
  const patch = { ...patchOf(random, "plucked"), decay: random.uniform(0.05, 0.3) };
  const [first, last] = [random.uniform(0.1, 0.5), random.uniform(0.04, 0.2)];
  for (let t = 0; t < seconds; ) {
    const part = t / seconds;
    if (cloud) {
      const note = synthNote(random, patch, random.integer(55, 95), 0.15);
      addSound(out, note, start + t, random.uniform(0.1, 0.3), random.uniform(-1, 1));
    } else addSound(out, sound, start + t, 0.1 + 0.4 * part);
    t += cloud ? random.uniform(0.04, 0.3) : first + (last - first) * part;
  }
}
