export type * from "../../runtime/server/api/history.ts";
export type * from "../../runtime/server/api/jobs.ts";
export type * from "../../runtime/server/api/problem.ts";
export type * from "../../runtime/server/api/project.ts";
export type * from "../../runtime/server/api/uploads.ts";
