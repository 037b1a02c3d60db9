/** One verb of the command line, in a process of its own: it begins with what its parent sends, and ends with it. */
import { runCommandLine } from "../cli/frame.ts";
import { endWithParent } from "./end-with-parent.ts";
import type { VerbAnswer, VerbInput } from "./run-jobs.ts";

endWithParent();
const controller = new AbortController();
/** Milliseconds between two tellings of progress. */
const EVERY = 200;

process.on("message", (message: "cancel" | VerbInput) => {
  if (message === "cancel") controller.abort(new DOMException("cancelled", "AbortError"));
  else void perform(message);
});

async function perform({ words, folder }: VerbInput): Promise<void> {
  let out = "";
  let err = "";
  let told = 0;
  const tell = (answer: VerbAnswer): Promise<void> =>
    new Promise((resolve) => {
      process.send?.(answer, () => resolve());
    });
  const code = await runCommandLine([...withJson(words)], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal: false,
    columns: 80,
    folder,
    signal: controller.signal,
    now: () => performance.now(),
    progress: {
      show(progress) {
        const now = performance.now();
        if (now - told < EVERY) return;
        told = now;
        void tell({ kind: "progress", progress });
      },
      clear: () => {},
    },
  });
  await tell({ kind: "ended", code, out, err });
  process.exit(code);
}

/** `--json` among the options: what stands behind "--" is material. */
function withJson(words: readonly string[]): readonly string[] {
  const at = words.indexOf("--");
  return at < 0 ? [...words, "--json"] : [...words.slice(0, at), "--json", ...words.slice(at)];
}
