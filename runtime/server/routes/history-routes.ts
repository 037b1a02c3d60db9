/** Plans of a project, every version of them, and what sounds measure. */
import { diffPlans } from "../../../foundation/plan/index.ts";
import { loudnessFromPower } from "../../../foundation/sound/index.ts";
import { type Change, type PlanHistory, StalePlanError, type Standing } from "../../project/plan-history.ts";
import type { VersionRow } from "../../store/history-database.ts";
import type { PlanAnswer, PlanLine, PlanVersion } from "../api/history.ts";
import type { Routes } from "../api/routes.ts";
import { wordsOf } from "../decision-words.ts";
import type { Handle } from "../handle-route.ts";
import type { OpenProjects } from "../open-projects.ts";
import { Refusal } from "../refusal.ts";

const SHOWN_VERSIONS = 500;

export function historyRoutes(handle: Handle<Routes>, projects: OpenProjects): void {
  handle("GET /api/projects/:project/history", async ({ params }) => {
    const { history } = await projects.find(params.project);
    const lines = history.rows.lines().map(({ line }) => lineOf(history, line));
    return { lines, versions: history.rows.versions(null, SHOWN_VERSIONS).map(versionOf) };
  });
  handle("GET /api/projects/:project/plans", async ({ params, query }) => {
    const { history } = await projects.find(params.project);
    if (query.version !== undefined) {
      const version = history.rows.version(query.version);
      if (version === null) throw new Refusal(404, "no-such-version", "The project has no such version.");
      return answer(history, { version, plan: await history.plan(version.id) });
    }
    const standing = await history.present(query.line);
    if (standing === null) throw new Refusal(404, "no-such-plan", "The project has no such plan yet.");
    return answer(history, standing);
  });
  handle("POST /api/projects/:project/plans/changes", async ({ params, body }) => {
    const { history, events } = await projects.find(params.project);
    const { line, from, changes } = body;
    const standing = await notStale(history.change(line, from, changes as readonly Change[]));
    events.historyChanged();
    return answer(history, standing);
  });
  handle("POST /api/projects/:project/plans/moves", async ({ params, body }) => {
    const { history, events } = await projects.find(params.project);
    const standing = await notStale(history.move(body));
    events.historyChanged();
    return answer(history, standing);
  });
  handle("GET /api/projects/:project/files/:file/measurement", async ({ params }) => {
    const { files, levels } = await projects.find(params.project);
    const { analysis, music } = await levels.of(await files.find(params.file));
    const { measurement, weightedPower } = analysis;
    const shortTerm: (number | null)[] = [];
    for (let end = 300; end <= weightedPower.length; end += 100) {
      let sum = 0;
      for (let at = end - 300; at < end; at++) sum += weightedPower[at] as number;
      const lufs = loudnessFromPower(sum / 300);
      shortTerm.push(Number.isFinite(lufs) ? lufs : null);
    }
    const asJson = (value: unknown): PlanAnswer["plan"] => value as PlanAnswer["plan"];
    return { measurement: asJson(measurement), music: asJson(music), shortTerm };
  });
  handle("GET /api/projects/:project/files/:file/sections", async ({ params }) => {
    const { files, levels } = await projects.find(params.project);
    return { sections: [...(await levels.sections(await files.find(params.file)))] };
  });
}

async function notStale<R>(work: Promise<R>): Promise<R> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof StalePlanError)) throw error;
    throw new Refusal(
      409,
      "stale-plan",
      "The plan was changed meanwhile, here or in another window.",
      "It is read again: look, then make the change once more.",
    );
  }
}

async function answer(history: PlanHistory, { version, plan }: Standing): Promise<PlanAnswer> {
  const before = version.parent === null ? null : await history.plan(version.parent).catch(() => null);
  return {
    version: versionOf(version),
    line: lineOf(history, version.line),
    plan: plan as unknown as PlanAnswer["plan"],
    words: wordsOf(plan),
    changed: before === null ? [] : diffPlans(before, plan),
  };
}

function versionOf({ inputs, next: _, ...row }: VersionRow): PlanVersion {
  const { program, ...rest } = row;
  return { ...rest, version: program, inputs: JSON.parse(inputs) as PlanVersion["inputs"] };
}

function lineOf({ rows }: PlanHistory, line: string): PlanLine {
  const { craft, branch, now } = rows.line(line) as NonNullable<ReturnType<PlanHistory["rows"]["line"]>>;
  const version = rows.version(now);
  return {
    line,
    craft,
    branch,
    now,
    canUndo: version?.parent !== null && version !== null,
    canRedo: version?.next !== null && version !== null,
    branches: rows.branches(line).map(({ name, head }) => ({ name, head })),
  };
}
