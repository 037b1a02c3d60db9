/** The studio as people start it: a process of its own, whose memory can be read, on a project in a temporary folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface StudioProcess {
  /** Of the project. */
  readonly folder: string;
  /** Path of the project in the API. */
  readonly base: string;
  /** The largest resident set so far, in MiB; the server's alone. */
  peakMiB(): number;
  /** Forgets the peak so far. */
  resetPeak(): void;
  options(path: string, method: string, headers?: Readonly<Record<string, string | number>>): RequestOptions;
  json<T>(path: string, method?: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

const MAIN = fileURLToPath(new URL("../../runtime/cli/main.ts", import.meta.url));

/** Starts it twice: the first time may build the studio. */
export async function startStudioProcess(): Promise<StudioProcess> {
  const root = mkdtempSync(join(tmpdir(), "songwright-studio-"));
  const folder = join(root, "project");
  mkdirSync(folder);
  const first = await start(root, folder);
  await end(first.child);
  const { child, url } = await start(root, folder);
  const { port, hash } = new URL(url);
  const token = hash.replace("#token=", "");
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const options: StudioProcess["options"] = (path, method, headers = {}) => ({
    agent,
    host: "127.0.0.1",
    port,
    path,
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  const json = async <T>(path: string, method = "GET", body?: unknown): Promise<T> => {
    const data = body === undefined ? null : JSON.stringify(body);
    const headers =
      data === null ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(data) };
    const bytes = await answered(options(path, method, headers), data);
    return JSON.parse(bytes.toString("utf8")) as T;
  };
  const { opened } = await json<{ opened: string }>("/api/start");
  const status = (): string => readFileSync(`/proc/${child.pid}/status`, "utf8");
  return {
    folder,
    base: `/api/projects/${opened}`,
    options,
    json,
    peakMiB: () => Number(/^VmHWM:\s*(\d+)/m.exec(status())?.[1]) / 1024,
    resetPeak: () => {
      // 5: the peak becomes what it is now (Linux, proc(5), clear_refs).
      spawn("sh", ["-c", `echo 5 > /proc/${child.pid}/clear_refs`]);
    },
    async close() {
      agent.destroy();
      await end(child);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export function answered(options: RequestOptions, body: string | null = null): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sent = request(options, (answer: IncomingMessage) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => {
        const bytes = Buffer.concat(parts);
        if ((answer.statusCode ?? 500) >= 400) reject(new Error(`${options.path}: ${bytes.toString().slice(0, 500)}`));
        else resolve(bytes);
      });
    });
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}

function start(root: string, folder: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [MAIN, "studio", folder, "--no-open"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, SONGWRIGHT_HOME: join(root, "home"), XDG_CONFIG_HOME: join(root, "config") },
  });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      const url = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(text)?.[0];
      if (url) resolve({ child, url });
    });
    child.once("exit", (code) => reject(new Error(`the studio ended with ${code}`)));
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners("exit");
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
