/**
 * Readers of the two session formats for tests: they know the formats, and nothing of what wrote them. Each gives the
 * tracks as they sound, and their sum in front of the master's fader.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { unzipSync } from "fflate";

export interface PlayedTrack {
  readonly name: string;
  readonly left: Float64Array;
  readonly right: Float64Array;
}

type Points = readonly (readonly [number, number])[];

interface Played {
  readonly name: string;
  readonly file: string;
  readonly start: number;
  readonly skip: number;
  readonly fader: number;
  /** -1 to 1. */
  readonly pan: number;
  readonly automation: Points | null;
  readonly group: Points | null;
  readonly muted: boolean;
}

/** 32-bit float WAV of two channels, by ffmpeg. */
function decode(path: string): [Float64Array, Float64Array] {
  const bytes = execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-i", path, "-f", "f64le", "-ac", "2", "pipe:1"], {
    maxBuffer: 1 << 30,
  });
  const frames = bytes.length / 16;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const channel = (c: number): Float64Array =>
    Float64Array.from({ length: frames }, (_, n) => view.getFloat64(16 * n + 8 * c, true));
  return [channel(0), channel(1)];
}

function gainAt(points: Points): (seconds: number) => number {
  let at = 0;
  return (seconds) => {
    while (at + 1 < points.length && points[at + 1]![0] <= seconds) at++;
    const [t0, g0] = points[at]!;
    const next = points[at + 1];
    if (seconds <= t0 || !next) return g0;
    return g0 + ((next[1] - g0) * (seconds - t0)) / (next[0] - t0);
  };
}

function play(tracks: readonly Played[], sampleRate: number): PlayedTrack[] {
  return tracks.map(({ name, file, start, skip, fader, pan, automation, group, muted }) => {
    const [a, b] = decode(file);
    const frames = a.length - Math.round(skip * sampleRate) + Math.round(start * sampleRate);
    const left = new Float64Array(frames);
    const right = new Float64Array(frames);
    const own = automation ? gainAt(automation) : () => 1;
    const common = group ? gainAt(group) : () => 1;
    for (let n = Math.round(start * sampleRate), from = Math.round(skip * sampleRate); n < frames; n++, from++) {
      const gain = muted ? 0 : fader * own(n / sampleRate) * common(n / sampleRate);
      left[n] = a[from]! * gain * Math.min(1, 1 - pan);
      right[n] = b[from]! * gain * Math.min(1, 1 + pan);
    }
    return { name, left, right };
  });
}

export function playReaper(path: string, sampleRate: number): PlayedTrack[] {
  const lines = readFileSync(path, "utf8").split("\n");
  const tracks: Played[] = [];
  const groups: { points: Points | null }[] = [];
  if (!lines.includes("  PANLAW 1")) throw new Error("a pan law other than 0 dB");
  const text = (line: string): string => /^\s*\w+ (["'`])(.*)\1/.exec(line)?.[2] ?? line.trim().split(" ")[1]!;
  for (let at = 0; at < lines.length; at++) {
    if (lines[at] !== "  <TRACK") continue;
    const end = lines.indexOf("  >", at);
    const own = lines.slice(at, end);
    const numbers = (word: string): number[] =>
      own
        .find((line) => line.trim().startsWith(`${word} `))!
        .trim()
        .split(" ")
        .slice(1)
        .map(Number);
    const points = own
      .filter((line) => line.trim().startsWith("PT "))
      .map((line) => line.trim().split(" ").slice(1, 3).map(Number) as [number, number]);
    const automation = points.length > 0 ? points : null;
    const [folder, change] = numbers("ISBUS");
    const file = own.find((line) => line.trim().startsWith("FILE "));
    if (folder === 1) groups.push({ points: automation });
    if (file !== undefined) {
      const [fader, pan] = numbers("VOLPAN");
      tracks.push({
        name: text(own.find((line) => line.trim().startsWith("NAME "))!),
        file: resolve(dirname(path), text(file)),
        start: numbers("POSITION")[0]!,
        skip: numbers("SOFFS")[0]!,
        fader: fader!,
        pan: pan!,
        automation,
        group: groups.at(-1)?.points ?? null,
        muted: numbers("MUTESOLO")[0] === 1,
      });
    }
    if (folder === 2) groups.length += change!;
    at = end;
  }
  return play(tracks, sampleRate);
}

export function dawprojectXml(path: string): { project: string; metadata: string } {
  const files = unzipSync(readFileSync(path));
  const decodeText = (name: string): string => new TextDecoder().decode(files[name]);
  return { project: decodeText("project.xml"), metadata: decodeText("metadata.xml") };
}

export function playDawproject(path: string, sampleRate: number): PlayedTrack[] {
  const { project } = dawprojectXml(path);
  const attribute = (tag: string, name: string): string | undefined =>
    new RegExp(` ${name}="([^"]*)"`)
      .exec(tag)?.[1]
      ?.replace(/&quot;/g, '"')
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&amp;/g, "&");
  const automationOf = (parameter: string): Points | null => {
    const found = new RegExp(`<Points [^>]*><Target parameter="${parameter}"/>(.*?)</Points>`, "s").exec(project)?.[1];
    if (found === undefined) return null;
    return [...found.matchAll(/<RealPoint [^>]*>/g)].map(
      ([tag]) => [Number(attribute(tag, "time")), Number(attribute(tag, "value"))] as const,
    );
  };
  const tracks: Played[] = [];
  for (const [, head, inner] of project.matchAll(/<Track ([^>]*)>(.*?)<\/Track>/gs)) {
    const id = attribute(` ${head!}`, "id")!;
    const lanes = new RegExp(`<Lanes [^>]*track="${id}">(.*?)</Lanes>`, "s").exec(project)?.[1] ?? "";
    const clip = /<Clip [^>]*>/.exec(lanes)?.[0];
    const file = /<File [^>]*>/.exec(lanes)?.[0];
    if (!clip || !file) continue;
    const volume = /<Volume [^>]*>/.exec(inner!)![0];
    const automation = automationOf(attribute(volume, "id")!);
    const destination = attribute(/<Channel [^>]*>/.exec(inner!)![0], "destination")!;
    const group = project.match(new RegExp(`<Channel id="${destination}"[^>]*>.*?<Volume [^>]*>`, "s"))?.[0];
    const groupVolume = /<Volume [^>]*>/.exec(group ?? "")?.[0];
    tracks.push({
      name: attribute(` ${head!}`, "name")!,
      file: resolve(dirname(path), attribute(file, "path")!),
      start: Number(attribute(clip, "time")),
      skip: Number(attribute(clip, "playStart")),
      // Automation stands in place of the fader.
      fader: automation ? 1 : Number(attribute(volume, "value")),
      pan: 2 * Number(attribute(/<Pan [^>]*>/.exec(inner!)![0], "value")) - 1,
      automation,
      group: groupVolume && destination !== "channel-master" ? automationOf(attribute(groupVolume, "id")!) : null,
      muted: /<Mute [^>]*value="true"/.test(inner!),
    });
  }
  return play(tracks, sampleRate);
}
