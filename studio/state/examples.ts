/** The examples: copied into a project of one's own the first time, opened again later. */
import { errorText, sendJson } from "../api/request.ts";
import type { NewExample, ProjectDetails } from "../api/types.ts";
import { say } from "./notices.ts";
import { go, place, type Screen } from "./place.ts";

/** Goes to the screen that is open, or to Listen from the first page. */
export async function openExample(song: NewExample["song"]): Promise<void> {
  try {
    const made = await sendJson<ProjectDetails>("/api/projects/example", { song });
    const { screen, project } = place.get();
    go({ screen: project === null ? "listen" : (screen as Screen), project: made.id });
  } catch (cause) {
    say({ kind: "error", text: errorText(cause) });
  }
}
