/** Placed stems to the input of the mix bus: groups with their glue, reverb and echo. */
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import {
  type Block,
  createEcho,
  createGainFollower,
  createReverb,
  type GainFollower,
  type Hertz,
} from "../../foundation/sound/index.ts";
import { BUSES, type Bus } from "./roles.ts";
import type { MixSettings, StemSettings } from "./stem-settings.ts";

/** One step of the mix. All blocks are stereo, of one length, and good until the next step. */
export interface MixStep {
  /** What goes into the mix bus. */
  readonly mix: Block;
  /** Gain of each group, frame by frame: a printed stem is the placed stem times its group's. */
  readonly busGains: Readonly<Record<Bus, Float32Array>>;
  readonly returns: { readonly reverb: Block; readonly echo: Block };
}

export interface Mixer {
  /** `placed`: the stems in the order of the settings, each a stereo block; null where one is silent in this step. */
  step(placed: readonly (Block | null)[], frames: number): MixStep;
  /** Most that each group's glue has taken, dB. */
  glueDb(): Readonly<Record<Bus, number>>;
  readonly usesReverb: boolean;
  readonly usesEcho: boolean;
}

/** Sums are made in the order of the stems, whoever rendered them. */
export function createMixer(settings: MixSettings, sampleRate: Hertz): Mixer {
  const { stems, buses } = settings;
  const followers = new Map<Bus, GainFollower>();
  for (const { bus, glue } of buses) if (glue) followers.set(bus, createGainFollower(sampleRate, glue));
  const reverb = createReverb(sampleRate, settings.reverb);
  const echo = createEcho(sampleRate, settings.echo);
  const sends = (of: (stem: StemSettings) => number | null): (number | null)[] =>
    stems.map((stem) => {
      const level = stem.muted ? null : of(stem);
      return level === null ? null : amplitudeFromDecibels(level);
    });
  const reverbSends = sends(({ reverbDb }) => reverbDb);
  const echoSends = sends(({ echoDb }) => echoDb);
  const usesReverb = reverbSends.some((send) => send !== null);
  const usesEcho = echoSends.some((send) => send !== null);
  let room = 0;
  let groups = new Map<Bus, Block>();
  let gains = {} as Record<Bus, Float32Array>;
  let [mix, wet, repeats]: Block[] = [[], [], []];
  const stereo = (frames: number): Block => [new Float32Array(frames), new Float32Array(frames)];
  const within = (block: Block, frames: number): Block => block.map((samples) => samples.subarray(0, frames));

  const makeRoom = (frames: number): void => {
    if (frames <= room) return;
    room = frames;
    groups = new Map(BUSES.map((bus) => [bus, stereo(frames)]));
    gains = Object.fromEntries(BUSES.map((bus) => [bus, new Float32Array(frames)])) as Record<Bus, Float32Array>;
    [mix, wet, repeats] = [stereo(frames), stereo(frames), stereo(frames)];
  };

  return {
    usesReverb,
    usesEcho,
    glueDb: () =>
      Object.fromEntries(BUSES.map((bus) => [bus, followers.get(bus)?.mostReductionDb() ?? 0])) as Record<Bus, number>,
    step: (placed, frames) => {
      makeRoom(frames);
      for (const block of [...groups.values(), mix as Block, wet as Block, repeats as Block])
        for (const samples of block) samples.fill(0, 0, frames);
      placed.forEach((block, at) => {
        if (block === null) return;
        add(groups.get((stems[at] as StemSettings).bus) as Block, block, 1, frames);
        const [toReverb, toEcho] = [reverbSends[at] ?? null, echoSends[at] ?? null];
        if (toReverb !== null) add(wet as Block, block, toReverb, frames);
        if (toEcho !== null) add(repeats as Block, block, toEcho, frames);
      });
      const out = within(mix as Block, frames);
      for (const bus of BUSES) {
        const group = within(groups.get(bus) as Block, frames);
        const curve = gains[bus].subarray(0, frames);
        if (!followers.get(bus)?.follow(group, curve)) curve.fill(1);
        for (const [c, samples] of group.entries()) {
          const into = out[c] as Float32Array;
          for (let n = 0; n < frames; n++)
            into[n] = (into[n] as number) + (samples[n] as number) * (curve[n] as number);
        }
      }
      const returns = { reverb: within(wet as Block, frames), echo: within(repeats as Block, frames) };
      if (usesEcho) echo.apply(returns.echo);
      if (usesReverb) reverb.apply(returns.reverb);
      for (const block of [returns.reverb, returns.echo]) add(out, block, 1, frames);
      return { mix: out, busGains: gainsWithin(gains, frames), returns };
    },
  };
}

function gainsWithin(gains: Readonly<Record<Bus, Float32Array>>, frames: number): Record<Bus, Float32Array> {
  return Object.fromEntries(BUSES.map((bus) => [bus, gains[bus].subarray(0, frames)])) as Record<Bus, Float32Array>;
}

function add(into: Block, block: Block, gain: number, frames: number): void {
  for (const [c, samples] of block.entries()) {
    const sum = into[c] as Float32Array;
    for (let n = 0; n < frames; n++) sum[n] = (sum[n] as number) + gain * (samples[n] as number);
  }
}
