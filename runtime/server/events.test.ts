// Jobs and events through the server's door.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePlan, planText } from "../../foundation/plan/index.ts";
import { openHistory } from "../project/plan-history.ts";
import type { JobView, ProjectEvent } from "./api/jobs.ts";
import { fileIdOf } from "./project-files.ts";
import { type TestStudio, testStudio, wavBytes } from "./studio.testing.ts";

const hasFfmpeg = (() => {
  try {
    execFileSync("ffmpeg", ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

let home: TestStudio;
beforeAll(async () => {
  home = await testStudio({ "mixes/song.wav": wavBytes(3, 44_100, 2) });
});
afterAll(() => home.close());

const ended = async (id: number, state = "done"): Promise<JobView> => {
  const view = async (): Promise<JobView> => (await home.inProject(`jobs/${id}`)).json<JobView>();
  await expect.poll(async () => (await view()).endedAt, { timeout: 60_000, interval: 50 }).not.toBeNull();
  expect(await view()).toMatchObject({ state });
  return view();
};

describe("jobs and events", () => {
  interface Heard {
    readonly ids: string[];
    readonly events: ProjectEvent[];
    stop(): void;
  }

  /** Listens as the studio does. */
  function listen(last: string | null): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const heard: Heard = { ids: [], events: [], stop: () => sent.destroy() };
      const sent = request(
        {
          host: "127.0.0.1",
          port: home.studio.port,
          path: `/api/projects/${home.project}/events`,
          headers: {
            authorization: `Bearer ${home.studio.token}`,
            ...(last === null ? {} : { "last-event-id": last }),
          },
        },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (part: string) => {
            text += part;
            for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
              const id = /^id: (.+)$/m.exec(text.slice(0, end))?.[1];
              const data = /^data: (.+)$/m.exec(text.slice(0, end))?.[1];
              if (id && data) {
                heard.ids.push(id);
                heard.events.push(JSON.parse(data) as ProjectEvent);
              }
              text = text.slice(end + 2);
            }
          });
          answer.on("error", () => {});
          resolve(heard);
        },
      );
      sent.on("error", reject);
      sent.end();
    });
  }
  const jobStates = ({ events }: Heard, id: number): string[] =>
    events.flatMap((event) => (event.kind === "job" && event.job.id === id ? [event.job.state] : []));

  test("two windows hear the same; one that was away loses nothing", async () => {
    const [one, two] = [await listen(null), await listen(null)];
    const asked = { verb: "measure", material: [fileIdOf("mixes/song.wav")] };
    const { id } = (await home.inProject("jobs", { body: asked })).json<JobView>();
    await expect.poll(() => jobStates(two, id)).toContain("running");
    const last = two.ids.at(-1) as string;
    const had = jobStates(two, id).length;
    two.stop();
    const done = await ended(id);
    await expect.poll(() => jobStates(one, id).at(-1)).toBe("done");
    const back = await listen(last);
    await expect.poll(() => jobStates(back, id).at(-1)).toBe("done");
    expect(jobStates(back, id)).toEqual(jobStates(one, id).slice(had));
    const views = await Promise.all([home.inProject(`jobs/${id}`), home.inProject(`jobs/${id}`)]);
    expect(views.map((answer) => answer.json())).toEqual([done, done]);
    expect((await home.inProject(`jobs/${id}/result`)).body.toString()).toContain("integratedLufs");
    one.stop();
    back.stop();
  });

  test("a file that comes, by whatever way, and a changed plan are told", async () => {
    const heard = await listen(null);
    await expect.poll(() => heard.events.length).toBeGreaterThan(0);
    const before = heard.events.filter(({ kind }) => kind === "files").length;
    writeFileSync(join(home.folder, "mixes", "came.wav"), wavBytes(1));
    await expect.poll(() => heard.events.filter(({ kind }) => kind === "files").length).toBeGreaterThan(before);
    const { events } = await home.studio.projects.find(home.project);
    events.historyChanged();
    await expect.poll(() => heard.events.at(-1)?.kind).toBe("history");
    heard.stop();
  });

  test("a plan that a job made a version of, before anybody here saw its file, is told", async () => {
    const heard = await listen(null);
    await expect.poll(() => heard.events.length).toBeGreaterThan(0);
    const before = heard.events.filter(({ kind }) => kind === "history").length;
    const plan = { craft: "compose", version: "0.1.0", material: [], seed: 1, brief: {}, decisions: [] };
    mkdirSync(join(home.folder, "scores"), { recursive: true });
    writeFileSync(join(home.folder, "scores", "plan.json"), planText(makePlan(plan)));
    const history = openHistory(home.folder);
    expect(await history.adopt()).toEqual(["scores/plan.json"]);
    history.close();
    await expect.poll(() => heard.events.filter(({ kind }) => kind === "history").length).toBeGreaterThan(before);
    heard.stop();
  });

  test.skipIf(!hasFfmpeg || process.platform !== "linux")("a cancelled job stops soon, with its ffmpeg", async () => {
    const long = join(home.folder, "mixes", "long.wav");
    writeFileSync(long, wavBytes(120, 44_100, 2));
    const asked = {
      verb: "master",
      material: [fileIdOf("mixes/long.wav")],
      options: { formats: ["mp3-320"], out: "cancelled" },
    };
    const { id } = (await home.inProject("jobs", { body: asked })).json<JobView>();
    const ffmpegs = (): string[] => {
      try {
        return execFileSync("pgrep", ["-f", `ffmpeg.*${home.folder}/cancelled`])
          .toString()
          .trim()
          .split("\n");
      } catch {
        return [];
      }
    };
    await expect.poll(ffmpegs, { timeout: 50_000, interval: 20 }).not.toEqual([]);
    const asked_ = performance.now();
    await home.inProject(`jobs/${id}/cancel`, { method: "POST" });
    await ended(id, "cancelled");
    // 200 ms, and what a loaded machine adds to timers and requests.
    expect(performance.now() - asked_).toBeLessThan(1000);
    await expect.poll(ffmpegs, { timeout: 1000 }).toEqual([]);
    expect(existsSync(join(home.folder, "cancelled")) ? readdirSync(join(home.folder, "cancelled")) : []).toEqual([]);
    rmSync(long);
  });
});
