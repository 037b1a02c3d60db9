/** The font that a person asks for, or that a plan was made with. */

import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { BUILT_IN, FONT_ID, type FontValue } from "../../../composition/write/plan-sound.ts";
import { FormatError, InputError, NeedError } from "../../../foundation/plan/index.ts";
import { FONT_PACKAGES, fontInstall } from "./font-packages.ts";
import { foundFonts } from "./font-places.ts";
import { type OpenFont, openFont } from "./open-font.ts";

const OTHERWISE = "--sound-font FILE plays it with another font, --sound-font built-in with our own instruments";

/**
 * @param asked a path, or "built-in", "found" (the first one found) or "found:" with a file's name
 * @returns null where our own instruments are asked for
 */
export async function askedFont(asked: string): Promise<OpenFont | null> {
  if (asked === BUILT_IN) return null;
  const name = asked === "found" ? "" : asked.startsWith("found:") ? asked.slice("found:".length) : null;
  if (name === null) return openFont(asked);
  const fonts = await foundFonts();
  // Names are compared with what is there, and never made into paths.
  const font = name === "" ? fonts[0] : fonts.find(({ file }) => file === name);
  if (font) return openFont(font.path);
  if (fonts.length === 0 || name === "")
    throw new NeedError("A sound font, to play the parts with it", fontInstall(FONT_PACKAGES[0].name));
  throw new InputError("--sound-font", `found: and one of ${fonts.map(({ file }) => file).join(", ")}`, asked);
}

/**
 * The font of a plan: the same bytes, whatever the file is called now. Looks beside the plan first, then in the usual
 * places. Throws FormatError where a file of its name has other bytes, NeedError where there is none.
 * @param folders that may hold it: of the plan, of the project
 */
export async function plannedFont(value: FontValue, folders: readonly string[]): Promise<OpenFont> {
  const beside = folders.map((folder) => ({ file: value.file, path: join(folder, basename(value.file)) }));
  let changed: string | null = null;
  for (const { file, path } of [...beside, ...(await foundFonts())]) {
    const about = await stat(path).catch(() => null);
    if (!about?.isFile()) continue;
    const font = about.size === value.bytes ? await openFont(path).catch(() => null) : null;
    if (font?.value.sha256 === value.sha256) return font;
    if (file === value.file) changed ??= path;
  }
  if (changed !== null)
    throw new FormatError(
      `plan, ${FONT_ID}`,
      0,
      `the sound font ${value.file} with SHA-256 ${value.sha256}`,
      `other bytes in ${changed}; ${OTHERWISE}`,
    );
  const known = FONT_PACKAGES.find(({ file }) => file === value.file);
  throw new NeedError(
    `The sound font ${value.file} (${value.name}, SHA-256 ${value.sha256}), which the plan plays with (${OTHERWISE}),`,
    known === undefined ? `a copy of ${value.file} beside the plan` : fontInstall(known.name),
  );
}
