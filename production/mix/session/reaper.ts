/** A REAPER project (.rpp) as text: tracks in folders, faders, pans, envelopes, notes. */
import { amplitudeFromDecibels } from "../../../foundation/numbers/decibels.ts";
import type { GainPoint, Session, SessionTrack } from "./session.ts";

/**
 * PANLAW 1 is 0 dB at the centre, PANMODE 3 stereo balance: the far channel falls in a straight line. Volume
 * envelopes come on top of faders (AUTOMODE 0, trim), points are joined by straight lines of amplitude (shape 0).
 */
export function reaperProject(session: Session): string {
  const lines = [
    '<REAPER_PROJECT 0.1 "6.0" 0',
    "  <NOTES 0 2",
    ...session.notes.map((note) => `    |${oneLine(note)}`),
    "  >",
    "  PANLAW 1",
    "  PANMODE 3",
    `  SAMPLERATE ${session.sampleRate} 1 0`,
    `  TEMPO ${decimal(session.bpm)} 4 4`,
    "  TIMEMODE 1 5 -1 30 0 0 -1",
    `  MASTER_VOLUME ${decimal(amplitudeFromDecibels(session.masterDb))} 0 -1 -1 1`,
    "  MASTER_NCH 2 2",
  ];
  for (const group of session.groups) {
    const members = session.tracks.filter((track) => track.group === group.key);
    lines.push(
      ...trackLines(group.name, { faderDb: 0, pan: 0, muted: false, flipped: false }, "1 1", group.automation, []),
    );
    members.forEach((track, at) => {
      lines.push(...stemLines(track, at === members.length - 1 ? "2 -1" : "0 0"));
    });
  }
  for (const track of session.tracks) if (track.group === null) lines.push(...stemLines(track, "0 0"));
  lines.push(">");
  return `${lines.join("\n")}\n`;
}

function stemLines(track: SessionTrack, folder: string): string[] {
  // What begins before the song is cut at its front.
  const cut = Math.max(0, -track.startSeconds);
  return trackLines(track.name, track, folder, track.automation, [
    "    <ITEM",
    `      POSITION ${decimal(Math.max(0, track.startSeconds))}`,
    "      SNAPOFFS 0",
    `      LENGTH ${decimal(track.seconds - cut)}`,
    "      LOOP 0",
    "      FADEIN 0 0 0 0 0 0 0",
    "      FADEOUT 0 0 0 0 0 0 0",
    "      MUTE 0 0",
    `      NAME ${quoted(track.name)}`,
    "      VOLPAN 1 0 1 -1",
    `      SOFFS ${decimal(cut)}`,
    "      PLAYRATE 1 1 0 -1 0 0.0025",
    "      CHANMODE 0",
    "      <SOURCE WAVE",
    `        FILE ${quoted(track.file)}`,
    "      >",
    "    >",
  ]);
}

interface Channel {
  readonly faderDb: number;
  readonly pan: number;
  readonly muted: boolean;
  readonly flipped: boolean;
}

function trackLines(
  name: string,
  { faderDb, pan, muted, flipped }: Channel,
  folder: string,
  automation: readonly GainPoint[],
  items: readonly string[],
): string[] {
  return [
    "  <TRACK",
    `    NAME ${quoted(name)}`,
    "    AUTOMODE 0",
    `    VOLPAN ${decimal(amplitudeFromDecibels(faderDb))} ${decimal(pan)} 1 -1 1`,
    `    MUTESOLO ${muted ? 1 : 0} 0 0`,
    `    IPHASE ${flipped ? 1 : 0}`,
    `    ISBUS ${folder}`,
    "    NCHAN 2",
    "    MAINSEND 1 0",
    ...(automation.length === 0
      ? []
      : [
          "    <VOLENV2",
          "      ACT 1 -1",
          "      VIS 1 1 1",
          "      LANEHEIGHT 0 0",
          "      ARM 0",
          "      DEFSHAPE 0 -1 -1",
          ...automation.map(([seconds, gain]) => `      PT ${decimal(seconds)} ${decimal(gain)} 0`),
          "    >",
        ]),
    ...items,
    "  >",
  ];
}

function decimal(value: number): string {
  return `${Number(value.toFixed(9))}`;
}

/** REAPER has three quotation marks and no escape: the first that the text does not hold, else the marks are replaced. */
function quoted(text: string): string {
  const line = oneLine(text);
  for (const mark of ['"', "'", "`"]) if (!line.includes(mark)) return `${mark}${line}${mark}`;
  return `"${line.replace(/"/g, "'")}"`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, " ");
}
