import { FormatError } from "../../foundation/plan/errors.ts";
import type { SampleFormat, SoundTags } from "../../foundation/sound/audio.ts";
import { type FfmpegPrograms, inputOptions, startFfmpeg } from "./ffmpeg.ts";

/** What ffprobe says of the first sound stream. */
export interface ProbedSound {
  readonly codec: string;
  readonly lossy: boolean;
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly samples: SampleFormat | null;
  readonly frames: number | null;
  readonly tags: SoundTags;
}

const losslessCodecs = /^(pcm_.*|alac|flac|wavpack|ape|tta|mlp|truehd|wmalossless|shorten|tak|als|mp4als|dst|dsd_.*)$/;

const tagNames: Readonly<Record<string, keyof SoundTags>> = {
  title: "title",
  artist: "artist",
  album: "album",
  track: "track",
  tracknumber: "track",
  date: "date",
  year: "date",
  genre: "genre",
  isrc: "isrc",
  tsrc: "isrc",
  upc: "upc",
  barcode: "upc",
  copyright: "copyright",
  comment: "comment",
};

export async function probeSound(path: string, demuxer: string, programs: FfmpegPrograms): Promise<ProbedSound> {
  const shown = ["-show_streams", "-show_format", "-select_streams", "a:0", "-print_format", "json"];
  const run = startFfmpeg(
    programs.ffprobe,
    ["-v", "error", ...shown, ...inputOptions(demuxer, path)],
    `to read ${demuxer}`,
  );
  run.child.stdin?.end();
  let text = "";
  try {
    for await (const chunk of run.child.stdout!.setEncoding("utf8") as AsyncIterable<string>) {
      text += chunk;
      if (text.length > 4_000_000) run.child.kill("SIGKILL");
    }
  } catch {
    // Its end is judged below.
  }
  const code = await run.ended;
  const found = run.messages().split("\n", 1)[0]!.slice(0, 300) || `exit ${code}`;
  if (code !== 0) throw new FormatError(demuxer, 0, "a file that ffmpeg can read", found);
  const { streams = [], format = {} } = JSON.parse(text) as {
    streams?: Record<string, unknown>[];
    format?: Record<string, unknown>;
  };
  const stream = streams[0];
  if (!stream) throw new FormatError(demuxer, 0, "a stream of sound", "none");
  const codec = String(stream.codec_name ?? "unknown");
  const lossy = !losslessCodecs.test(codec) || codec === "pcm_alaw" || codec === "pcm_mulaw";
  return {
    codec,
    lossy,
    sampleRate: Number(stream.sample_rate),
    channelCount: Number(stream.channels),
    samples: lossy ? null : samplesOf(stream),
    frames: null,
    tags: tagsOf({ ...(format.tags as object), ...(stream.tags as object) }),
  };
}

function samplesOf(stream: Record<string, unknown>): SampleFormat {
  const name = String(stream.sample_fmt ?? "");
  if (/^flt/.test(name)) return { kind: "float", bits: 32 };
  if (/^dbl/.test(name)) return { kind: "float", bits: 64 };
  const stated = Number(stream.bits_per_raw_sample) || Number(stream.bits_per_sample);
  const widest = /^u8/.test(name) ? 8 : /^s16/.test(name) ? 16 : 32;
  return { kind: "integer", bits: stated > 0 && stated <= widest ? stated : widest };
}

function tagsOf(found: Readonly<Record<string, string>>): SoundTags {
  const tags: Record<string, string> = {};
  for (const [name, value] of Object.entries(found)) {
    const field = tagNames[name.toLowerCase()];
    if (field && tags[field] === undefined && value !== "") tags[field] = value;
  }
  return tags;
}
