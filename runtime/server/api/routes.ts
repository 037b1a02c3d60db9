/**
 * Every route of the server: what it takes and what it answers. The server checks with these schemas, the OpenAPI
 * document and the studio's types are made of them.
 */
import { z } from "zod";
import { history, historyMove, planAnswer, planChanges, planQuery } from "./history.ts";
import { job, jobResult, jobs, newJob } from "./jobs.ts";
import {
  changedProject,
  fileId,
  newExample,
  newProject,
  pcmQuery,
  peaksQuery,
  projectDetails,
  projectFile,
  projectFiles,
  projectId,
  removalId,
  removedFile,
  removedFiles,
  soundFormat,
  soundMeasurement,
  soundSections,
  start,
} from "./project.ts";
import { keepUpload, keptUpload, newUpload, upload, uploadId } from "./uploads.ts";

export interface RouteContract {
  /** One line for people. */
  readonly about: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** JSON; absent: bytes or events, as `about` says. */
  readonly answer?: z.ZodType;
  /** 200 when not given. */
  readonly status?: number;
  /** Raw bytes as the body. */
  readonly bytes?: true;
}

const project = z.object({ project: projectId });
const file = z.object({ project: projectId, file: fileId });
const oneUpload = z.object({ project: projectId, upload: uploadId });
const oneJob = z.object({ project: projectId, job: z.coerce.number().int().min(1) });

export const routes = {
  "GET /api/start": { about: "what there is to begin with", answer: start },
  "GET /api/openapi.json": { about: "this API as an OpenAPI 3.1 document", answer: z.json() },
  "POST /api/projects": { about: "a new, empty project", body: newProject, answer: projectDetails, status: 201 },
  "POST /api/projects/example": {
    about: "an example as a project of one's own; the one that is there, when it was made before",
    body: newExample,
    answer: projectDetails,
    status: 201,
  },
  "GET /api/projects/:project": { about: "a project's details", params: project, answer: projectDetails },
  "PATCH /api/projects/:project": {
    about: "changes a project's details",
    params: project,
    body: changedProject,
    answer: projectDetails,
  },
  "GET /api/projects/:project/files": { about: "all files of a project", params: project, answer: projectFiles },
  "GET /api/projects/:project/files/:file/content": {
    about: "a file's bytes, as a download; Range is understood",
    params: file,
  },
  "GET /api/projects/:project/files/:file/document": {
    about: "a JSON file's document",
    params: file,
    answer: z.json(),
  },
  "GET /api/projects/:project/files/:file/sound": {
    about: "a sound's exact shape: frames are never null",
    params: file,
    answer: soundFormat,
  },
  "GET /api/projects/:project/files/:file/pcm": {
    about: "PCM: planar 32-bit floats, little endian, channel after channel; fewer frames at the end",
    params: file,
    query: pcmQuery,
  },
  "GET /api/projects/:project/files/:file/peaks": {
    about: "least and greatest samples: [channel][bucket][min, max] as 32-bit floats, little endian",
    params: file,
    query: peaksQuery,
  },
  "GET /api/projects/:project/files/:file/measurement": {
    about: "what a sound measures, and its short-term loudness second by second",
    params: file,
    answer: soundMeasurement,
  },
  "GET /api/projects/:project/files/:file/sections": {
    about: "parts of a song as they are heard, those of one letter alike",
    params: file,
    answer: soundSections,
  },
  "GET /api/projects/:project/history": { about: "every version of every plan", params: project, answer: history },
  "GET /api/projects/:project/plans": {
    about: "the plan of a line as it stands, or as it was in a version",
    params: project,
    query: planQuery,
    answer: planAnswer,
  },
  "POST /api/projects/:project/plans/changes": {
    about: "a person's changes of a plan; refused where it was changed since",
    params: project,
    body: planChanges,
    answer: planAnswer,
  },
  "POST /api/projects/:project/plans/moves": {
    about: "undo, redo, restore, branches",
    params: project,
    body: historyMove,
    answer: planAnswer,
  },
  "DELETE /api/projects/:project/files/:file": {
    about: "takes a file out of the project; it can be put back",
    params: file,
    answer: removedFile,
  },
  "GET /api/projects/:project/removed": { about: "files that were taken out", params: project, answer: removedFiles },
  "POST /api/projects/:project/removed/:removed/restore": {
    about: "puts a file back; beside what stands in its place now",
    params: z.object({ project: projectId, removed: removalId }),
    answer: projectFile,
  },
  "POST /api/projects/:project/uploads": {
    about: "declares an upload",
    params: project,
    body: newUpload,
    answer: upload,
    status: 201,
  },
  "GET /api/projects/:project/uploads": {
    about: "uploads that were not put in their place yet",
    params: project,
    answer: z.object({ uploads: z.array(upload) }),
  },
  "GET /api/projects/:project/uploads/:upload": { about: "how far it is", params: oneUpload, answer: upload },
  "PUT /api/projects/:project/uploads/:upload": {
    about: "a part, with Content-Range: bytes FROM-TO/TOTAL; the last one answers when the file was looked at",
    params: oneUpload,
    bytes: true,
    answer: upload,
  },
  "POST /api/projects/:project/uploads/:upload/keep": {
    about: "puts it in its place; the members of an archive of sounds or scores one by one",
    params: oneUpload,
    body: keepUpload,
    answer: keptUpload,
    status: 201,
  },
  "DELETE /api/projects/:project/uploads/:upload": { about: "forgets it", params: oneUpload, status: 204 },
  "GET /api/projects/:project/jobs": { about: "jobs, the newest first", params: project, answer: jobs },
  "POST /api/projects/:project/jobs": {
    about: "accepts work; the job that is there, when the same was asked for on the same files",
    params: project,
    body: newJob,
    answer: job,
    status: 202,
  },
  "GET /api/projects/:project/jobs/:job": { about: "one job", params: oneJob, answer: job },
  "GET /api/projects/:project/jobs/:job/result": {
    about: "the document of a job that is done",
    params: oneJob,
    answer: jobResult,
  },
  "POST /api/projects/:project/jobs/:job/cancel": { about: "cancels a job", params: oneJob, answer: job },
  "POST /api/projects/:project/jobs/:job/again": {
    about: "the same work once more; what it made before is written over",
    params: oneJob,
    answer: job,
    status: 202,
  },
  "GET /api/projects/:project/events": {
    about: "server-sent events: `data` is a projectEvent; Last-Event-ID is understood",
    params: project,
  },
} as const satisfies Readonly<Record<string, RouteContract>>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
