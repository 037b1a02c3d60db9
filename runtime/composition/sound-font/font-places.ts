/** Where sound fonts lie on this machine, and which there are. */
import { readdir, realpath, stat } from "node:fs/promises";
import { homedir, platform } from "node:os";
import { basename, delimiter, join } from "node:path";

export interface FoundFont {
  /** The file's name, without folders. */
  readonly file: string;
  readonly path: string;
  readonly bytes: number;
}

const ENDING = /\.(?:sf2|sf3|dls)$/i;

/** What systems call the font that its owner has chosen (Debian's alternatives). */
const DEFAULT = /^default/i;

/** Folders that are looked through, in this order: those of $SONGWRIGHT_SOUND_FONTS alone, or else the usual ones. */
export function fontFolders(): string[] {
  const given = process.env.SONGWRIGHT_SOUND_FONTS;
  if (given !== undefined) return given.split(delimiter).filter((folder) => folder !== "");
  const home = homedir();
  if (platform() === "darwin")
    return [join(home, "Library/Audio/Sounds/Banks"), "/Library/Audio/Sounds/Banks", "/opt/homebrew/share/soundfonts"];
  if (platform() === "win32") return ["C:\\soundfonts", join(home, "Documents", "SoundFonts")];
  return [
    join(home, ".local/share/soundfonts"),
    join(home, ".local/share/sounds/sf2"),
    "/usr/local/share/soundfonts",
    "/usr/share/sounds/sf2",
    "/usr/share/sounds/sf3",
    "/usr/share/soundfonts",
  ];
}

/** Each font once, under its own name; in each folder the system's chosen one first, then by name. */
export async function foundFonts(folders: readonly string[] = fontFolders()): Promise<FoundFont[]> {
  const found = new Map<string, FoundFont>();
  for (const folder of folders) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => ENDING.test(name));
    names.sort((a, b) => Number(DEFAULT.test(b)) - Number(DEFAULT.test(a)) || (a < b ? -1 : 1));
    for (const name of names) {
      const path = await realpath(join(folder, name)).catch(() => null);
      const about = path === null ? null : await stat(path).catch(() => null);
      if (path !== null && about?.isFile() && !found.has(path))
        found.set(path, { file: basename(path), path, bytes: about.size });
    }
  }
  return [...found.values()];
}
