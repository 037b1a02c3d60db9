import { type ReactElement, useEffect, useRef } from "react";
import { Button } from "../../parts/controls.tsx";
import { saveCanvas } from "../../parts/saving.ts";
import { sharpen } from "../../player/peak-meter.ts";
import { now } from "../../player/player.ts";
import { useClock } from "../../player/player-bar.tsx";
import { theme } from "../../state/settings.ts";
import { useStore } from "../../state/store.ts";
import type { BarRange } from "./bars.tsx";
import type { OpenScore } from "./use-score.ts";

interface PianoRollProps {
  readonly score: OpenScore;
  readonly bars: BarRange | null;
  choose(bars: BarRange): void;
  hear(seconds: number): void;
}

const HEIGHT = 280;
const DRUMS = 36;
const LEFT = 32;
/** Drums have their own, which no other part may have. */
const INKS = ["vocals", "music", "bass", "effects", "accent", "quiet"] as const;

/** All notes over bars, drums below; drag over bars to choose them, double-click to hear from there. */
export function PianoRoll({ score: open, bars, choose, hear }: PianoRollProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const from = useRef<number | null>(null);
  const colours = useStore(theme);
  const { score } = open;
  const pitched = score.parts.filter(({ percussion }) => !percussion);
  const length = Math.max(1, score.lengthTicks);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew for other colours too
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const draw = (): void => {
      const context = sharpen(target);
      if (!context) return;
      const width = target.clientWidth;
      const style = getComputedStyle(target);
      const colour = (name: string): string => style.getPropertyValue(`--${name}`);
      const x = (tick: number): number => LEFT + (tick / length) * (width - LEFT);
      const pitches = pitched.flatMap(({ notes }) => notes.map(({ pitch }) => pitch));
      const low = Math.min(60, ...pitches) - 2;
      const high = Math.max(72, ...pitches) + 2;
      const y = (pitch: number): number => ((high - pitch) / (high - low)) * (HEIGHT - DRUMS - 18);
      context.clearRect(0, 0, width, HEIGHT);
      context.font = `12px ${style.fontFamily}`;
      if (bars) {
        const first = score.bars[bars[0] - 1];
        const last = score.bars[bars[1] - 1];
        if (first && last) {
          context.fillStyle = colour("raised");
          context.fillRect(x(first.tick), 0, x(last.tick + last.duration) - x(first.tick), HEIGHT - 16);
        }
      }
      context.fillStyle = colour("grid");
      for (let pitch = Math.ceil(low / 12) * 12; pitch <= high; pitch += 12) {
        context.fillStyle = colour("grid");
        context.fillRect(LEFT, y(pitch), width - LEFT, 1);
        context.fillStyle = colour("quiet");
        context.fillText(`C${pitch / 12 - 1}`, 4, y(pitch) + 4);
      }
      const every = Math.max(1, Math.ceil(score.bars.length / Math.max(4, Math.floor(width / 56))));
      for (const [at, bar] of score.bars.entries()) {
        context.fillStyle = colour(at % 4 === 0 ? "line" : "grid");
        context.fillRect(x(bar.tick), 0, 1, HEIGHT - 16);
        if (at % every === 0) {
          context.fillStyle = colour("quiet");
          context.fillText(String(at + 1), x(bar.tick) + 2, HEIGHT - 4);
        }
      }
      for (const [part, { notes }] of pitched.entries()) {
        context.fillStyle = colour(INKS[part % INKS.length] as string);
        for (const { tick, duration, pitch } of notes)
          context.fillRect(x(tick), y(pitch) - 2, Math.max(2, x(tick + duration) - x(tick) - 1), 4);
      }
      context.fillStyle = colour("drums");
      for (const { notes } of score.parts.filter(({ percussion }) => percussion))
        for (const { tick, pitch } of notes) context.fillRect(x(tick), HEIGHT - 18 - 4 - ((pitch - 35) % 8) * 4, 2, 3);
    };
    draw();
    const watcher = new ResizeObserver(draw);
    watcher.observe(target);
    return () => watcher.disconnect();
  }, [score, bars, colours]);
  useClock((seconds) => {
    const line = head.current;
    const target = canvas.current;
    if (!line || !target) return;
    const all = open.secondsAt(score.lengthTicks);
    line.style.transform = `translateX(${LEFT + (Math.min(seconds, all) / all) * (target.clientWidth - LEFT)}px)`;
    line.hidden = now() === 0;
  });
  const barAt = (clientX: number): number => {
    const box = (canvas.current as HTMLCanvasElement).getBoundingClientRect();
    const tick = ((clientX - box.left - LEFT) / (box.width - LEFT)) * length;
    const index = score.bars.findLastIndex((bar) => bar.tick <= tick);
    return Math.max(1, index + 1);
  };
  const said = `${score.parts.map(({ name, notes }) => `${name}: ${notes.length} notes`).join(", ")}, over ${score.bars.length} bars.`;
  return (
    <figure className="stack">
      <figcaption className="row wide small">
        <span className="row wrap">
          {pitched.map(({ id, name }, at) => (
            <span key={id} className="row">
              <span className={`role ink-${INKS[at % INKS.length]}`} />
              {name}
            </span>
          ))}
          {score.parts.some(({ percussion }) => percussion) && (
            <span className="row">
              <span className="role of-drums" />
              Drums
            </span>
          )}
        </span>
        <Button
          icon="save"
          label="Save the picture"
          onClick={() => canvas.current && saveCanvas("notes", canvas.current)}
        />
      </figcaption>
      <div className="roll">
        <canvas
          ref={canvas}
          className="notes"
          role="img"
          aria-label={said}
          onPointerDown={(event) => {
            from.current = barAt(event.clientX);
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerUp={(event) => {
            const to = barAt(event.clientX);
            const start = from.current ?? to;
            choose([Math.min(start, to), Math.max(start, to)]);
            from.current = null;
          }}
          onDoubleClick={(event) => hear(open.secondsOfBar(barAt(event.clientX)))}
        />
        <div ref={head} className="playhead" hidden />
      </div>
      <p className="tiny quiet">Drag over bars to choose them; double-click to hear from there.</p>
    </figure>
  );
}
