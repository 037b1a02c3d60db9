/** All routes there are, of all tables: what the OpenAPI document and the studio's types are made of. */
import { type RouteContract, routes } from "./routes.ts";

export const apiTables: Readonly<Record<string, RouteContract>> = { ...routes };
