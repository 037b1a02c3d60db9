import type { ReactElement } from "react";
import { clockText } from "../../../foundation/look/figure-text.ts";
import type { ProjectFile } from "../../api/types.ts";
import { Button } from "../../parts/controls.tsx";

interface SequenceProps {
  readonly songs: readonly ProjectFile[];
  setOrder(ids: readonly string[]): void;
}

/** The songs of an album in order: dragged, or moved by buttons. */
export function Sequence({ songs, setOrder }: SequenceProps): ReactElement {
  const ids = songs.map(({ id }) => id);
  const move = (from: number, to: number): void => {
    const next = [...ids];
    next.splice(to, 0, ...next.splice(from, 1));
    setOrder(next);
  };
  const seconds = songs.map(({ sound }) => (sound?.frames ?? 0) / (sound?.sampleRate ?? 1));
  return (
    <section className="section" aria-label="Sequence">
      <div className="row wide">
        <h2>Sequence</h2>
        <span className="quiet small">
          {songs.length} songs, {clockText(seconds.reduce((sum, each) => sum + each, 0))}
        </span>
      </div>
      <ol className="stack">
        {songs.map((song, at) => (
          <li
            key={song.id}
            className="order"
            draggable
            onDragStart={(event) => event.dataTransfer.setData("text/x-songwright-song", String(at))}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              const from = event.dataTransfer.getData("text/x-songwright-song");
              if (from === "") return;
              event.preventDefault();
              move(Number(from), at);
            }}
          >
            <span className="quiet">{at + 1}</span>
            <span className="cut">
              {song.name} <span className="quiet small">{clockText(seconds[at] ?? 0)}</span>
            </span>
            <span className="row">
              <Button kind="bare" disabled={at === 0} title={`${song.name} earlier`} onClick={() => move(at, at - 1)}>
                Earlier
              </Button>
              <Button
                kind="bare"
                disabled={at === songs.length - 1}
                title={`${song.name} later`}
                onClick={() => move(at, at + 1)}
              >
                Later
              </Button>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
