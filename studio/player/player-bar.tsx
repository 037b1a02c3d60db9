/** The player at the bottom of every screen: it never stops because one goes elsewhere. */
import { type ReactElement, useEffect, useRef, useState } from "react";
import { clockText, numberText, signedText } from "../../foundation/look/figure-text.ts";
import { Button } from "../parts/controls.tsx";
import { Icon } from "../parts/icons.tsx";
import { useStore } from "../state/store.ts";
import type { MeterReading } from "./meter.worklet.ts";
import { drawPeakMeter } from "./peak-meter.ts";
import { now, resetMeters, seek, select, setLoop, setMatched, setVolume, toggle, watchMeters } from "./player.ts";
import { type Playing, player } from "./playing.ts";

/** "A", "B"… of a version. */
export const letterOf = (at: number): string => String.fromCharCode(65 + at);

function loudnessText({ versions, matched, offsetsDb, selected }: Playing): string {
  if (!matched) return "levels as they are";
  if (versions.some(({ loudnessLufs }) => loudnessLufs === null)) return "measuring loudness…";
  return `equal loudness (${signedText(offsetsDb[selected] ?? 0, 1)}\u202fdB)`;
}

export function PlayerBar(): ReactElement {
  const playing = useStore(player);
  const { title, versions, selected, duration, loop, matched, offsetsDb, volume } = playing;
  const nothing = versions.length === 0;
  return (
    <section className="player" aria-label="Player">
      <div className="row">
        <Button icon="start" label="To the start" disabled={nothing} onClick={() => seek(loop?.[0] ?? 0)} />
        <button
          type="button"
          className="button icon"
          aria-label={playing.playing ? "Pause (Space)" : "Play (Space)"}
          title={playing.playing ? "Pause (Space)" : "Play (Space)"}
          disabled={nothing}
          onClick={toggle}
        >
          <Icon name={playing.playing ? "pause" : "play"} />
        </button>
        <Button
          icon="loop"
          label={loop ? "Stop going round (L)" : "Go round the section heard (L)"}
          pressed={loop !== null}
          disabled={nothing}
          onClick={() => setLoop(loop ? null : [Math.max(0, now() - 2), Math.min(duration, now() + 6)])}
        />
        <Clock duration={duration} />
      </div>
      <div className="stack">
        <div className="row wide small">
          <span className="cut">{nothing ? <span className="quiet">Nothing on the deck</span> : title}</span>
          {versions.length > 1 && (
            <fieldset className="versions plain-set">
              <legend className="hidden-label">Version that is heard (keys 1 to 9; X for the other)</legend>
              {versions.map(({ id, name }, at) => (
                <Button
                  key={id}
                  kind="bare"
                  pressed={at === selected}
                  title={`${name}${matched && offsetsDb[at] ? `, ${signedText(offsetsDb[at] ?? 0, 1)} dB` : ""}`}
                  onClick={() => select(at)}
                >
                  {letterOf(at)}
                </Button>
              ))}
              <Button
                kind="bare"
                pressed={matched}
                title="All versions as loud as the quietest"
                onClick={() => setMatched(!matched)}
              >
                {loudnessText(playing)}
              </Button>
            </fieldset>
          )}
        </div>
        <Position duration={duration} disabled={nothing} />
      </div>
      <div className="row">
        <Meters />
        <label className="row tiny quiet">
          <span className="hidden-label">Volume</span>
          <input
            type="range"
            className="volume"
            min={0}
            max={1}
            step={0.01}
            value={volume}
            title={`Volume ${Math.round(volume * 100)} %: of your headphones only`}
            onChange={(event) => setVolume(Number(event.target.value))}
          />
        </label>
      </div>
    </section>
  );
}

/** Calls `tell` with the place that is heard, as often as the screen is drawn, and only when it moved. */
export function useClock(tell: (seconds: number) => void): void {
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    let last = -1;
    let frame = requestAnimationFrame(function look() {
      const seconds = now();
      if (seconds !== last) latest.current(seconds);
      last = seconds;
      frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, []);
}

function Clock({ duration }: { readonly duration: number }): ReactElement {
  const shown = useRef<HTMLSpanElement>(null);
  useClock((seconds) => {
    if (shown.current) shown.current.textContent = clockText(seconds, 1);
  });
  return (
    <span className="clock">
      <span ref={shown}>0:00.0</span> <span className="quiet small">/ {clockText(duration)}</span>
    </span>
  );
}

/** Arrow keys move by five seconds, with Shift by one. */
function Position({ duration, disabled }: { readonly duration: number; readonly disabled: boolean }): ReactElement {
  const slider = useRef<HTMLInputElement>(null);
  const holding = useRef(false);
  useClock((seconds) => {
    if (slider.current && !holding.current) {
      slider.current.value = String(seconds);
      slider.current.setAttribute("aria-valuetext", clockText(seconds));
    }
  });
  return (
    <input
      ref={slider}
      type="range"
      aria-label="Place in the piece"
      className="position"
      min={0}
      max={Math.max(duration, 0.001)}
      step={0.01}
      defaultValue={0}
      disabled={disabled}
      onPointerDown={() => {
        holding.current = true;
      }}
      onPointerUp={() => {
        holding.current = false;
      }}
      onChange={(event) => seek(Number(event.target.value))}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        seek(now() + by * (event.shiftKey ? 1 : 5));
      }}
    />
  );
}

const decibels = (amplitude: number): number | null => (amplitude > 0 ? 20 * Math.log10(amplitude) : null);

function Meters(): ReactElement {
  const [reading, setReading] = useState<MeterReading | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(
    () =>
      watchMeters((next) => {
        setReading(next);
        if (canvas.current) drawPeakMeter(canvas.current, next.peaks);
      }),
    [],
  );
  const peak = reading ? decibels(reading.truePeak) : null;
  const psr =
    peak !== null && reading?.shortTerm !== null && reading?.shortTerm !== undefined ? peak - reading.shortTerm : null;
  const figures: readonly (readonly [name: string, title: string, value: number | null, digits: number])[] = [
    ["M", "Momentary loudness, LUFS", reading?.momentary ?? null, 1],
    ["S", "Short-term loudness, LUFS", reading?.shortTerm ?? null, 1],
    ["I", "Integrated loudness since it began, LUFS", reading?.integrated ?? null, 1],
    ["TP", "Largest true peak so far, dBTP", peak, 1],
    ["PSR", "Peak to short-term loudness ratio, dB", psr, 1],
    ["corr", "Correlation of left and right, −1 to 1", reading?.correlation ?? null, 2],
  ];
  return (
    <div className="row">
      <canvas ref={canvas} className="peak-canvas" width={96} height={32} />
      <dl className="meters">
        {figures.map(([name, title, value, digits]) => (
          <div key={name} title={title}>
            <dt>{name}</dt>
            <dd>
              <b className={name === "TP" && value !== null && value > 0 ? "red" : undefined}>
                {numberText(value, digits)}
              </b>
            </dd>
          </div>
        ))}
      </dl>
      <Button icon="undo" label="Begin the meters anew" onClick={resetMeters} />
    </div>
  );
}
