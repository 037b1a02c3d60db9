/** Styles on disk. */
import { readFile } from "node:fs/promises";
import { emptyStyle, type Style } from "../../composition/learn/style.ts";
import { readStyle, styleText } from "../../composition/learn/style-document.ts";
import { writeWhole } from "../project/files.ts";

/** The style in a file; an empty one for null. */
export async function loadStyle(path: string | null): Promise<Style> {
  return path === null ? emptyStyle : readStyle(await readFile(path, "utf8"));
}

export async function saveStyle(path: string, style: Style, force: boolean): Promise<void> {
  await writeWhole(path, styleText(style), force);
}
