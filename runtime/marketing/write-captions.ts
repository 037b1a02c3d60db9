/**
 * Captions by a language model of the user's own choosing, through an endpoint that speaks OpenAI's chat protocol. Off
 * unless an address is given; what is sent is the title, the artist, the day of the release and the templates.
 */
import * as z from "zod";
import { InputError } from "../../foundation/plan/errors.ts";
import { type Decision, machineValue } from "../../foundation/plan/index.ts";

export interface CaptionWriter {
  /** Up to and with its version: "http://127.0.0.1:11434/v1". */
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token; null: none. */
  readonly key: string | null;
}

const PATIENCE_MS = 60_000;
const MOST_LETTERS = 500;
const ANSWER = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });
const PREFIX = "posts.caption@";

/**
 * The decisions with captions in the model's words; templates stay as alternatives, and where the model gave nothing
 * that can be used.
 *
 * @throws InputError for an address that is none, or where no model answers
 */
export async function writeCaptions(
  decisions: readonly Decision[],
  writer: CaptionWriter,
  song: { readonly title: string; readonly artist: string; readonly disclosure: string },
  signal: AbortSignal | undefined,
): Promise<{ readonly decisions: Decision[]; readonly written: number; readonly asked: number }> {
  const own = decisions.filter(({ id }) => id.startsWith(PREFIX));
  const templates = Object.fromEntries(own.map(({ id, value }) => [id.slice(PREFIX.length), value]));
  const texts = parseAnswer(await ask(writer, promptOf(song, templates), signal));
  let written = 0;
  const changed = decisions.map((decision): Decision => {
    const text = decision.id.startsWith(PREFIX) ? texts[decision.id.slice(PREFIX.length)]?.trim() : undefined;
    if (text === undefined || text === "" || text.length > MOST_LETTERS) return decision;
    written++;
    const template = machineValue(decision);
    return {
      ...decision,
      value: song.disclosure === "" || text.includes(song.disclosure) ? text : `${text} ${song.disclosure}`,
      reasons: [{ code: "posts.written", facts: { model: writer.model } }],
      alternatives: [{ value: template, reasons: decision.reasons }],
    };
  });
  return { decisions: changed, written, asked: own.length };
}

function promptOf({ title, artist }: { readonly title: string; readonly artist: string }, templates: object): string {
  return [
    `Write captions for short posts about the song "${title}" by ${artist || "an artist"}.`,
    "Each key below is LANGUAGE.PHASE.VERSION with a plain template. Answer with one JSON object with the same keys and,",
    "as values, captions in that language, of at most 200 letters, without hashtags. A question stays a question. Keep",
    "dates and the title as they are; claim nothing that is not in the template.",
    JSON.stringify(templates),
  ].join("\n");
}

async function ask(
  { url, model, key }: CaptionWriter,
  prompt: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (!/^https?:\/\/[^\s]+$/.test(url))
    throw new InputError("--writer", "an address like http://127.0.0.1:11434/v1", url);
  const body = JSON.stringify({ model, temperature: 0, messages: [{ role: "user", content: prompt }] });
  const headers = { "content-type": "application/json", ...(key === null ? {} : { authorization: `Bearer ${key}` }) };
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const either = signal ? AbortSignal.any([signal, patience]) : patience;
  let response: Response;
  try {
    response = await fetch(`${url.replace(/\/$/, "")}/chat/completions`, {
      method: "POST",
      headers,
      body,
      signal: either,
      redirect: "error",
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new InputError("--writer", "an address where a model answers", `${url} (${(error as Error).message})`);
  }
  if (!response.ok)
    throw new InputError("--writer", "an address where a model answers", `${url} (it said ${response.status})`);
  const read = ANSWER.safeParse(await response.json().catch(() => null));
  return read.success ? (read.data.choices[0]?.message.content ?? "") : "";
}

/** The texts of a JSON object in the answer, with or without words around it; none where there is no such object. */
function parseAnswer(answer: string): Record<string, string> {
  const text = answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1);
  try {
    const data = JSON.parse(text) as unknown;
    if (typeof data !== "object" || data === null) return {};
    return Object.fromEntries(
      Object.entries(data).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
    );
  } catch {
    return {};
  }
}
