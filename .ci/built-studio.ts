/** Tests in a browser look at the studio as it is built: once, before they begin, where it is older than its sources. */
import { fileURLToPath } from "node:url";
import { buildStudio } from "../runtime/server/build-studio.ts";

export async function setup(): Promise<void> {
  await buildStudio(fileURLToPath(new URL("../dist/studio", import.meta.url)), () => {});
}
