/** DAWproject 1.0 (github.com/bitwig/dawproject): project.xml and metadata.xml as text, valid against its schemas. */
import { amplitudeFromDecibels } from "../../../foundation/numbers/decibels.ts";
import type { EqualiserBand } from "../../../foundation/sound/index.ts";
import type { GainPoint, Session, SessionTrack } from "./session.ts";

export interface DawprojectFiles {
  readonly project: string;
  readonly metadata: string;
}

/** Sounds lie outside the container, relative to it; times are in seconds. */
export function dawproject(session: Session, version: string): DawprojectFiles {
  const structure = [
    ...session.groups.map(({ key, name }) =>
      track(
        key,
        name,
        "tracks",
        "",
        channel(key, "submix", { faderDb: 0, pan: 0, muted: false, destination: "master" }),
      ),
    ),
    ...session.tracks.map((each) =>
      track(
        each.key,
        each.name,
        "audio",
        each.notes.join("; "),
        channel(each.key, each.group === null ? "effect" : "regular", {
          ...each,
          destination: each.group ?? "master",
          devices: devicesOf(each),
        }),
      ),
    ),
    `<Track id="track-master" name="Master" contentType="audio tracks">${channel("master", "master", { faderDb: session.masterDb, pan: 0, muted: false, destination: null })}</Track>`,
  ];
  const lanes = [
    ...session.groups.map(({ key, automation }) => laneOf(key, "", automation, 1)),
    ...session.tracks.map((each) =>
      laneOf(each.key, clipOf(each), each.automation, amplitudeFromDecibels(each.faderDb)),
    ),
  ];
  const project = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Project version="1.0">
<Application name="Songwright" version="${escapeXml(version)}"/>
<Transport>
<Tempo id="tempo" unit="bpm" value="${decimal(session.bpm)}" min="20" max="666"/>
<TimeSignature id="time-signature" numerator="4" denominator="4"/>
</Transport>
<Structure>
${structure.join("\n")}
</Structure>
<Arrangement id="arrangement">
<Lanes id="lanes" timeUnit="seconds">
${lanes.filter((lane) => lane !== "").join("\n")}
</Lanes>
</Arrangement>
</Project>
`;
  const metadata = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<MetaData>
<Title>${escapeXml(session.name)}</Title>
<Comment>${escapeXml(session.notes.join("\n"))}</Comment>
</MetaData>
`;
  return { project, metadata };
}

function track(key: string, name: string, content: string, comment: string, inner: string): string {
  const note = comment === "" ? "" : ` comment="${escapeXml(comment)}"`;
  return `<Track id="track-${key}" name="${escapeXml(name)}"${note} contentType="${content}" loaded="true">${inner}</Track>`;
}

interface ChannelFacts {
  readonly faderDb: number;
  readonly pan: number;
  readonly muted: boolean;
  readonly destination: string | null;
  readonly devices?: string;
}

function channel(key: string, role: string, { faderDb, pan, muted, destination, devices = "" }: ChannelFacts): string {
  const to = destination === null ? "" : ` destination="channel-${destination}"`;
  const parts = [
    devices === "" ? "" : `<Devices>${devices}</Devices>`,
    `<Mute id="mute-${key}" name="Mute" value="${muted}"/>`,
    `<Pan id="pan-${key}" name="Pan" unit="normalized" min="0" max="1" value="${decimal((pan + 1) / 2)}"/>`,
    `<Volume id="volume-${key}" name="Volume" unit="linear" min="0" max="8" value="${decimal(amplitudeFromDecibels(faderDb))}"/>`,
  ];
  return `<Channel id="channel-${key}" role="${role}" audioChannels="2" solo="false"${to}>${parts.join("")}</Channel>`;
}

/** The automation of a volume stands in place of the fader, so it holds the fader too. */
function laneOf(key: string, clips: string, automation: readonly GainPoint[], fader: number): string {
  if (clips === "" && automation.length === 0) return "";
  const points = automation
    .map(
      ([seconds, gain]) =>
        `<RealPoint time="${decimal(seconds)}" value="${decimal(gain * fader)}" interpolation="linear"/>`,
    )
    .join("");
  const written =
    automation.length === 0
      ? ""
      : `<Points id="automation-${key}" unit="linear"><Target parameter="volume-${key}"/>${points}</Points>`;
  return `<Lanes id="lanes-${key}" track="track-${key}">${clips}${written}</Lanes>`;
}

function clipOf({ key, name, file, seconds, startSeconds, sampleRate, channels }: SessionTrack): string {
  const duration = decimal(seconds);
  const audio = `<Audio id="audio-${key}" channels="${channels}" sampleRate="${sampleRate}" duration="${duration}"><File path="${escapeXml(file)}" external="true"/></Audio>`;
  // What begins before the song is cut at its front.
  const cut = Math.max(0, -startSeconds);
  const place = `time="${decimal(Math.max(0, startSeconds))}" duration="${decimal(seconds - cut)}" playStart="${decimal(cut)}"`;
  return `<Clips id="clips-${key}"><Clip name="${escapeXml(name)}" ${place} contentTimeUnit="seconds" fadeTimeUnit="seconds" fadeInTime="0" fadeOutTime="0">${audio}</Clip></Clips>`;
}

const BAND_TYPES: Readonly<Record<EqualiserBand["kind"], string>> = {
  bell: "bell",
  "low-shelf": "lowShelf",
  "high-shelf": "highShelf",
  "high-pass": "highPass",
  "low-pass": "lowPass",
};

function devicesOf({ key, devices }: SessionTrack): string {
  if (devices === null) return "";
  const { equaliser, compressor, makeUpDb } = devices;
  const bands = equaliser.map(
    ({ kind, hz, gainDb, q }) =>
      `<Band type="${BAND_TYPES[kind]}"${kind.endsWith("pass") ? ' order="2"' : ""}><Freq unit="hertz" value="${decimal(hz)}"/><Gain unit="decibel" value="${decimal(gainDb)}"/><Q unit="linear" value="${decimal(q)}"/><Enabled value="true"/></Band>`,
  );
  return [
    bands.length > 0
      ? `<Equalizer id="equaliser-${key}" deviceName="Equalizer" deviceRole="audioFX">${bands.join("")}</Equalizer>`
      : "",
    compressor
      ? `<Compressor id="compressor-${key}" deviceName="Compressor" deviceRole="audioFX"><Attack unit="seconds" value="${decimal(compressor.attackMs / 1000)}"/><AutoMakeup value="false"/><OutputGain unit="decibel" value="${decimal(makeUpDb)}"/><Ratio unit="linear" value="${decimal(compressor.ratio)}"/><Release unit="seconds" value="${decimal(compressor.releaseMs / 1000)}"/><Threshold unit="decibel" value="${decimal(compressor.thresholdDbfs)}"/></Compressor>`
      : "",
  ].join("");
}

function decimal(value: number): string {
  return `${Number(value.toFixed(9))}`;
}

function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
