/** Fetches stems into shared memory, ahead of what is rendered. */
import { fetchWanted, type StemMemory, viewStems } from "./shared-stems.ts";
import { createStemSource, type StemFile } from "./stem-source.ts";

export interface StemsStart {
  readonly memory: StemMemory;
  readonly stems: readonly StemFile[];
  readonly sampleRate: number;
  readonly token: string;
}

const IDLE_MS = 10;

addEventListener("message", ({ data }: MessageEvent<StemsStart>) => {
  void fetchAlways(data).catch((error: unknown) => postMessage(String(error)));
});

async function fetchAlways({ memory, stems, sampleRate, token }: StemsStart): Promise<void> {
  const shared = viewStems(memory);
  const sources = stems.map((file) => createStemSource(file, sampleRate, token));
  for (;;) {
    if (!(await fetchWanted(shared, sources))) await new Promise((done) => setTimeout(done, IDLE_MS));
  }
}
