/** One command line as a test runs it: what it wrote, and its exit code. */
import { runCommandLine, type Surroundings } from "./frame.ts";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the words in `folder`; `change` replaces parts of the world around them. */
export async function runWords(
  folder: string,
  words: readonly string[],
  change: Partial<Surroundings> = {},
): Promise<Ended> {
  let out = "";
  let err = "";
  const code = await runCommandLine(words, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal: false,
    columns: 80,
    folder,
    signal: new AbortController().signal,
    now: () => 0,
    ...change,
  });
  return { code, out, err };
}
