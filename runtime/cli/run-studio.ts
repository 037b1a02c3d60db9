/** `songwright studio`: serves until it is cancelled. */
import { spawn } from "node:child_process";
import { InputError } from "../../foundation/plan/errors.ts";
import { buildStudio } from "../server/build-studio.ts";
import { copyExample } from "../server/project-details.ts";
import { startStudio } from "../server/start-studio.ts";
import { studioFolder } from "../server/studio-files.ts";
import { songwrightFolder } from "../server/studio-settings.ts";
import type { Context } from "./verb.ts";

export async function runStudio(context: Context): Promise<void> {
  const {
    port,
    "no-open": closed,
    example,
  } = context.options as {
    port: number | null;
    "no-open": boolean;
    example: boolean;
  };
  const [given] = context.material;
  if (example && given !== undefined) throw new InputError("--example", "no DIR beside it", given);
  const folder = example ? await copyExample(songwrightFolder(), "first-light") : (given ?? null);
  await buildStudio(studioFolder(), context.say);
  const onBug = (error: unknown): void =>
    context.warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const studio = await startStudio({ folder, port: port ?? 0, verb: context.verb, onBug }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") throw new InputError("--port", "a port that no other program has", String(port));
      if (error.code === "EACCES") throw new InputError("--port", "a port that you may use", String(port));
      throw error;
    },
  );
  context.write({ url: studio.url, folder });
  context.say(`Songwright's studio: ${studio.url}`);
  context.say("It runs until you press Ctrl-C.");
  // Only where a person sits at a terminal.
  if (!closed && context.ask !== null) openBrowser(studio.url);
  await new Promise<void>((resolve) => {
    const { signal } = context.run;
    if (signal?.aborted) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
  await studio.close();
}

/** In the person's browser; where that fails, the printed address is there. */
function openBrowser(url: string): void {
  const [program, ...words] =
    process.platform === "darwin"
      ? ["open", url]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", "", url]
        : ["xdg-open", url];
  const child = spawn(program as string, words, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
