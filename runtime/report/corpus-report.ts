/** The report of `analyse`: what is typical of the music given, and each piece in a line. */
import type { CorpusPatterns, CorpusPiece, Pattern, Spread } from "../../composition/analyse/index.ts";
import { countText, numberText } from "../../foundation/look/figure-text.ts";
import { barListPicture } from "./bar-list-picture.ts";
import { formPicture } from "./form-picture.ts";
import { escapeHtml } from "./html.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";

const PIECES_SHOWN = 60;

export function corpusReport(pieces: readonly CorpusPiece[], corpus: CorpusPatterns): string {
  const [only] = pieces;
  const what = pieces.length === 1 && only ? only.name : countText(pieces.length, "piece", "pieces");
  const title = `${what}, analysed`;
  const body = [
    `<header>\n<h1>${escapeHtml(title)}</h1>\n<p class="lead">${escapeHtml(leadText(pieces, corpus))}</p>\n</header>`,
    keyFigures(corpus),
    section("Form", formSection(pieces, corpus)),
    section("Harmony", harmonySection(corpus)),
    section("Melody and rhythm", melodySection(corpus)),
    section("Figures", figuresTable(corpus)),
    section("Pieces", piecesTable(pieces)),
  ];
  return page({ title, body: body.filter((part) => part !== "").join("\n") });
}

function section(name: string, content: string): string {
  return content === "" ? "" : `<section>\n<h2>${name}</h2>\n${content}\n</section>`;
}

function leadText(pieces: readonly CorpusPiece[], corpus: CorpusPatterns): string {
  const minor = pieces.filter(({ analysis }) => analysis.key.value.mode === "minor").length;
  const [metre] = corpus.metres;
  const [length] = corpus.phraseLengths;
  const [progression] = corpus.progressions;
  const [contour] = corpus.contours;
  return [
    `${countText(pieces.length - minor, "piece", "pieces")} in major, ${minor} in minor${metre ? `; mostly ${metre.what}` : ""}.`,
    length ? `Phrases are mostly of ${length.what} ${length.what === "1" ? "bar" : "bars"}` : "",
    contour ? `and of the contour \u201c${contour.what}\u201d.` : length ? "." : "",
    progression ? `The commonest four chords are ${progression.what}.` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function keyFigures({ descriptors, tempi }: CorpusPatterns): string {
  const sorted = [...tempi].sort((a, b) => a - b);
  const shown: [string, string, string][] = [
    ["Tempo, median", numberText(sorted[sorted.length >> 1] ?? null, 0), "a minute"],
    ["Bars that repeat", share(descriptors.exactBarRepeatShare), "%"],
    ["Chords a bar", numberText(descriptors.chordsPerBar?.mean ?? null, 2), ""],
    ["Steps of the melody", share(descriptors.stepShare), "%"],
    ["Roots in the key", share(descriptors.diatonicShare), "%"],
    ["Entropy of pitches", numberText(descriptors.pitchClassEntropy?.mean ?? null, 2), "bits"],
  ];
  const items = shown.map(
    ([name, value, unit]) =>
      `<li><span class="name">${name}</span><span class="value">${value} <small>${unit}</small></span></li>`,
  );
  return `<ul class="figures">${items.join("")}</ul>`;
}

function share(spread: Spread | null): string {
  return numberText(spread === null ? null : 100 * spread.mean, 0);
}

/** The commonest first: by pieces where there are several and `byPieces`, else by count. */
function bars(patterns: readonly Pattern[], pieces: number, byPieces: boolean, shape: BarShape): string {
  const within = byPieces && pieces > 1;
  const rows = patterns
    .map(({ what, count, pieces: of }) => ({
      name: shape.name?.(what) ?? what,
      value: within ? of : count,
      text: within ? `${of} of ${pieces}` : `${count}\u00d7`,
      ...(shape.places ? { places: what } : {}),
    }))
    .sort((a, b) => b.value - a.value)
    .slice(0, 12);
  return rows.length === 0 ? "" : barListPicture(rows, shape.label, shape.width, shape.room);
}

interface BarShape {
  readonly label: string;
  readonly width: number;
  readonly room: number;
  readonly name?: (what: string) => string;
  /** What is counted is a row of places. */
  readonly places?: boolean;
}

function figure(name: string, caption: string, picture: string, className = ""): string {
  return picture === "" ? "" : figureOf(name, caption, picture, className);
}

function pair(left: string, right: string): string {
  return left === "" && right === "" ? "" : `<div class="pair">${left}\n${right}</div>`;
}

function formSection(pieces: readonly CorpusPiece[], corpus: CorpusPatterns): string {
  const n = corpus.pieces;
  const lanes = figure(
    "Sections",
    "Over bars; equal letters of one piece sound alike. i: before the melody, x: between, o: after.",
    formPicture(pieces.slice(0, 24)) ?? "",
    "wide",
  );
  const lengths = bars(corpus.phraseLengths, n, false, {
    label: "How often phrases of each length come.",
    width: 472,
    room: 72,
    name: (bars) => `${bars} ${bars === "1" ? "bar" : "bars"}`,
  });
  const contours = bars(corpus.contours, n, false, {
    label: "How often phrases have each contour.",
    width: 472,
    room: 130,
  });
  return `${lanes}\n${pair(
    figure("Lengths of phrases", "In bars, with those that rest.", lengths),
    figure("Contours of phrases", "First note, mean of the middle, last note (Huron 1996).", contours),
  )}`;
}

function harmonySection(corpus: CorpusPatterns): string {
  const n = corpus.pieces;
  const progressions = bars(corpus.progressions, n, true, {
    label: "The commonest four chords in a row.",
    width: 960,
    room: 260,
  });
  const keys = bars(corpus.keys, n, false, { label: "How many pieces are in each key.", width: 472, room: 84 });
  const chords = bars(corpus.chords, n, false, { label: "How often each chord comes.", width: 472, room: 84 });
  const how = `As degrees of their key${n > 1 ? "; by the pieces in which they come" : ""}.`;
  return `${pair(figure("Keys", "Of whole pieces.", keys), figure("Chords", "As degrees of their key.", chords))}
${figure("Four chords in a row", how, progressions, "wide")}`;
}

const DEGREE_NAMES = ["1", "\u266d2", "2", "\u266d3", "3", "4", "\u266f4", "5", "\u266d6", "6", "\u266d7", "7"];
const GAPS: Readonly<Record<string, string>> = { 1: "sixteenth", 2: "eighth", 3: "dotted eighth", 4: "quarter" };

function melodySection(corpus: CorpusPatterns): string {
  if (corpus.rhythms.length === 0) return "";
  const n = corpus.pieces;
  const degrees = corpus.degrees.map((value, at) => ({
    name: DEGREE_NAMES[at] as string,
    value,
    text: `${numberText(100 * value, 1)} %`,
  }));
  const gaps = bars(corpus.gaps, n, false, {
    label: "How often each gap comes.",
    width: 472,
    room: 110,
    name: (sixteenths) => GAPS[sixteenths] ?? `${sixteenths} sixteenths`,
  });
  const rhythms = bars(corpus.rhythms, n, true, {
    label: "The commonest rhythms of a bar.",
    width: 960,
    room: 260,
    places: true,
  });
  const where = `Onsets of the melody in sixteenths from the bar line${n > 1 ? "; by the pieces in which they come" : ""}.`;
  return `${pair(
    figure(
      "Degrees of the scale",
      "Share of the melody\u2019s notes, above the tonic.",
      barListPicture(degrees, "Share of each degree.", 472, 40),
    ),
    figure("From note to note", "Gaps between onsets of the melody.", gaps),
  )}
${figure("Rhythms of a bar", where, rhythms, "wide")}`;
}

const FIGURES: readonly [keyof CorpusPatterns["descriptors"], string, string][] = [
  ["pitchClassEntropy", "Pitch-class entropy", "Bits; 3.58 for all twelve equally often"],
  ["scaleConsistency", "Scale consistency", "Largest share of notes within one major or minor scale"],
  ["grooveConsistency", "Groove consistency", "How far neighbouring bars of the melody share their onsets"],
  ["exactBarRepeatShare", "Bars that repeat", "Share of the melody\u2019s bars that repeat an earlier one exactly"],
  ["fourBarRepeatShare", "Bars in repeats of four", "Share of the melody\u2019s bars within four that come again"],
  ["meanInterval", "Mean interval", "Semitones from note to note of the melody"],
  ["stepShare", "Steps", "Share of intervals of one or two semitones"],
  ["chordsPerBar", "Chords a bar", ""],
  ["diatonicShare", "Roots in the key", "Share of time"],
  ["polyphony", "Notes at once", "Mean while any sound"],
];

function figuresTable({ descriptors }: CorpusPatterns): string {
  const rows = FIGURES.map(([field, name, about]) => {
    const spread = descriptors[field];
    const cells = [spread?.mean, spread?.deviation, spread?.lowest, spread?.highest].map(
      (value) => `<td class="number">${numberText(value ?? null, 3)}</td>`,
    );
    return `<tr><th scope="row">${name}</th>${cells.join("")}<td class="note">${about}</td></tr>`;
  });
  return `<div class="scroll"><table><thead><tr><th scope="col">Figure</th><th scope="col" class="number">Mean</th><th scope="col" class="number">Deviation</th><th scope="col" class="number">Least</th><th scope="col" class="number">Most</th><th scope="col">What it says</th></tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table></div>`;
}

function piecesTable(pieces: readonly CorpusPiece[]): string {
  const rows = pieces.slice(0, PIECES_SHOWN).map(({ name, analysis }) => {
    const { key, metre, tempo, melody } = analysis;
    const cells = [
      `<td>${escapeHtml(key.value.name)}</td>`,
      `<td class="number">${numberText(100 * key.confidence, 0)} %</td>`,
      `<td>${metre.value.beats}/${metre.value.beatUnit}</td>`,
      `<td class="number">${numberText(tempo.value, 0)}</td>`,
      `<td class="number">${metre.value.barLines.length - 1}</td>`,
      `<td class="number">${melody.value.length}</td>`,
      `<td class="number">${numberText(100 * melody.confidence, 0)} %</td>`,
    ];
    return `<tr><th scope="row" class="long">${escapeHtml(name)}</th>${cells.join("")}</tr>`;
  });
  const more = pieces.length > PIECES_SHOWN ? `<p class="quiet">And ${pieces.length - PIECES_SHOWN} more.</p>` : "";
  return `<div class="scroll"><table><thead><tr><th scope="col">Piece</th><th scope="col">Key</th><th scope="col" class="number">Sure</th><th scope="col">Metre</th><th scope="col" class="number">Tempo</th><th scope="col" class="number">Bars</th><th scope="col" class="number">Melody, notes</th><th scope="col" class="number">Sure</th></tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table></div>${more}`;
}
