import type { ReactElement } from "react";
import { dismiss, notices } from "../state/notices.ts";
import { go } from "../state/place.ts";
import { project } from "../state/project.ts";
import { useStore } from "../state/store.ts";
import { Button } from "./controls.tsx";

/** What the studio has to say, in the corner; nothing waits for it. */
export function Notices(): ReactElement {
  const all = useStore(notices);
  return (
    <div className="notices" aria-live="polite">
      {all.map(({ id, kind, text, job, undo }) => (
        <div key={id} className={`notice ${kind}`} role={kind === "error" ? "alert" : "status"}>
          <p className="grow">{text}</p>
          {undo && (
            <Button
              kind="bare"
              onClick={() => {
                undo();
                dismiss(id);
              }}
            >
              Undo
            </Button>
          )}
          {job !== undefined && job !== null && (
            <Button
              kind="bare"
              onClick={() => {
                const open = project.get();
                if (open) go({ screen: "data", project: open.id });
                dismiss(id);
              }}
            >
              Answer
            </Button>
          )}
          <Button icon="close" label="Dismiss" onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
