import { type ReactElement, useEffect, useState } from "react";
import { errorText, send } from "../../api/request.ts";
import type { ProjectFile } from "../../api/types.ts";
import { Button } from "../../parts/controls.tsx";
import { saveBlob } from "../../parts/saving.ts";
import { pause } from "../../player/player.ts";
import { say } from "../../state/notices.ts";
import { api, type OpenProject } from "../../state/project.ts";

/** Clips of the song's hook; one is looked at when it is chosen. */
export function Clips({ project }: { readonly project: OpenProject }): ReactElement | null {
  const clips = project.files.filter(({ place, kind }) => place === "campaign" && kind === "video");
  const [chosen, setChosen] = useState<ProjectFile | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (chosen === null) return;
    let made: string | null = null;
    let gone = false;
    send(api(project.id, `/files/${chosen.id}/content`)).then(
      async (response) => {
        const blob = await response.blob();
        if (gone) return;
        made = URL.createObjectURL(new Blob([blob], { type: "video/mp4" }));
        setUrl(made);
      },
      (cause: unknown) => say({ kind: "error", text: errorText(cause) }),
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [chosen, project.id]);
  if (clips.length === 0) return null;
  return (
    <section className="section" aria-label="Clips">
      <h2>Clips</h2>
      <div className="row wrap">
        {clips.map((clip) => (
          <Button key={clip.id} pressed={chosen?.id === clip.id} onClick={() => setChosen(clip)}>
            {clip.name.replace(/\.mp4$/, "")}
          </Button>
        ))}
      </div>
      {chosen && url && (
        <figure className="stack clip">
          {/* biome-ignore lint/a11y/useMediaCaption: the song's words are in the picture, or there are none */}
          <video src={url} controls playsInline aria-label={chosen.name} onPlay={pause} />
          <div>
            <Button
              kind="bare"
              icon="save"
              onClick={() => void fetch(url).then(async (response) => saveBlob(chosen.name, await response.blob()))}
            >
              Save {chosen.name}
            </Button>
          </div>
        </figure>
      )}
    </section>
  );
}
