/** The report of `master --album`: one HTML file; what was asked, what was done to the album and each song, and why. */
import { basename, relative } from "node:path";
import { clockText, countText, withUnit } from "../../foundation/look/figure-text.ts";
import { planFor } from "../../production/index.ts";
import { albumTrackSongs } from "../master/album-songs.ts";
import type { CodecPreview } from "../master/codec-preview.ts";
import type { Comparison } from "../master/compare.ts";
import type { AlbumDelivery, MasteredAlbum } from "../master/master-album.ts";
import type { OutputDocument } from "../master/output-document.ts";
import { albumLoudnessPicture } from "./album-loudness-picture.ts";
import { albumSongSheet } from "./album-song-sheet.ts";
import { albumStoreSection } from "./album-store-section.ts";
import { albumTable } from "./album-table.ts";
import { askedTable } from "./asked-list.ts";
import { codecTable } from "./codec-table.ts";
import { decisionList } from "./decision-list.ts";
import { escapeHtml } from "./html.ts";
import { listenScript, listenToAlbum } from "./listen.ts";
import { toneFigure } from "./master-report.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";
import { sentence } from "./store-section.ts";
import { tonePicture } from "./tone-picture.ts";

/** What was made beside the masters. */
export interface AlbumExtras {
  readonly compare?: readonly Comparison[] | undefined;
  readonly codecPreview?: readonly CodecPreview[] | undefined;
}

type Output = OutputDocument & { readonly song: string };

/**
 * `folder`: where the report will lie; links to sound are relative to it. The same album, outputs and extras give the
 * same bytes: no clock, and of paths the last part only.
 */
export function albumReport(
  album: MasteredAlbum,
  outputs: readonly Output[],
  extras: AlbumExtras,
  folder: string,
): string {
  const { songs, deliveries, plan } = album;
  const compare = named(extras.compare ?? []);
  const { codecPreview } = extras;
  const name = songs[0]?.source.tags.album ?? `An album of ${countText(songs.length, "song", "songs")}`;
  const made = albumTrackSongs(album);
  const parts = [
    header(album, name),
    ...deliveries.map((delivery) => outcome(delivery, deliveries, folder)),
    remarks(album),
    ...firstOfEachTarget(deliveries).map((delivery) => loudness(album, delivery, deliveries)),
    ...deliveries.map((delivery) => songTable(album, delivery, deliveries)),
    compare.length > 0 ? listenToAlbum(compare, folder) : "",
    tone(album),
    `<section>\n<h2>What was asked</h2>\n${askedTable(plan)}\n</section>`,
    decisions(album),
    albumStoreSection(deliveries, outputs, (delivery) => title(delivery, deliveries)),
    codecPreview && codecPreview.length > 0 ? codecTable(codecPreview, (path) => relative(folder, path)) : "",
    again(),
    contents(album),
    ...made.map(({ name: songName, song }, at) => albumSongSheet(songName, song, plan, at)),
  ];
  const body = parts.filter((part) => part !== "").join("\n");
  return page({ title: `${name}, mastered`, body, ...(compare.length > 0 ? { script: listenScript } : {}) });
}

function named(comparisons: readonly Comparison[]): { name: string; comparison: Comparison }[] {
  return comparisons.map((comparison) => ({
    name: basename(comparison.before).replace(/\.compare-before\.wav$/, ""),
    comparison,
  }));
}

/** Formats of one target differ in nothing that a picture shows. */
function firstOfEachTarget(deliveries: readonly AlbumDelivery[]): AlbumDelivery[] {
  return deliveries.filter(({ target }, at) => deliveries.findIndex((each) => each.target === target) === at);
}

/** "spotify, wav24"; the target alone where it has one format. */
function title({ target, format }: AlbumDelivery, deliveries: readonly AlbumDelivery[]): string {
  return deliveries.filter((each) => each.target === target).length > 1 ? `${target}, ${format.name}` : target;
}

function header({ songs }: MasteredAlbum, name: string): string {
  const seconds = songs.reduce((sum, { source }) => sum + source.analysis.measurement.seconds, 0);
  const facts = [
    songs[0]?.source.tags.artist ?? "",
    countText(songs.length, "song", "songs"),
    `${clockText(seconds)} of mixes`,
  ];
  const line = facts
    .filter((fact) => fact !== "")
    .map(escapeHtml)
    .join(" \u00b7 ");
  return `<header>\n<h1>${escapeHtml(name)}, mastered</h1>\n<p class="facts">${line}</p>\n</header>`;
}

/** How it went, in a few sentences for each target and format. */
function outcome(delivery: AlbumDelivery, deliveries: readonly AlbumDelivery[], folder: string): string {
  const { tracks, lowerLu, because, format } = delivery;
  const by = (pick: (track: (typeof tracks)[number]) => number | null): { track: string; value: number } | null =>
    tracks.reduce<{ track: string; value: number } | null>((best, track) => {
      const value = pick(track);
      return value !== null && value > (best?.value ?? -Infinity) ? { track: track.song, value } : best;
    }, null);
  const loudest = by(({ analysis }) => analysis.measurement.integratedLufs);
  const quietest = by(({ analysis }) => -(analysis.measurement.integratedLufs ?? Infinity));
  const peak = by(({ analysis }) => analysis.measurement.truePeakDbtp);
  const limiting = by(({ solution }) => solution.mostReductionDb);
  const place = relative(folder, delivery.folder);
  const missed = tracks.filter(({ solution }) => !solution.reached);
  const ceiling = Math.min(...tracks.map(({ ceilingDbtp }) => ceilingDbtp));
  const sentences = [
    loudest
      ? `the loudest song, ${loudest.track}, is at <strong>${withUnit(loudest.value, "LUFS", 1)}</strong>${quietest && quietest.track !== loudest.track ? `, the quietest, ${quietest.track}, at ${withUnit(-quietest.value, "LUFS", 1)}` : ""}.`
      : "no song has a loudness.",
    peak
      ? `The highest true peak is <strong>${withUnit(peak.value, "dBTP", 2)}</strong> (${format.samples === null ? "limited to" : "ceiling"} ${withUnit(ceiling, "dBTP", 2)}${format.samples === null ? ", so that no song clips when it is decoded" : ""}).`
      : "",
    limiting && limiting.value >= 0.01
      ? `The limiter takes ${withUnit(limiting.value, "dB", 1)} at most, in ${limiting.track}.`
      : "The limiter had nothing to do.",
    lowerLu > 0.02
      ? `<span class="amber">The limiting allowed is spent on ${escapeHtml(because ?? "")}: the whole album stays ${withUnit(lowerLu, "LU", 1)} lower than asked, and its songs as far apart as they are.</span>`
      : missed.length > 0
        ? `<span class="amber">Not as loud as aimed at: ${missedSongs(missed)}.</span>`
        : "",
  ];
  const where = place === "" ? "" : ` (in <code>${escapeHtml(place)}</code>)`;
  const text = sentences.filter((each) => each !== "").join(" ");
  return `<p class="lead"><strong>${escapeHtml(title(delivery, deliveries))}</strong>${where}: ${text}</p>`;
}

/** "01 a, 03 c (why)": songs with one reason together. */
function missedSongs(missed: AlbumDelivery["tracks"]): string {
  const reasons = [...new Set(missed.map(({ why }) => why))];
  return reasons
    .map((reason) => {
      const songs = missed.filter(({ why }) => why === reason).map(({ song }) => escapeHtml(song));
      return `${songs.join(", ")}${reason === undefined ? "" : ` (${escapeHtml(reason)})`}`;
    })
    .join("; ");
}

function remarks({ remarks: said }: MasteredAlbum): string {
  if (said.length === 0) return "";
  return `<ul class="look">${said.map((each) => `<li>${escapeHtml(sentence(each))}.</li>`).join("")}</ul>`;
}

function loudness(
  { songs, plan }: MasteredAlbum,
  { target, tracks }: AlbumDelivery,
  deliveries: readonly AlbumDelivery[],
): string {
  const stretches = tracks.flatMap(({ song, analysis, targetLufs }) => {
    const before = songs.find(({ name }) => name === song)?.source.analysis;
    if (!before) return [];
    const head = planFor(plan.decisions, song, target).find(({ id }) => id === "trim.head")?.value;
    const headSeconds = typeof head === "number" ? head : 0;
    return [{ name: song, before, after: analysis, targetLufs, headSeconds }];
  });
  const whose = firstOfEachTarget(deliveries).length > 1 ? `: ${escapeHtml(target)}` : "";
  const picture = figureOf(
    "Loudness over the whole album",
    "Numbers stand over the songs.",
    albumLoudnessPicture(stretches),
    "wide",
  );
  return `<section>\n<h2>Loudness${whose}</h2>\n${picture}\n</section>`;
}

function songTable({ songs }: MasteredAlbum, delivery: AlbumDelivery, deliveries: readonly AlbumDelivery[]): string {
  const whose = deliveries.length > 1 ? `: ${escapeHtml(title(delivery, deliveries))}` : "";
  return `<section>\n<h2>Songs before and after${whose}</h2>\n${albumTable(songs, delivery)}\n</section>`;
}

/** Tone and width are the album's; where a target or a repair changes them, the song's own sheet says so. */
function tone({ songs, plan, deliveries }: MasteredAlbum): string {
  const [first] = songs;
  if (!first) return "";
  const known: string[] = [];
  const parts = firstOfEachTarget(deliveries).map(({ target }, _, all) => {
    const own = planFor(plan.decisions, first.name, target);
    const picture = tonePicture(own, first.source.format.sampleRate);
    const figure = toneFigure(picture, known.includes(picture), own);
    known.push(picture);
    return all.length > 1 ? `<h3>${escapeHtml(target)}</h3>\n${figure}` : figure;
  });
  return `<section>\n<h2>Tone of the album</h2>\n${parts.join("\n")}\n</section>`;
}

/** The shared decisions and those of each target; those of the songs stand on their sheets. */
function decisions({ plan, songs, deliveries }: MasteredAlbum): string {
  const shared = plan.decisions.filter(({ id }) => !id.includes("@"));
  const targets = [...new Set(deliveries.map(({ target }) => target))];
  const parts = targets.map((target) => {
    const own = plan.decisions.filter(({ id }) => id.split("@").length === 2 && id.endsWith(`@${target}`));
    return `<h3>${targets.length > 1 ? `For ${escapeHtml(target)}` : "For these masters"}</h3>\n${decisionList(own)}`;
  });
  const yours = plan.decisions.filter(({ by }) => by === "person").length;
  const count = `${countText(plan.decisions.length, "decision", "decisions")}, ${yours === 0 ? "all by the machine" : `${yours} of them yours`}. Here are those that all ${songs.length} songs share; each song's own stand with it below. Each can be changed on the command line or in the plan.`;
  return `<section>\n<h2>The album's decisions, and why</h2>\n<p>${count}</p>\n<h3>The album</h3>\n${decisionList(shared)}\n${parts.join("\n")}\n</section>`;
}

/** Links to the sheets of the songs. */
function contents({ songs }: MasteredAlbum): string {
  const items = songs.map(({ name }, at) => `<li><a href="#song-${at + 1}">${escapeHtml(name)}</a></li>`);
  return `<section>\n<h2>Song by song</h2>\n<ul class="songs">${items.join("")}</ul>\n</section>`;
}

function again(): string {
  const line = "songwright master SONGS... --album --plan album.plan.json --out masters";
  return `<section>\n<h2>Changing it</h2>\n<p>Every decision stands in <code>album.plan.json</code>. Change a value there, then have the plan performed, with the songs in the same order:</p>\n<pre><code>${escapeHtml(line)}</code></pre>\n<p>For instrumental or clean versions of all songs, <code>--album --same-as album.plan.json</code> makes the identical moves, song by song in their order.</p>\n</section>`;
}
