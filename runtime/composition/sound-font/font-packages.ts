/** Free General MIDI fonts (MIT licence) that systems have as packages, and how one gets them. */
import { existsSync } from "node:fs";
import { platform } from "node:os";

/** Names of Debian's packages, and of the file that each brings. The first is the one that is proposed. */
export const FONT_PACKAGES = [
  { name: "fluid-soundfont-gm", file: "FluidR3_GM.sf2" },
  { name: "musescore-general-soundfont", file: "MuseScore_General.sf3" },
  { name: "musescore-general-soundfont-small", file: "MuseScore_General_Lite.sf3" },
] as const;

export type FontPackage = (typeof FONT_PACKAGES)[number]["name"];

/** The command that installs it; where the system has no such package, what to do instead. */
export function fontInstall(name: FontPackage): string {
  if (platform() === "darwin") return "a .sf2 file in ~/Library/Audio/Sounds/Banks";
  if (platform() === "win32") return "a .sf2 file in C:\\soundfonts";
  if (existsSync("/etc/fedora-release") && name === "fluid-soundfont-gm") return `sudo dnf install ${name}`;
  if (existsSync("/etc/arch-release") && name === "fluid-soundfont-gm") return "sudo pacman -S soundfont-fluid";
  if (existsSync("/etc/debian_version")) return `sudo apt-get install ${name}`;
  return "a .sf2 file in ~/.local/share/soundfonts";
}
