/** MusicXML 4.0 and earlier: score-partwise and score-timewise, plain or in an archive (.mxl). */
import { FormatError } from "../../plan/errors.ts";
import type { NotationOptions } from "../abc/read-abc.ts";
import { leastCommonMultiple, mostDivision } from "../rescale.ts";
import type { Score } from "../score.ts";
import { sourceText } from "../source-text.ts";
import type { MeasureEvents } from "./measure-events.ts";
import { isZip, unpackMxl } from "./mxl.ts";
import type { PartState } from "./part-state.ts";
import { readMeasure } from "./read-measure.ts";
import { scoreOfMeasures, type WrittenPart } from "./score-of-measures.ts";
import { child, childrenOf, numberOf, readXml, textOf, type XmlElement } from "./xml-tree.ts";

const mostMeasures = 100_000;

/**
 * The score of a MusicXML file. Pitches, keys and chords are given as they sound. Cue notes and ornaments' signs are
 * left out; grace notes are notes without duration.
 *
 * @throws FormatError with line and column; also for documents that declare entities, and for archives that unpack to
 * more than 128 MiB
 */
export function readMusicXml(bytes: Uint8Array, options: NotationOptions = {}): Score {
  const root = partwise(readXml(xmlText(isZip(bytes) ? unpackMxl(bytes) : bytes), "MusicXML"));
  const warnings: string[] = [];
  const warn = (text: string): void => {
    if (warnings.length < 100 && !warnings.includes(text)) warnings.push(text);
  };
  const quarter = commonQuarter(root);
  const listed = new Map(childrenOf(child(root, "part-list"), "score-part").map((part) => [part.attributes.id, part]));
  const parts = childrenOf(root, "part").map((part): WrittenPart => {
    const entry = listed.get(part.attributes.id ?? "");
    const midi = childrenOf(entry, "midi-instrument");
    const drums = new Map<string, number>();
    for (const instrument of midi) {
      const key = numberOf(instrument, "midi-unpitched");
      if (key !== null && key >= 1 && key <= 128) drums.set(instrument.attributes.id ?? "", key - 1);
    }
    const state: PartState = {
      quarter,
      divisions: quarter,
      transpose: { chromatic: 0, diatonic: 0 },
      voices: new Map(),
      voiceNumbers: new Set(),
      drums,
      mostTicks: 1000 * quarter,
      unpitched: false,
      warn,
      error: wrongAt,
    };
    const measures = childrenOf(part, "measure").map((measure): MeasureEvents => readMeasure(measure, state));
    if (measures.length > mostMeasures) throw wrongAt(part, `at most ${mostMeasures} measures`, `${measures.length}`);
    const program = numberOf(midi[0], "midi-program");
    const percussion = state.unpitched || numberOf(midi[0], "midi-channel") === 10;
    return {
      name: textOf(entry, "part-name")?.replace(/\s+/g, " ") ?? part.attributes.id ?? "",
      program: program !== null && program >= 1 && program <= 128 ? Math.round(program) - 1 : null,
      percussion,
      measures,
    };
  });
  const creators = childrenOf(child(root, "identification"), "creator");
  // In a cycle the work is the cycle, and the movement the song.
  const title = textOf(root, "movement-title") || textOf(child(root, "work"), "work-title");
  return scoreOfMeasures(parts, {
    title: title === null || title === "" ? null : title,
    composer: creators.find((creator) => creator.attributes.type === "composer")?.text.trim() || null,
    quarter,
    expand: options.expandRepeats ?? true,
    warnings,
  });
}

function wrongAt(element: XmlElement, expected: string, found: string): FormatError {
  return new FormatError("MusicXML", 0, `${expected} in <${element.name}>`, `${found} (line ${element.line})`);
}

function xmlText(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  return sourceText(bytes);
}

/** Timewise scores hold the same in another order: measures of parts instead of parts of measures. */
function partwise(root: XmlElement): XmlElement {
  if (root.name === "score-partwise") return root;
  if (root.name !== "score-timewise") throw wrongAt(root, "<score-partwise> or <score-timewise>", `<${root.name}>`);
  const parts = new Map<string, XmlElement>();
  for (const measure of childrenOf(root, "measure")) {
    for (const part of childrenOf(measure, "part")) {
      const id = part.attributes.id ?? "";
      let made = parts.get(id);
      if (made === undefined) {
        made = { ...part, children: [] };
        parts.set(id, made);
      }
      made.children.push({ ...measure, children: part.children });
    }
  }
  const rest = root.children.filter((element) => element.name !== "measure");
  return { ...root, name: "score-partwise", children: [...rest, ...parts.values()] };
}

/** Ticks per quarter note in which all divisions of the file, and the beats of all its metres, are whole. */
function commonQuarter(root: XmlElement): number {
  let quarter = 1;
  for (const part of childrenOf(root, "part")) {
    for (const measure of childrenOf(part, "measure")) {
      for (const attributes of childrenOf(measure, "attributes")) {
        const divisions = numberOf(attributes, "divisions");
        const beatUnit = numberOf(child(attributes, "time"), "beat-type");
        if (divisions !== null) {
          // The schema allows decimals, though nobody writes them.
          const whole = Number.isInteger(divisions) ? divisions : Math.round(divisions * 1000);
          if (!(whole >= 1 && whole <= mostDivision)) throw wrongAt(attributes, "divisions above 0", `${divisions}`);
          quarter = leastCommonMultiple(quarter, whole);
        }
        if (beatUnit !== null && [8, 16, 32, 64, 128].includes(beatUnit))
          quarter = leastCommonMultiple(quarter, beatUnit / 4);
        if (quarter > mostDivision) throw wrongAt(attributes, `a common grid of ${mostDivision} at most`, `${quarter}`);
      }
    }
  }
  return quarter;
}
