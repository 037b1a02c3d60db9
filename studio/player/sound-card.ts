/** The browser's side of sound: one audio context with the deck and the meters in it, made at the first touch. */
import deckUrl from "./deck.worklet.ts?worker&url";
import type { MeterReading } from "./meter.worklet.ts";
import meterUrl from "./meter.worklet.ts?worker&url";
import type { DeckMemory } from "./shared-deck.ts";

export interface SoundCard {
  readonly context: AudioContext;
  readonly sampleRate: number;
  load(deck: DeckMemory | null): void;
  /** Answers how to stop hearing. */
  onReading(hear: (reading: MeterReading) => void): () => void;
  resetMeters(): void;
  setVolume(amplitude: number): void;
}

let open: Promise<SoundCard> | null = null;

/** At the rate of what is played first; what has another rate is converted. */
export function soundCard(sampleRate: number): Promise<SoundCard> {
  if (open !== null) return open;
  open = start(sampleRate);
  open.catch(() => {
    open = null;
  });
  return open;
}

async function start(sampleRate: number): Promise<SoundCard> {
  const context = new AudioContext({ sampleRate, latencyHint: "interactive" });
  await Promise.all([context.audioWorklet.addModule(deckUrl), context.audioWorklet.addModule(meterUrl)]);
  const stereo = { numberOfInputs: 0, numberOfOutputs: 1, outputChannelCount: [2] };
  const deck = new AudioWorkletNode(context, "songwright-deck", stereo);
  const meter = new AudioWorkletNode(context, "songwright-meter", { ...stereo, numberOfInputs: 1 });
  const volume = new GainNode(context);
  // The meters show what is on the deck, whatever the volume of the headphones.
  deck.connect(meter).connect(volume).connect(context.destination);
  const hearers = new Set<(reading: MeterReading) => void>();
  meter.port.onmessage = ({ data }: MessageEvent<MeterReading>) => {
    for (const hear of hearers) hear(data);
  };
  return {
    context,
    sampleRate: context.sampleRate,
    load: (memory) => deck.port.postMessage(memory),
    onReading(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    resetMeters: () => meter.port.postMessage("reset"),
    setVolume: (amplitude) => volume.gain.setTargetAtTime(amplitude, context.currentTime, 0.01),
  };
}
