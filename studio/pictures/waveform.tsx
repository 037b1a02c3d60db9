/** A sound over time, with the place that is heard; click goes there, dragging chooses a loop. */
import { type ReactElement, useEffect, useRef, useState } from "react";
import type WaveSurfer from "wavesurfer.js";
import { clockText } from "../../foundation/look/figure-text.ts";
import { send } from "../api/request.ts";
import type { ProjectFile } from "../api/types.ts";
import { Button } from "../parts/controls.tsx";
import { saveCanvas } from "../parts/saving.ts";
import { seek, setLoop } from "../player/player.ts";
import { useClock } from "../player/player-bar.tsx";
import { player } from "../player/playing.ts";
import { api } from "../state/project.ts";
import { theme } from "../state/settings.ts";
import { useStore } from "../state/store.ts";

interface WaveformProps {
  readonly file: ProjectFile;
  readonly project: string;
  readonly changes: number;
}

const BUCKETS = 4000;

export function Waveform({ file, project }: WaveformProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const wave = useRef<WaveSurfer | null>(null);
  const regions = useRef<InstanceType<typeof import("wavesurfer.js/plugins/regions")["default"]> | null>(null);
  const colours = useStore(theme);
  const { loop, duration } = useStore(player);
  const [failed, setFailed] = useState(false);
  const [drawn, setDrawn] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew for another file, a later state of it, other colours
  useEffect(() => {
    let gone = false;
    setFailed(false);
    setDrawn(false);
    const draw = async (): Promise<void> => {
      const [{ default: Wave }, { default: Regions }, response] = await Promise.all([
        import("wavesurfer.js"),
        import("wavesurfer.js/plugins/regions"),
        send(api(project, `/files/${file.id}/peaks?buckets=${BUCKETS}`)),
      ]);
      const { peaks, seconds } = readPeaks(await response.arrayBuffer(), file);
      if (gone || !box.current) return;
      const style = getComputedStyle(box.current);
      const colour = (name: string): string => style.getPropertyValue(name);
      const plugin = Regions.create();
      const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content;
      wave.current = Wave.create({
        container: box.current,
        height: 112,
        waveColor: colour("--quiet"),
        progressColor: colour("--accent"),
        cursorColor: colour("--ink"),
        cursorWidth: 1,
        normalize: false,
        interact: true,
        peaks: [...peaks],
        duration: seconds,
        plugins: [plugin],
        ...(nonce ? { cspNonce: nonce } : {}),
      });
      regions.current = plugin;
      setDrawn(true);
      wave.current.on("interaction", (at) => seek(at));
      plugin.enableDragSelection({ color: "rgb(128 128 128 / 0.25)" });
      plugin.on("region-created", (region) => {
        for (const other of plugin.getRegions()) if (other !== region) other.remove();
      });
      plugin.on("region-created", (region) => setLoop([region.start, region.end]));
      plugin.on("region-updated", (region) => setLoop([region.start, region.end]));
    };
    draw().catch(() => setFailed(true));
    return () => {
      gone = true;
      wave.current?.destroy();
      wave.current = null;
    };
  }, [file.id, file.modifiedAt, project, colours]);
  useEffect(() => {
    if (loop === null) for (const region of regions.current?.getRegions() ?? []) region.remove();
  }, [loop]);
  useClock((seconds) => wave.current?.setTime(Math.min(seconds, wave.current.getDuration())));
  return (
    <figure className="stack">
      <div
        ref={box}
        className="waveform"
        role="img"
        aria-label={`Waveform of ${file.path}, ${clockText(duration)}. The slider of the player moves within it.`}
      />
      {!drawn && !failed && (
        <p className="drawing small quiet" role="status">
          Reading the sound…
        </p>
      )}
      {failed && <p className="amber small">The waveform cannot be drawn: the sound cannot be read.</p>}
      <figcaption className="row wide tiny quiet">
        <span>Click to go there; drag to go round a stretch.</span>
        <span className="row">
          {loop && (
            <>
              {clockText(loop[0], 1)} to {clockText(loop[1], 1)}
              <Button kind="bare" onClick={() => setLoop(null)}>
                Go on
              </Button>
            </>
          )}
          <Button
            icon="save"
            label="Save the picture"
            onClick={() => {
              const canvas = box.current?.querySelector("div")?.shadowRoot?.querySelector("canvas");
              if (canvas) saveCanvas(file.name, canvas);
            }}
          />
        </span>
      </figcaption>
    </figure>
  );
}

/** Of each bucket the sample further from zero: what a waveform shows. */
function readPeaks(
  bytes: ArrayBuffer,
  file: ProjectFile,
): { readonly peaks: readonly number[][]; readonly seconds: number } {
  const channels = file.sound?.channels ?? 1;
  const all = new Float32Array(bytes);
  const buckets = all.length / 2 / channels;
  const peaks = Array.from({ length: Math.min(2, channels) }, (_, c) =>
    Array.from({ length: buckets }, (__, at) => {
      const low = all[2 * (c * buckets + at)] as number;
      const high = all[2 * (c * buckets + at) + 1] as number;
      return Math.abs(low) > Math.abs(high) ? low : high;
    }),
  );
  const seconds = (file.sound?.frames ?? 0) / (file.sound?.sampleRate ?? 1);
  return { peaks, seconds };
}
