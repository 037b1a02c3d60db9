/** What the files of a project are, by where they are and how they end: for lists. What is uploaded is told by its content. */
import type { FileKind, Place } from "./api/project.ts";

const PLACES: readonly Place[] = ["stems", "mixes", "masters", "scores", "data", "campaign", "reports", "references"];

/** @param path within the project, with "/" */
export function placeOf(path: string): Place {
  const first = path.split("/")[0] as Place;
  return path.includes("/") && PLACES.includes(first) ? first : "other";
}

const KINDS: readonly (readonly [RegExp, FileKind])[] = [
  [/\.(?:wav|wave|bwf|rf64|aiff?|aifc|flac|mp3|ogg|oga|opus|m4a|aac|caf|wv|w64|wma|au)$/i, "audio"],
  [/\.(?:mid|midi|smf|musicxml|mxl|abc)$/i, "score"],
  [/\.(?:style)$/i, "style"],
  [/\.(?:sf2|sf3|dls)$/i, "sound-font"],
  [/\.(?:csv|tsv|tab|xlsx|gz|zip)$/i, "table"],
  [/(?:^|[./])plan\.json$/i, "plan"],
  [/\.(?:json|txt|md|ics)$/i, "document"],
  [/\.html?$/i, "page"],
  [/\.(?:png|jpe?g|gif|webp|svg)$/i, "picture"],
  [/\.(?:mp4|mov|webm|mkv)$/i, "video"],
  [/\.(?:rpp|dawproject|als|aaf|lof|xml)$/i, "session"],
];

export function kindOf(path: string): FileKind {
  if (/^data\/.*\.(?:txt|json)$/i.test(path)) return "table";
  if (/^scores\/.*\.xml$/i.test(path)) return "score";
  return KINDS.find(([ending]) => ending.test(path))?.[1] ?? "other";
}

/** "3:41", "1:02:09". */
export function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** "12 kB", "3.4 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

const CONTAINERS: Readonly<Record<string, string>> = {
  wav: "WAV",
  rf64: "WAV (RF64)",
  bw64: "WAV (BW64)",
  aiff: "AIFF",
  aifc: "AIFF-C",
  flac: "FLAC",
  mp3: "MP3",
  "ogg-vorbis": "Ogg Vorbis",
  "ogg-opus": "Opus",
  mov: "M4A",
};

/** "WAV, 48 kHz, 2 channels, 3:41". */
export function soundText(container: string, rate: number, channels: number, frames: number | null): string {
  const words = [CONTAINERS[container] ?? container, `${rate / 1000} kHz`];
  words.push(channels === 1 ? "mono" : channels === 2 ? "stereo" : `${channels} channels`);
  if (frames !== null) words.push(clockText(frames / rate));
  return words.join(", ");
}
