/**
 * DDEX flat files made from the profiles' own schemas (XSD): nothing here comes from the reader's tables, so the two can
 * disagree. Good files follow the content model with random choices and values; faulty ones are good files with one change
 * at a known line and cell.
 */
import { readFileSync } from "node:fs";
import { SaxesParser } from "saxes";
import type { Random } from "../../foundation/statistics/random.ts";

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
}

function parseXml(text: string): Node {
  const root: Node = { name: "", attributes: {}, children: [] };
  const stack = [root];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const node: Node = {
      name: name.replace(/^.*:/, ""),
      attributes: attributes as Record<string, string>,
      children: [],
    };
    stack.at(-1)?.children.push(node);
    stack.push(node);
  });
  parser.on("closetag", () => void stack.pop());
  parser.write(text).close();
  return root.children[0] as Node;
}

export interface DsrSchema {
  readonly profile: string;
  readonly version: string;
  readonly root: Node;
  readonly types: ReadonlyMap<string, Node>;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Every root element of the schema in a file. */
export function readSchemas(
  path: string,
  version: string,
  values: ReadonlyMap<string, readonly string[]>,
): DsrSchema[] {
  const schema = parseXml(readFileSync(path, "utf8"));
  const types = new Map(
    schema.children.filter(({ name }) => name === "complexType").map((node) => [node.attributes.name as string, node]),
  );
  return schema.children
    .filter(({ name }) => name === "element")
    .map((element) => {
      const own = element.children.find(({ name }) => name === "complexType");
      const named = types.get(local(element.attributes.type ?? ""));
      const profile = element.attributes.name as string;
      return {
        profile: profile.replace("UgcProfile", "UGCProfile"),
        version,
        root: (own ?? named) as Node,
        types,
        values,
      };
    });
}

export function readValues(path: string): Map<string, string[]> {
  const schema = parseXml(readFileSync(path, "utf8"));
  return new Map(
    schema.children
      .filter(({ name }) => name === "simpleType")
      .map((node) => [
        node.attributes.name as string,
        find(node, "enumeration").map(({ attributes }) => attributes.value as string),
      ]),
  );
}

const local = (name: string): string => name.replace(/^.*:/, "");
const find = (node: Node, name: string): Node[] =>
  node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...find(child, name)]);

export interface Cell {
  readonly name: string;
  value: string;
  readonly optional: boolean;
  readonly type: string;
}
export interface Line {
  readonly type: string;
  readonly cells: Cell[];
}

/** Walks the content model; `blocks` says how many times a block is repeated. */
export function makeFile(schema: DsrSchema, random: Random, blocks: number): Line[] {
  const lines: Line[] = [];
  let block = 0;
  let reference = 0;
  const times = ({ attributes }: Node, isBlock: boolean): number => {
    const least = Number(attributes.minOccurs ?? "1");
    if (attributes.maxOccurs !== "unbounded") return least === 1 ? 1 : random.integer(0, 1);
    return isBlock ? Math.max(least, blocks) : random.integer(least, least + 2);
  };
  const walk = (node: Node): void => {
    for (const child of node.children) {
      if (child.name === "sequence") for (let i = times(child, false); i > 0; i--) walk(child);
      else if (child.name === "choice") {
        const options = child.children.filter(({ name }) => name !== "annotation");
        if (options.length === 0) continue;
        for (let i = times(child, false); i > 0; i--)
          walk({ name: "", attributes: {}, children: [random.pick(options)] });
      } else if (child.name === "element") {
        const type = local(child.attributes.type ?? "");
        const isBlock = type.endsWith("Block");
        for (let i = times(child, isBlock); i > 0; i--) {
          if (isBlock) block++;
          const found = schema.types.get(type);
          if (!found) continue;
          if (type.startsWith("RecordType")) lines.push(record(found, type));
          else walk(found);
        }
      } else if (child.name === "complexType") walk(child);
    }
  };
  const record = (node: Node, typeName: string): Line => {
    const elements = find(node, "element");
    const typeElement = elements.find(({ attributes }) => attributes.name === "RecordType");
    const pattern = typeElement ? find(typeElement, "pattern")[0]?.attributes.value : undefined;
    const bare = typeName.replace("RecordType-", "");
    const type = pattern ?? (bare.length > 4 ? `${bare.slice(0, 4)}.${bare.slice(4)}` : bare);
    const cells = elements
      .filter((element) => element !== typeElement)
      .map((element): Cell => {
        const name = (element.attributes.name as string).trim();
        const kind = local(element.attributes.type ?? "");
        const facets = find(element, "pattern")[0]?.attributes.value;
        const optional = element.attributes.minOccurs === "0";
        const value =
          optional && random.uniform() < 0.5
            ? ""
            : valueFor(name, kind, facets, element.attributes.maxOccurs === "unbounded");
        return { name, value, optional, type: facets ?? kind };
      });
    return { type, cells };
  };
  const valueFor = (name: string, kind: string, facets: string | undefined, repeats: boolean): string => {
    if (name === "BlockId") return `${block}`;
    if (name === "Profile") return schema.profile;
    if (name === "ProfileVersion") return schema.version;
    const one = (): string => {
      if (facets === ".*::.*") return `ns::${random.integer(1, 999)}`;
      if (facets?.startsWith("PADPIDA")) return `PADPIDA${random.integer(2010, 2020)}0101A`;
      if (facets === "1") return "1";
      if (facets === "dsrf/") return "dsrf/";
      if (facets?.startsWith("[0-9]{12")) return `${random.integer(1e12, 9e12)}`;
      if (facets?.startsWith("[a-zA-Z]{2}")) return `QZ${random.pick(["ABC", "a1B"])}${random.integer(1e6, 9e6)}`;
      if (facets?.startsWith("T[0-9]")) return `T${random.integer(1e9, 9e9)}`;
      if (facets?.includes("A-F")) return "0123456789AB";
      if (kind === "integer") return `${random.integer(0, 1e6)}`;
      if (kind === "decimal") return (random.integer(0, 1e6) / 100).toString();
      if (kind === "boolean") return random.pick(["true", "false"]);
      if (kind === "ddex_IsoDate") return random.pick(["2026-01-15", "2026-01", "2026"]);
      if (kind === "dateTime") return "2026-02-03T10:20:30Z";
      if (kind === "duration") return random.pick(["PT3M25S", "PT200S", "PT0H2M10S"]);
      const values = schema.values.get(kind);
      if (values && values.length > 0) return random.pick(values);
      return random.pick([`Name ${++reference}`, "Élan \\| Vital", "naïve – 日本"]);
    };
    return repeats && random.uniform() < 0.4 && !facets?.startsWith("dsrf") ? `${one()}|${one()}` : one();
  };
  walk(schema.root);
  const foot = lines.at(-1) as Line;
  const set = (name: string, value: number): void => {
    const cell = foot.cells.find((each) => each.name === name);
    if (cell) cell.value = `${value}`;
  };
  set("NumberOfLinesInFile", lines.length);
  set("NumberOfLinesInReport", lines.length);
  set("NumberOfSummaryRecords", lines.filter(({ type }) => type.startsWith("SY")).length);
  set("NumberOfBlocksInFile", block);
  set("NumberOfBlocksInReport", block);
  const head = lines[0] as Line;
  for (const cell of head.cells) {
    if (cell.name === "UsageStartDate") cell.value = "2026-01-01";
    if (cell.name === "UsageEndDate") cell.value = "2026-01-31";
  }
  return lines;
}

export function fileText(lines: readonly Line[]): string {
  return lines
    .map(({ type, cells }) => [type, ...cells.map(({ value }) => value)].join("\t"))
    .join("\r\n")
    .concat("\r\n");
}

export interface Fault {
  readonly what: string;
  /** From 1. */
  readonly line: number;
  readonly cell: string;
  readonly text: string;
}

/** One change, at a place that is told; null where this file has no place for it. */
export function plantFault(lines: readonly Line[], kind: number, random: Random): Fault | null {
  const copy = lines.map(({ type, cells }) => ({ type, cells: cells.map((cell) => ({ ...cell })) }));
  const cellsWhere = (test: (cell: Cell, line: Line) => boolean): [number, Cell][] =>
    copy.flatMap((line, at) =>
      /^(?:HEAD|FOOT|SRFO)/.test(line.type)
        ? []
        : line.cells.filter((cell) => test(cell, line)).map((cell): [number, Cell] => [at, cell]),
    );
  const change = (what: string, places: [number, Cell][], value: string): Fault | null => {
    if (places.length === 0) return null;
    const [at, cell] = random.pick(places);
    cell.value = value;
    return { what, line: at + 1, cell: cell.name, text: fileText(copy) };
  };
  const last = copy.length - 1;
  switch (kind) {
    case 0:
      return change(
        "letters in a whole number",
        cellsWhere(({ type }) => type === "integer"),
        "12x",
      );
    case 1:
      return change(
        "a decimal comma",
        cellsWhere(({ type }) => type === "decimal"),
        "1,5",
      );
    case 2:
      return change(
        "no such day",
        cellsWhere(({ type }) => type === "ddex_IsoDate"),
        "2026-02-30",
      );
    case 3:
      return change(
        "a mandatory cell is empty",
        cellsWhere(({ optional, name }) => !optional && name !== "BlockId"),
        "",
      );
    case 4:
      return change(
        "an ISRC of eleven characters",
        cellsWhere(({ type }) => type.startsWith("[a-zA-Z]{2}")),
        "QZABC250000",
      );
    case 5:
      return change(
        "no such territory",
        cellsWhere(({ type }) => type === "CurrentTerritoryCode"),
        "QQ",
      );
    case 6:
      return change(
        "no such commercial model",
        cellsWhere(({ type }) => type === "CommercialModelType"),
        "Barter",
      );
    case 7:
      return change(
        "a currency in lower case",
        cellsWhere(({ type }) => type === "CurrencyCode"),
        "eur",
      );
    case 8:
      return change(
        "yes for true",
        cellsWhere(({ type }) => type === "boolean"),
        "yes",
      );
    case 9:
      return change(
        "a duration as clock time",
        cellsWhere(({ type }) => type === "duration"),
        "3:25",
      );
    case 10: {
      const at = random.integer(1, last - 1);
      copy.splice(at, 0, { type: "XX01", cells: [{ name: "", value: "1", optional: false, type: "" }] });
      return {
        what: "a record type that does not exist",
        line: at + 1,
        cell: "RecordType",
        text: fileText(counted(copy, 1)),
      };
    }
    case 11: {
      const foot = copy[last] as Line;
      const cell = foot.cells.find(({ name }) => name === "NumberOfSummaryRecords") as Cell;
      cell.value = `${Number(cell.value) + 1}`;
      return { what: "a wrong count at the end", line: last + 1, cell: cell.name, text: fileText(copy) };
    }
    case 12:
      return {
        what: "the last record is missing",
        line: last + 1,
        cell: "RecordType",
        text: fileText(copy.slice(0, -1)),
      };
    case 13: {
      const summary = copy.findIndex(({ type }) => type.startsWith("SY"));
      const usage = copy.findIndex(({ type }) => /^(?:SU|SR\d)/.test(type));
      if (summary < 0 || usage < 0) return null;
      const moved = copy.splice(summary, 1)[0] as Line;
      // A summary behind the blocks: the record after the last block is the end, so it stands before it, out of place.
      copy.splice(copy.length - 1, 0, moved);
      const summaries = copy.filter(({ type }) => type.startsWith("SY")).length;
      return summaries > 1
        ? { what: "a summary behind the blocks", line: copy.length - 1, cell: "RecordType", text: fileText(copy) }
        : null;
    }
    case 14:
      return change(
        "an unknown namespace mark",
        cellsWhere(({ type, value }) => type === ".*::.*" && value !== ""),
        "ns:1",
      );
    default:
      return null;
  }
}

/** Counts lines that were added. */
function counted(lines: readonly Line[], added: number): readonly Line[] {
  const foot = lines.at(-1) as Line;
  for (const cell of foot.cells)
    if (/^NumberOfLines/.test(cell.name) && cell.value !== "") cell.value = `${Number(cell.value) + added}`;
  return lines;
}
