/** A studio of its own for a test: server, built pages, and a window of Chromium that looks at it. */
import { cpSync, existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { verbs } from "../../runtime/cli/verbs.ts";
import { type RunningStudio, startStudio } from "../../runtime/server/start-studio.ts";
import { studioSettings } from "../../runtime/server/studio-settings.ts";

export const CHROMIUM = "/usr/bin/chromium";
/** A reason to skip, or null. */
export const noChromium: string | null = existsSync(CHROMIUM) ? null : "Chromium is missing: apt-get install chromium";

export const root: string = fileURLToPath(new URL("../../", import.meta.url));

export interface TestStudio {
  readonly studio: RunningStudio;
  readonly browser: Browser;
  /** Of projects that are made. */
  readonly home: string;
  /** A window at an address; what it complains of is kept. */
  window(path?: string, options?: WindowOptions): Promise<Page>;
  /** What windows complained of in their consoles. */
  readonly complaints: string[];
  readonly id: string | null;
  /** The server's answer to a request with the token: a POST where something is sent. */
  ask<T>(path: string, sent?: unknown): Promise<T>;
  close(): Promise<void>;
}

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly calm?: boolean;
}

/** A copy of an example without anything that is made of it. */
export function exampleCopy(name: "first-light" | "low-tide" = "first-light"): string {
  const folder = mkdtempSync(join(tmpdir(), "songwright-studio-"));
  const project = join(folder, name);
  mkdirSync(project);
  for (const each of ["release.json", "data"]) {
    const from = join(root, "examples", name, each);
    if (existsSync(from)) cpSync(from, join(project, each), { recursive: true });
  }
  return project;
}

/**
 * @param folder of the project that it is started on; null: none
 * @param built pages other than the studio's own
 */
export async function openTestStudio(folder: string | null, built?: string): Promise<TestStudio> {
  const own = mkdtempSync(join(tmpdir(), "songwright-home-"));
  const pages = built ?? join(root, "dist", "studio");
  const complaints: string[] = [];
  const studio = await startStudio({
    folder,
    port: 0,
    verb: async (name) => (await (Object.hasOwn(verbs, name) ? verbs[name]?.() : null)) ?? null,
    settings: studioSettings(join(own, "settings")),
    home: join(own, "projects"),
    studio: pages,
    onBug: (error) => complaints.push(`server: ${error instanceof Error ? error.stack : error}`),
  });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"],
  });
  const ask = async <T>(path: string, sent?: unknown): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${studio.port}${path}`, {
      headers: {
        authorization: `Bearer ${studio.token}`,
        ...(sent === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(sent === undefined ? {} : { method: "POST", body: JSON.stringify(sent) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const id = folder === null ? null : (await ask<{ opened: string | null }>("/api/start")).opened;
  return {
    studio,
    browser,
    home: join(own, "projects"),
    complaints,
    id,
    ask,
    async window(path = "/", { width = 1440, height = 900, dark = false, calm = false } = {}) {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: calm ? "reduce" : "no-preference",
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      await page.goto(`http://127.0.0.1:${studio.port}${path}#token=${studio.token}`);
      return page;
    },
    async close() {
      await browser.close();
      await studio.close();
    },
  };
}
