/** Pieces for four voices in a JSON file: an array of pieces, or several such arrays by name (`FILE.json#train`). */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { GridRows } from "../../composition/learn/grid/grid-piece.ts";
import { InputError } from "../../foundation/plan/index.ts";

export interface GridFile {
  readonly pieces: readonly { readonly name: string; readonly source: string; readonly rows: GridRows }[];
}

/** `FILE#NAME` to path and name; a file may have # in its own name if no part is asked for after the last. */
export function splitName(path: string): { readonly file: string; readonly part: string | null } {
  const at = path.lastIndexOf("#");
  return at < 0 ? { file: path, part: null } : { file: path.slice(0, at), part: path.slice(at + 1) };
}

/** Throws InputError with the place in the document where it is not as described. */
export async function readGridFile(path: string): Promise<GridFile> {
  const { file, part } = splitName(path);
  const bytes = await readFile(file);
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new InputError(`$ of ${basename(file)}`, "JSON", (error as Error).message);
  }
  const { list, place } = partOf(document, part);
  const source = createHash("sha256").update(bytes).digest("hex");
  const prefix = basename(file) + (part === null ? "" : `#${part}`);
  return {
    pieces: list.map((piece, at) => ({ name: `${prefix} ${at + 1}`, source, rows: rowsOf(piece, `${place}[${at}]`) })),
  };
}

function partOf(document: unknown, part: string | null): { list: readonly unknown[]; place: string } {
  if (part === null) {
    if (Array.isArray(document)) return { list: document, place: "$" };
    const names = typeof document === "object" && document !== null ? Object.keys(document) : [];
    throw new InputError(
      "$",
      names.length > 0 ? `an array of pieces; name one of ${names.join(", ")} as FILE.json#NAME` : "an array of pieces",
      document === null ? "null" : typeof document,
    );
  }
  const list = (document as Record<string, unknown> | null)?.[part];
  if (!Array.isArray(list)) {
    const names = typeof document === "object" && document !== null ? Object.keys(document) : [];
    throw new InputError("#", names.length > 0 ? `one of ${names.join(", ")}` : "a file with named parts", part);
  }
  return { list, place: `$.${part}` };
}

function rowsOf(piece: unknown, place: string): GridRows {
  if (!Array.isArray(piece)) throw new InputError(place, "an array of rows", typeof piece);
  for (const [t, row] of piece.entries()) {
    if (!Array.isArray(row) || row.length !== 4)
      throw new InputError(`${place}[${t}]`, "four pitches", JSON.stringify(row));
    for (const [v, pitch] of row.entries())
      if (!Number.isInteger(pitch) || pitch < -1 || pitch > 127)
        throw new InputError(
          `${place}[${t}][${v}]`,
          "a MIDI key from 0 to 127, or -1 for a rest",
          JSON.stringify(pitch),
        );
  }
  return piece as unknown as GridRows;
}
