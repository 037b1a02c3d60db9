/** The report of `surprise`: each melody over its bars, and under it how many bits each note brought. */
import type { MelodySurprise, NoteSurprise } from "../../composition/learn/song/melody-surprise.ts";
import { countText } from "../../foundation/look/figure-text.ts";
import { escapeHtml } from "./html.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { rectangle, segment, words } from "./svg-marks.ts";
import { picture } from "./svg-plot.ts";

export interface SurprisedPiece {
  readonly name: string;
  readonly barSteps: number;
  readonly surprise: MelodySurprise;
}

const WIDTH = 960;
const LEFT = 44;
const RIGHT = WIDTH - 8;
const STEP = 4;
/** Pixels of a bit, and the most that are shown. */
const BIT = 9;
const MOST_BITS = 14;
/** Bars of one row of the picture. */
const ROW = 32;

export function surpriseReport(pieces: readonly SurprisedPiece[], style: string): string {
  const notes = pieces.reduce((sum, { surprise }) => sum + surprise.notes.length, 0);
  const bits = pieces.reduce((sum, { surprise }) => sum + surprise.pitchBits + surprise.rhythmBits, 0);
  const body = [
    `<header>\n<h1>Surprise</h1>\n<p class="facts">${escapeHtml(`${countText(pieces.length, "piece", "pieces")}, ${countText(notes, "note", "notes")}, by ${style}`)}</p>\n</header>`,
    `<p class="lead">${escapeHtml(notes > 0 ? `${(bits / notes).toFixed(2)} bits a note: each is judged from what came before it alone, its pitch by all keys that are still likely, its rhythm beat by beat.` : "No notes.")}</p>`,
    ...pieces.map(pieceSection),
  ];
  return page({ title: "Surprise", body: body.join("\n") });
}

function pieceSection({ name, barSteps, surprise }: SurprisedPiece): string {
  const { notes } = surprise;
  if (notes.length === 0) return "";
  const bars = Math.floor((notes.at(-1) as NoteSurprise).note.step / barSteps) + 1;
  const rows = Array.from({ length: Math.ceil(bars / ROW) }, (_, at) => at * ROW);
  const pictures = rows.map((from, at) =>
    figureOf(
      at === 0 ? "Melody, and bits of each note" : `From bar ${from + 1}`,
      at === 0 ? "Columns: pitch below, rhythm on top of it." : "",
      surprisePicture(surprise, barSteps, from, Math.min(bars, from + ROW)),
      "wide",
    ),
  );
  const most = [...notes]
    .sort((a, b) => b.pitchBits + b.rhythmBits - (a.pitchBits + a.rhythmBits))
    .slice(0, 8)
    .map(
      ({ note, pitchBits, rhythmBits }) =>
        `<tr><td>${Math.floor(note.step / barSteps) + 1}</td><td>${((note.step % barSteps) / 4 + 1).toFixed(2)}</td><td>${note.pitch}</td><td>${pitchBits.toFixed(1)}</td><td>${rhythmBits.toFixed(1)}</td></tr>`,
    );
  const per = (sum: number): string => (sum / notes.length).toFixed(2);
  return `<section>\n<h2>${escapeHtml(name)}</h2>\n<p>${escapeHtml(`${countText(notes.length, "note", "notes")}: ${per(surprise.pitchBits)} bits for the pitch of a note, ${per(surprise.rhythmBits)} for its rhythm.`)}</p>\n${pictures.join("\n")}\n<div class="scroll"><table>\n<thead><tr><th>Bar</th><th>Quarter</th><th>MIDI key</th><th>Bits, pitch</th><th>Bits, rhythm</th></tr></thead>\n<tbody>\n${most.join("\n")}\n</tbody>\n</table></div>\n<p>The eight most surprising notes.</p>\n</section>`;
}

function surprisePicture({ notes }: MelodySurprise, barSteps: number, fromBar: number, toBar: number): string {
  const from = fromBar * barSteps;
  const to = toBar * barSteps;
  const here = notes.filter(({ note }) => note.step >= from && note.step < to);
  const pitches = notes.map(({ note }) => note.pitch);
  const low = Math.min(...pitches) - 1;
  const high = Math.max(...pitches) + 1;
  const x = (step: number): number => LEFT + ((step - from) * (RIGHT - LEFT)) / (ROW * barSteps);
  const floor = 24 + (high - low) * STEP;
  const base = floor + 20 + MOST_BITS * BIT;
  const marks = [
    ...Array.from({ length: toBar - fromBar }, (_, at) => fromBar + at).flatMap((bar) => [
      segment([x(bar * barSteps), 20], [x(bar * barSteps), base], "grid"),
      ...(bar % 4 === 0 ? [words([x(bar * barSteps) + 2, 14], `${bar + 1}`)] : []),
    ]),
    ...[0, 4, 8, 12].flatMap((bits) => [
      segment([LEFT, base - bits * BIT], [x(to), base - bits * BIT], "grid"),
      words([LEFT - 6, base - bits * BIT + 4], `${bits}`, "end"),
    ]),
    words([LEFT - 6, floor + 16], "bits", "end"),
    ...here.flatMap(({ note, pitchBits, rhythmBits }) => {
      const left = x(note.step);
      const width = Math.max(1.5, x(Math.min(to, note.step + note.length)) - left - 0.5);
      const pitch = Math.min(MOST_BITS, pitchBits) * BIT;
      const rhythm = Math.min(MOST_BITS - pitch / BIT, rhythmBits) * BIT;
      const column = Math.max(1.5, Math.min(width, x(from + 2) - LEFT - 0.5));
      return [
        rectangle(left, floor - (note.pitch - low) * STEP, width, STEP, "bus-vocals"),
        rectangle(left, base - pitch, column, pitch, "bus-vocals"),
        rectangle(left, base - pitch - rhythm, column, rhythm, "bus-music"),
      ];
    }),
  ];
  return picture(WIDTH, base + 8, `Surprise of ${here.length} notes over bars ${fromBar + 1} to ${toBar}.`, marks);
}
