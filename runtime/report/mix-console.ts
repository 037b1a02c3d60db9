/** The mix as a console: a line for each stem, with its fader, pan, filters, dynamics, sends and ride. */

import {
  countText,
  hertzText,
  numberText,
  signedText,
  signedWithUnit,
  withUnit,
} from "../../foundation/look/figure-text.ts";
import type { AutomationPoint, MixSettings, StemSettings } from "../../production/mix/index.ts";
import { escapeHtml } from "./html.ts";
import { byGroup, type StemRow } from "./mix-stem-rows.ts";
import { bandText, compressorText, panText, roleLabel } from "./mix-value-text.ts";
import { dot, line, type Point, segment } from "./svg-marks.ts";

export function consoleTable(rows: readonly StemRow[], settings: MixSettings, seconds: number): string {
  const glued = new Map(settings.buses.map(({ bus, glue }) => [bus, glue]));
  const groups = byGroup(rows).map(([bus, members]) => {
    const glue = glued.get(bus) ?? null;
    const held = glue === null ? "" : `, glue ${compressorText(glue)}`;
    return `<tbody>
<tr class="group"><th scope="rowgroup" colspan="8"><span class="chip bus-${bus}"></span>${bus}<span class="quiet">${escapeHtml(`: ${countText(members.length, "stem", "stems")}${held}`)}</span></th></tr>
${members.map(({ settings: own }) => stripRow(own, seconds)).join("\n")}
</tbody>`;
  });
  return `<div class="scroll"><table class="console">
<thead><tr>${["Stem", "Fader, dB", "Pan", "Filters", "Compressor", "De-esser", "Sends, dB", "Ride"]
    .map((name) => `<th scope="col">${name}</th>`)
    .join("")}</tr></thead>
${groups.join("\n")}
</table></div>`;
}

function stripRow(own: StemSettings, seconds: number): string {
  const { id, role, muted, faderDb, pan, equaliser, compressor, makeUpDb, deEsser, reverbDb, echoDb, automation } = own;
  const badges = [muted ? "muted" : "", own.flipped ? "polarity" : "", own.mono ? "mono" : "", shiftText(own)]
    .filter((text) => text !== "")
    .map((text) => `<span class="badge">${escapeHtml(text)}</span>`);
  const none = '<span class="quiet">\u2013</span>';
  const highPass = equaliser.filter(({ kind }) => kind === "high-pass").reduce((most, { hz }) => Math.max(most, hz), 0);
  const bands = equaliser.filter(({ kind }) => kind !== "high-pass");
  const filters = [...(highPass > 0 ? [`high-pass ${hertzText(highPass)}`] : []), ...bands.map(bandText)].map(
    (text) => `<span class="band">${escapeHtml(text)}</span>`,
  );
  const held =
    compressor === null
      ? none
      : escapeHtml(`${compressorText(compressor)}${makeUpDb === 0 ? "" : `, ${signedWithUnit(makeUpDb, "dB", 1)}`}`);
  const sends = [
    ...(reverbDb === null ? [] : [`reverb ${numberText(reverbDb, 0)}`]),
    ...(echoDb === null ? [] : [`echo ${numberText(echoDb, 0)}`]),
  ].map((text) => `<span class="band">${text}</span>`);
  return `<tr${muted ? ' class="muted"' : ""}><th scope="row" class="long">${escapeHtml(id)}${badges.join("")}<span class="under">${escapeHtml(roleLabel(role))}</span></th>
<td class="position"><span class="figure">${signedText(faderDb, 1)}</span>${faderPicture(faderDb)}</td>
<td class="position"><span class="figure${panText(pan) === "centre" ? " quiet" : ""}">${panText(pan)}</span>${panPicture(pan)}</td>
<td>${filters.length > 0 ? filters.join(", ") : none}</td>
<td>${held}</td>
<td>${deEsser === null ? none : withUnit(deEsser.mostDb, "dB", 1)}</td>
<td>${sends.length > 0 ? sends.join(", ") : none}</td>
<td>${automation.length === 0 ? none : ridePicture(automation, seconds)}</td></tr>`;
}

function shiftText({ shiftFrames }: StemSettings): string {
  if (shiftFrames === 0) return "";
  return `${countText(Math.abs(shiftFrames), "frame", "frames")} ${shiftFrames > 0 ? "later" : "earlier"}`;
}

const MOST_DB = 12;
const ACROSS = 64;

/** -12 to +12 dB from left to right, 0 in the middle; what lies beyond stands at the end. */
function faderPicture(db: number): string {
  return position(Math.max(-1, Math.min(1, db / MOST_DB)), `fader at ${signedText(db, 1)} dB`);
}

function panPicture(pan: number): string {
  return position(Math.max(-1, Math.min(1, pan)), `pan ${panText(pan)}`);
}

/** -1 to 1 on a line with its middle marked; the way from the middle is thick. */
function position(value: number, label: string): string {
  const middle = ACROSS / 2;
  const at = middle + value * (middle - 5);
  const marks = [
    segment([2, 6], [ACROSS - 2, 6], "axis"),
    segment([middle, 2], [middle, 10], "zero"),
    segment([middle, 6], [at, 6], "moved"),
    dot([at, 6], 3.5, "knob"),
  ];
  return `<svg class="small" viewBox="0 0 ${ACROSS} 12" role="img" aria-label="${escapeHtml(label)}">${marks.join("")}</svg>`;
}

/** The fader's way through the song, 3 dB up and down. */
function ridePicture(points: readonly AutomationPoint[], seconds: number): string {
  const most = Math.max(3, ...points.map(([, db]) => Math.abs(db)));
  const [across, down] = [110, 26];
  const place = ([at, db]: AutomationPoint): Point => [
    (Math.max(0, Math.min(seconds, at)) / Math.max(seconds, 0.01)) * across,
    down / 2 - (db / most) * (down / 2 - 2),
  ];
  const [first, last] = [points[0] as AutomationPoint, points.at(-1) as AutomationPoint];
  const way = [[0, first[1]] as const, ...points, [seconds, last[1]] as const].map(place);
  const gains = points.map(([, db]) => db);
  const range = `${signedText(Math.min(...gains), 1)} to ${signedText(Math.max(...gains), 1)}`;
  return `<svg class="ride" viewBox="0 0 ${across} ${down}" role="img" aria-label="${escapeHtml(`ride from ${range} dB`)}">${segment([0, down / 2], [across, down / 2], "grid")}${line(way, "main")}</svg><span class="under">${range}\u202fdB</span>`;
}
