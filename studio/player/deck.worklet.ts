/** The audio thread: plays the selected track of a shared deck, and moves from one to another within 5 ms. */
import {
  type DeckMemory,
  FILLED,
  MISSED,
  PLAYED,
  PLAYING,
  QUANTUM,
  SELECTED,
  type SharedDeck,
  viewDeck,
} from "./shared-deck.ts";

declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: unknown): void;

const FADE_SECONDS = 0.005;

class Deck extends AudioWorkletProcessor {
  #deck: SharedDeck | null = null;
  /** Amplitude of each track now; only those that are fading or selected are more than nothing. */
  #heard = new Float32Array(0);
  /** Of all: up and down when playing begins and ends. */
  #open = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<DeckMemory | null>) => {
      this.#deck = data === null ? null : viewDeck(data);
      this.#heard = new Float32Array(data?.tracks ?? 0);
      this.#open = 0;
    };
  }

  process(_: readonly Float32Array[][], [out]: readonly (readonly Float32Array[])[]): boolean {
    const deck = this.#deck;
    if (deck === null || !out) return true;
    const { control, gains, sound, capacity } = deck;
    const playing = Atomics.load(control, PLAYING) === 1;
    if (!playing && this.#open === 0) return true;
    const played = Atomics.load(control, PLAYED);
    if (Atomics.load(control, FILLED) - played < QUANTUM) {
      if (playing) Atomics.add(control, MISSED, 1);
      this.#open = 0;
      return true;
    }
    const selected = Atomics.load(control, SELECTED);
    const step = 1 / (FADE_SECONDS * sampleRate);
    const at = played % capacity;
    const [left, right] = out as [Float32Array, Float32Array];
    for (let t = 0; t < sound.length; t++) {
      const aim = t === selected ? (gains[t] as number) : 0;
      let heard = this.#heard[t] as number;
      if (heard === 0 && aim === 0) continue;
      const [l, r] = sound[t] as readonly [Float32Array, Float32Array];
      let open = this.#open;
      for (let n = 0; n < QUANTUM; n++) {
        const by = aim - heard;
        heard += by > step ? step : by < -step ? -step : by;
        open = playing ? Math.min(1, open + step) : Math.max(0, open - step);
        left[n] = (left[n] as number) + heard * open * (l[at + n] as number);
        right[n] = (right[n] as number) + heard * open * (r[at + n] as number);
      }
      this.#heard[t] = heard;
    }
    const change = QUANTUM * step;
    this.#open = playing ? Math.min(1, this.#open + change) : Math.max(0, this.#open - change);
    Atomics.store(control, PLAYED, played + QUANTUM);
    return true;
  }
}

registerProcessor("songwright-deck", Deck);
