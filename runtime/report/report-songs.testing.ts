/** Small songs with everything that a report has to cope with. */
import type { SoundTags } from "../../foundation/sound/audio.ts";
import { masterTargets, parseAdjustments } from "../../production/index.ts";
import { createSound } from "../codecs/create-sound.ts";
import { parseFormat } from "../master/formats.ts";
import type { MasterRequest } from "../master/master-song.ts";
import { plainRequest } from "../master/plain-request.testing.ts";

export const hostile = `<script>alert("1")</script> & 'x' \u202etxt`;
export const hostileTags: SoundTags = { title: hostile, artist: "\0\ud800 <b>", isrc: `"onload=` };

/** Two channels of tones with a beat; `left` and `right` are levels. Deterministic. */
export function beats(seconds: number, left: number, right: number, sampleRate = 44_100): Float32Array[] {
  const frames = Math.round(seconds * sampleRate);
  return [left, right].map((level, c) =>
    Float32Array.from({ length: frames }, (_, n) => {
      const t = n / sampleRate;
      const envelope = Math.exp(-6 * (t % 0.5));
      const tone = [55, 220, 880 + 110 * c, 3520, 9000].reduce(
        (sum, hz, k) => sum + Math.sin(2 * Math.PI * hz * t) / (k + 1),
        0,
      );
      return level * envelope * tone * 0.4;
    }),
  );
}

export async function writeSound(
  path: string,
  channels: readonly Float32Array[],
  tags: SoundTags = {},
  sampleRate = 44_100,
): Promise<string> {
  const samples = { kind: "float", bits: 32 } as const;
  const sink = await createSound(path, { container: "wav", sampleRate, channelCount: channels.length, samples }, tags);
  await sink.write(channels);
  await sink.finish();
  return path;
}

export function request(path: string, out: string, more: Partial<MasterRequest> = {}): MasterRequest {
  return {
    ...plainRequest,
    path,
    out,
    targets: [masterTargets[0] ?? null],
    formats: [parseFormat("wav24")],
    brief: { targets: ["spotify"], adjust: hostile },
    ...more,
  };
}

export const adjusted = parseAdjustments("air +1, width -10 %, loudness +0.5");
