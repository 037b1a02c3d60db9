/** What happens in a project, as it happens: server-sent events over fetch, so that the token goes in a header. */
import { RequestError, send } from "./request.ts";
import type { ProjectEvent } from "./types.ts";

const AGAIN_MS = 1000;

/** "another": the studio was started anew since this window was opened. */
export type Connection = "here" | "away" | "another";

/** After a break it goes on from the last event that was heard. Answers how to stop. */
export function listen(
  project: string,
  hear: (event: ProjectEvent) => void,
  connected: (is: Connection) => void,
): () => void {
  const controller = new AbortController();
  let last: string | null = null;
  const run = async (): Promise<void> => {
    while (!controller.signal.aborted) {
      try {
        const response = await send(`/api/projects/${project}/events`, {
          signal: controller.signal,
          headers: { Accept: "text/event-stream", ...(last === null ? {} : { "Last-Event-ID": last }) },
        });
        connected("here");
        for await (const { id, data } of readEvents(response.body as ReadableStream<Uint8Array>)) {
          if (id !== null) last = id;
          hear(JSON.parse(data) as ProjectEvent);
        }
      } catch (error) {
        // Another start of the studio has another token: trying again cannot help.
        if (error instanceof RequestError && error.problem.status === 401) return connected("another");
        // All else is said through `connected`, and tried again until it works.
      }
      if (controller.signal.aborted) return;
      connected("away");
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  };
  void run();
  return () => controller.abort();
}

interface SentEvent {
  readonly id: string | null;
  readonly data: string;
}

/** WHATWG HTML, section 9.2.6: fields `id` and `data`, an empty line ends an event, lines with a colon first are nothing. */
async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<SentEvent> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    for (;;) {
      const end = /\r?\n\r?\n/.exec(text);
      if (end === null) break;
      const fields = text.slice(0, end.index).split(/\r?\n/);
      text = text.slice(end.index + end[0].length);
      const of = (name: string): string[] =>
        fields
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).replace(/^ /, ""));
      const data = of("data");
      if (data.length > 0) yield { id: of("id")[0] ?? null, data: data.join("\n") };
    }
  }
}
