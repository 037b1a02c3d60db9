/** Plays: loading, seeking, looping and switching between versions on the deck that the audio thread reads. */
import { token } from "../api/token.ts";
import { say } from "../state/notices.ts";
import type { FedTrack, FeederAnswer, FeederStart, FeederWord } from "./feeder.worker.ts";
import type { MeterReading } from "./meter.worklet.ts";
import { matchingOffsets, NOTHING, type Programme, player } from "./playing.ts";
import {
  createDeckMemory,
  FILLED,
  JUMP_TO,
  JUMPED,
  JUMPS,
  LOOP_FROM,
  LOOP_TO,
  MISSED,
  PLAYED,
  PLAYING,
  QUANTUM,
  SELECTED,
  type SharedDeck,
  SONG_FRAMES,
  viewDeck,
} from "./shared-deck.ts";
import { type SoundCard, soundCard } from "./sound-card.ts";

const CAPACITY_SECONDS = 4;
const AHEAD_SECONDS = 3;

interface Deck {
  readonly card: SoundCard;
  readonly shared: SharedDeck;
  /** Who fills it: files, or a mix as it is made. */
  readonly stopFilling: () => void;
}

let deck: Deck | null = null;
let position = 0;

/** Loads versions of one piece; what plays goes on at the same place where `keep`. */
export async function load({ title, versions, selected = 0 }: Programme, keep = false): Promise<void> {
  const [first] = versions;
  if (!first) return stop();
  const before = player.get();
  const at = keep ? now() : 0;
  const card = await soundCard(first.sound.sampleRate);
  const rate = card.sampleRate;
  const duration = Math.max(...versions.map(({ sound }) => sound.frames / sound.sampleRate));
  const memory = createDeckMemory(versions.length, quanta(CAPACITY_SECONDS * rate));
  const feeder = new Worker(new URL("./feeder.worker.ts", import.meta.url), { type: "module" });
  feeder.onmessage = ({ data }: MessageEvent<FeederAnswer>) =>
    say({ kind: "error", text: `${versions[data.track]?.name}: the sound cannot be fetched (${data.message}).` });
  install(card, memory, Math.floor(duration * rate), at, () => feeder.terminate());
  const start: FeederStart = {
    deck: memory,
    token,
    sampleRate: rate,
    tracks: versions.map(({ sound }) => sound),
    aheadSeconds: AHEAD_SECONDS,
  };
  feeder.postMessage({ kind: "start", start } satisfies FeederWord);
  const offsetsDb = matchingOffsets(versions.map(({ loudnessLufs }) => loudnessLufs));
  player.set({ ...NOTHING, title, versions, duration, offsetsDb, matched: before.matched, volume: before.volume });
  select(Math.min(selected, versions.length - 1));
  applyGains();
  if (keep && before.playing) void play();
}

/** For a programme that something else renders: the memory to fill, and the clock it is filled by. */
export async function loadRendered(
  title: string,
  sampleRate: number,
  frames: number,
  capacityFrames: number,
  fill: (memory: ReturnType<typeof createDeckMemory>, sampleRate: number) => () => void,
): Promise<void> {
  const card = await soundCard(sampleRate);
  const at = player.get().title === title ? now() : 0;
  const memory = createDeckMemory(1, quanta(capacityFrames));
  const before = player.get();
  let stopFilling = (): void => {};
  install(card, memory, frames, at, () => stopFilling());
  stopFilling = fill(memory, card.sampleRate);
  const sound: FedTrack = { url: "", sampleRate, channels: 2, frames };
  const versions = [{ id: title, name: "as you hear it", sound, loudnessLufs: null }];
  player.set({ ...NOTHING, title, versions, duration: frames / sampleRate, offsetsDb: [0], volume: before.volume });
  applyGains();
}

function install(
  card: SoundCard,
  memory: ReturnType<typeof createDeckMemory>,
  frames: number,
  at: number,
  stopFilling: () => void,
): void {
  deck?.stopFilling();
  const shared = viewDeck(memory);
  shared.control[SONG_FRAMES] = frames;
  shared.control[JUMP_TO] = quanta(at * card.sampleRate);
  deck = { card, shared, stopFilling };
  position = at;
  card.load(memory);
  card.resetMeters();
}

const quanta = (frames: number): number => Math.floor(frames / QUANTUM) * QUANTUM;

export function stop(): void {
  deck?.stopFilling();
  deck?.card.load(null);
  deck = null;
  player.set((now) => ({ ...NOTHING, volume: now.volume, matched: now.matched }));
}

export async function play(): Promise<void> {
  if (deck === null) return;
  await deck.card.context.resume();
  if (now() >= player.get().duration - 0.05) seek(player.get().loop?.[0] ?? 0);
  Atomics.store(deck.shared.control, PLAYING, 1);
  player.set((each) => ({ ...each, playing: true }));
}

export function pause(): void {
  if (deck === null) return;
  position = now();
  Atomics.store(deck.shared.control, PLAYING, 0);
  player.set((each) => ({ ...each, playing: false }));
}

export const toggle = (): void => void (player.get().playing ? pause() : play());

/** Seconds. */
export function seek(to: number): void {
  if (deck === null) return;
  const { duration } = player.get();
  position = Math.min(Math.max(0, to), duration);
  const { control } = deck.shared;
  Atomics.store(control, JUMP_TO, quanta(position * deck.card.sampleRate));
  Atomics.add(control, JUMPS, 1);
}

/** The place that is heard now, seconds. */
export function now(): number {
  if (deck === null) return 0;
  const { control, songAt, capacity } = deck.shared;
  const played = Atomics.load(control, PLAYED);
  const jumping = Atomics.load(control, JUMPED) !== Atomics.load(control, JUMPS);
  if (jumping || played >= Atomics.load(control, FILLED)) {
    const end = Atomics.load(control, SONG_FRAMES);
    const last = played > 0 && !jumping ? (songAt[(played / QUANTUM - 1) % (capacity / QUANTUM)] as number) : -1;
    if (last >= 0 && last + 2 * QUANTUM >= quanta(end)) return player.get().duration;
    return position;
  }
  position = (songAt[(played / QUANTUM) % (capacity / QUANTUM)] as number) / deck.card.sampleRate;
  return position;
}

/** Quanta that were to be played and were not there, since it was loaded: drop-outs, and waiting after a jump. */
export const missed = (): number => (deck === null ? 0 : Atomics.load(deck.shared.control, MISSED));

export function select(version: number): void {
  if (deck === null || version < 0 || version >= deck.shared.tracks) return;
  Atomics.store(deck.shared.control, SELECTED, version);
  player.set((each) => ({ ...each, selected: version }));
  deck.card.resetMeters();
}

/** Seconds; null: the whole. */
export function setLoop(loop: readonly [number, number] | null): void {
  if (deck === null) return;
  const frames = (seconds: number): number => quanta(seconds * (deck as Deck).card.sampleRate);
  const { control } = deck.shared;
  Atomics.store(control, LOOP_FROM, loop === null ? 0 : frames(loop[0]));
  Atomics.store(control, LOOP_TO, loop === null ? 0 : Math.max(frames(loop[1]), frames(loop[0]) + QUANTUM));
  player.set((each) => ({ ...each, loop }));
  const at = now();
  if (loop !== null && (at < loop[0] || at >= loop[1])) seek(loop[0]);
  // What is filled ahead does not know of the loop yet.
  else if (deck) seek(at);
}

/** What a version was found to measure, integrated LUFS; null: silence. */
export function setLoudness(id: string, loudnessLufs: number | null): void {
  player.set((each) => {
    const versions = each.versions.map((version) => (version.id === id ? { ...version, loudnessLufs } : version));
    return { ...each, versions, offsetsDb: matchingOffsets(versions.map((version) => version.loudnessLufs)) };
  });
  applyGains();
}

export function setMatched(matched: boolean): void {
  player.set((each) => ({ ...each, matched }));
  applyGains();
}

export function setVolume(volume: number): void {
  player.set((each) => ({ ...each, volume }));
  deck?.card.setVolume(volume);
}

function applyGains(): void {
  if (deck === null) return;
  const { matched, offsetsDb } = player.get();
  offsetsDb.forEach((db, at) => {
    (deck as Deck).shared.gains[at] = matched ? 10 ** (db / 20) : 1;
  });
}

/** The meters' readings, as long as it is watched; answers how to stop. */
export function watchMeters(hear: (reading: MeterReading) => void): () => void {
  let stopHearing: (() => void) | null = null;
  let waiting: ReturnType<typeof setTimeout> | null = null;
  const begin = (): void => {
    if (deck === null) waiting = setTimeout(begin, 200);
    else stopHearing = deck.card.onReading(hear);
  };
  begin();
  return () => {
    if (waiting !== null) clearTimeout(waiting);
    stopHearing?.();
  };
}

export const resetMeters = (): void => deck?.card.resetMeters();

// The end: it stops there, unless it goes round.
setInterval(() => {
  const { playing, duration, loop } = player.get();
  if (playing && loop === null && now() >= duration - 0.003) pause();
}, 100);
