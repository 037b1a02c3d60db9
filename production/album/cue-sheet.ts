/** Compact Disc: frames of audio per sector, and the sheet that tells a burner where tracks begin. */

/** Frames (44.1 kHz) in one sector of 1/75 s: IEC 60908. Tracks begin and end on sectors. */
export const FRAMES_PER_SECTOR = 588;

export interface CueTrack {
  readonly file: string;
  readonly title: string;
  readonly performer: string;
  readonly isrc: string | null;
  /** Silence in front of the track, sectors; 0 where the track before runs into it. */
  readonly pregapSectors: number;
}

export interface CueAlbum {
  readonly title: string;
  readonly performer: string;
  /** UPC or EAN, digits: becomes the disc's catalogue number (13 digits). */
  readonly upc: string | null;
  readonly tracks: readonly CueTrack[];
}

/** A cue sheet with CD-Text (TITLE, PERFORMER), CATALOG and ISRC; one FILE for each track. Lines end in CR LF. */
export function cueSheet(album: CueAlbum): string {
  const quoted = (text: string): string => `"${text.replace(/["\r\n]/g, "'").slice(0, 80)}"`;
  const lines: string[] = [];
  const catalogue = album.upc?.replace(/\D/g, "").padStart(13, "0") ?? "";
  if (/^\d{13}$/.test(catalogue)) lines.push(`CATALOG ${catalogue}`);
  lines.push(`PERFORMER ${quoted(album.performer)}`, `TITLE ${quoted(album.title)}`);
  album.tracks.forEach((track, at) => {
    lines.push(`FILE ${quoted(track.file)} WAVE`, `  TRACK ${`${at + 1}`.padStart(2, "0")} AUDIO`);
    lines.push(`    TITLE ${quoted(track.title)}`, `    PERFORMER ${quoted(track.performer)}`);
    const isrc = track.isrc?.replace(/-/g, "").toUpperCase() ?? "";
    if (/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(isrc)) lines.push(`    ISRC ${isrc}`);
    if (track.pregapSectors > 0) lines.push(`    PREGAP ${sectorTime(track.pregapSectors)}`);
    lines.push("    INDEX 01 00:00:00");
  });
  return `${lines.join("\r\n")}\r\n`;
}

/** mm:ss:ff, 75 sectors a second. */
function sectorTime(sectors: number): string {
  const two = (value: number): string => `${value}`.padStart(2, "0");
  return `${two(Math.floor(sectors / 4500))}:${two(Math.floor(sectors / 75) % 60)}:${two(sectors % 75)}`;
}
