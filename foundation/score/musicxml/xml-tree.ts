/** XML as a tree, read with limits. Documents that declare entities are refused: they are how small files grow large. */
import { SaxesParser } from "saxes";
import { FormatError } from "../../plan/errors.ts";

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** All text directly inside. */
  text: string;
  /** From 1. */
  readonly line: number;
}

/** No score is larger: the longest symphonies have 60 MB. */
export const mostXmlCharacters: number = 128 * 1024 * 1024;
const mostElements = 5_000_000;
const mostDepth = 64;

/**
 * The root element of a document.
 *
 * @throws FormatError for XML that is not well-formed, has a DTD of its own or goes beyond the limits (128 million
 * characters, 5 million elements, 64 levels)
 */
export function readXml(text: string, format: string): XmlElement {
  const parser = new SaxesParser({ position: true });
  const wrong = (expected: string, found: string): FormatError => {
    const place = `line ${parser.line}, column ${parser.columnIndex + 1}`;
    return new FormatError(format, Math.max(0, parser.position), expected, `${found} (${place})`);
  };
  if (text.length > mostXmlCharacters) throw wrong(`at most ${mostXmlCharacters} characters`, `${text.length}`);
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  let count = 0;
  parser.on("error", (error) => {
    throw wrong("well-formed XML", error.message.replace(/^.*?\d+:\d+: /, ""));
  });
  parser.on("doctype", (doctype) => {
    if (/[[\]]|<!/.test(doctype)) throw wrong("a document type without declarations of its own", "some");
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (++count > mostElements) throw wrong(`at most ${mostElements} elements`, "more");
    if (open.length >= mostDepth) throw wrong(`at most ${mostDepth} levels`, "more");
    const element = {
      name,
      attributes: attributes as Record<string, string>,
      children: [],
      text: "",
      line: parser.line,
    };
    const parent = open.at(-1);
    if (parent === undefined) root ??= element;
    else parent.children.push(element);
    open.push(element);
  });
  const addText = (piece: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  if (root === null) throw wrong("an element", "none");
  return root;
}

/** The first child of this name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((inner) => inner.name === name);
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((inner) => inner.name === name) ?? [];
}

/** The trimmed text of the first child of this name; null without. */
export function textOf(element: XmlElement | undefined, name: string): string | null {
  return child(element, name)?.text.trim() ?? null;
}

/** The number in the first child of this name; null where there is none. */
export function numberOf(element: XmlElement | undefined, name: string): number | null {
  const text = textOf(element, name);
  if (text === null || !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return null;
  return Number(text);
}
