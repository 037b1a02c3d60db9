/** What `--formats` may say, and what it means for a file. */
import { InputError } from "../../foundation/plan/index.ts";
import type { SoundTarget } from "../../foundation/sound/formats/sound-target.ts";

export interface DeliveryFormat {
  /** As it was asked for: "wav16@44100". */
  readonly name: string;
  readonly container: SoundTarget["container"];
  readonly extension: string;
  /** Null for lossy formats. */
  readonly samples: { readonly kind: "integer" | "float"; readonly bits: number } | null;
  readonly bitsPerSecond: number | null;
  /** Null: the source's. */
  readonly sampleRate: number | null;
}

const lossless: Readonly<Record<string, { container: string; extension: string; floats: boolean }>> = {
  wav: { container: "wav", extension: "wav", floats: true },
  aiff: { container: "aiff", extension: "aiff", floats: false },
  flac: { container: "flac", extension: "flac", floats: false },
};
const lossy: Readonly<Record<string, { container: string; extension: string }>> = {
  mp3: { container: "mp3", extension: "mp3" },
  aac: { container: "m4a", extension: "m4a" },
  opus: { container: "ogg-opus", extension: "opus" },
  vorbis: { container: "ogg-vorbis", extension: "ogg" },
};
const known =
  "wav16, wav24, wav32f, aiff16, aiff24, flac16, flac24, mp3-320, aac-256, opus-160, vorbis-256, each with @rate";

/** "wav24", "wav16@44100", "mp3-320"... Throws InputError for anything else. */
export function parseFormat(name: string): DeliveryFormat {
  const wrong = () => new InputError("--formats", known, name);
  const [kind = "", rate] = name.toLowerCase().split("@");
  const sampleRate = rate === undefined ? null : Number(rate);
  if (sampleRate !== null && !(Number.isInteger(sampleRate) && sampleRate >= 8000 && sampleRate <= 384_000))
    throw wrong();
  const match = /^(wav|aiff|flac)(16|24|32)?(f?)$/.exec(kind);
  const plain = lossless[match?.[1] ?? ""];
  if (plain) {
    const bits = Number(match?.[2] ?? 24);
    const floats = match?.[3] === "f";
    if ((floats && !plain.floats) || (bits === 32) !== floats) throw wrong();
    return { name, ...plain, samples: { kind: floats ? "float" : "integer", bits }, bitsPerSecond: null, sampleRate };
  }
  const coding = /^(mp3|aac|opus|vorbis)(?:-(\d{2,3}))?$/.exec(kind);
  const coded = lossy[coding?.[1] ?? ""];
  if (!coded) throw wrong();
  const bitsPerSecond = coding?.[2] === undefined ? null : Number(coding[2]) * 1000;
  return { name, ...coded, samples: null, bitsPerSecond, sampleRate };
}

/** Each format once. Throws InputError for one that is there twice: both would be the same file. */
export function parseFormats(names: readonly string[]): DeliveryFormat[] {
  const formats = names.map(parseFormat);
  const shapes = formats.map(({ name, ...shape }) => JSON.stringify(shape));
  const twice = shapes.findIndex((shape, at) => shapes.indexOf(shape) < at);
  if (twice >= 0) {
    const first = names[shapes.indexOf(shapes[twice] as string)];
    throw new InputError("--formats", "each format once", `${first} and ${names[twice]}`);
  }
  return formats;
}

/** Rates an encoder takes; the nearest at or above the source's, else its highest. */
export function deliveryRate(format: DeliveryFormat, sourceRate: number): number {
  if (format.sampleRate !== null) return format.sampleRate;
  const takes: Readonly<Record<string, readonly number[]>> = {
    mp3: [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000],
    m4a: [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000],
    "ogg-opus": [8000, 12_000, 16_000, 24_000, 48_000],
  };
  const rates = takes[format.container];
  if (!rates || rates.includes(sourceRate)) return sourceRate;
  // Multiples of the source's own family sound no different and convert exactly: 88.2 to 44.1, 96 to 48.
  const family = rates.filter((rate) => rate >= 44_100 && sourceRate % rate === 0).at(-1);
  return family ?? rates.find((rate) => rate >= sourceRate) ?? (rates.at(-1) as number);
}
