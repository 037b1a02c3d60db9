import { appendFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSound } from "../codecs/create-sound.ts";
import { ffmpegPresent, run, temporaryFolder } from "../codecs/outside-programs.testing.ts";
import { CLIP_SHAPES, clipPicture } from "./clip-picture.ts";
import { renderClips } from "./render-clips.ts";

const folder = temporaryFolder();

async function master(seconds: number, gain: number): Promise<string> {
  const path = join(folder, `master-${gain}.wav`);
  const sink = await createSound(path, { container: "wav", sampleRate: 44_100, channelCount: 2 });
  const samples = Float32Array.from(
    { length: seconds * 44_100 },
    (_, t) => gain * Math.sin(t / 9) * (0.6 + 0.4 * Math.sin(t / 7000)),
  );
  await sink.write([samples, samples.slice()]);
  await sink.finish();
  return path;
}

test.skipIf(!ffmpegPresent)(
  "three shapes, as long as the hook, at the platforms' loudness by an independent meter",
  async () => {
    const out = join(folder, "clips");
    const clips = await renderClips(
      {
        master: await master(12, 0.05),
        hooks: [{ from: 3, to: 9 }],
        title: "It's 100 %: \\ Sea",
        artist: "Vesna",
        disclosure: "Made with AI: lyrics.",
        out,
      },
      {},
    );
    expect(readdirSync(out).sort()).toEqual([".clips.json", "hook-6s-16x9.mp4", "hook-6s-1x1.mp4", "hook-6s-9x16.mp4"]);
    for (const { path, shape } of clips) {
      const asked = [
        "-v",
        "error",
        "-show_entries",
        "format=duration:format_tags=comment,title:stream=codec_name,width,height",
        "-of",
        "json",
        path,
      ];
      const { streams, format } = JSON.parse(run("ffprobe", asked).toString());
      const wanted = CLIP_SHAPES.find(({ name }) => name === shape);
      expect(streams[0]).toMatchObject({ codec_name: "h264", width: wanted?.width, height: wanted?.height });
      expect(Number(format.duration)).toBeCloseTo(6, 1);
      expect(format.tags).toMatchObject({ comment: "Made with AI: lyrics.", title: "It's 100 %: \\ Sea" });
    }
    const meter = [
      "-nostdin",
      "-v",
      "error",
      "-i",
      clips[0]?.path as string,
      "-af",
      "ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=-",
      "-f",
      "null",
      "-",
    ];
    const loudness = run("ffmpeg", meter).toString().trim().split("\n").at(-1) as string;
    expect(Number(loudness.split("=")[1])).toBeCloseTo(-14, 0);
  },
  60_000,
);

test.skipIf(!ffmpegPresent)(
  "a clip that would come out the same is kept; one that was changed, or says otherwise, is made again",
  async () => {
    const out = join(folder, "kept");
    const question = {
      master: await master(4, 0.06),
      hooks: [{ from: 1, to: 3 }],
      title: "One",
      artist: "A",
      disclosure: "",
      out,
    };
    const render = async (title: string): Promise<number[]> => {
      const clips = await renderClips({ ...question, title }, {});
      return clips.map(({ path }) => statSync(path).mtimeMs);
    };
    const first = await render("One");
    expect(await render("One")).toEqual(first);
    appendFileSync(join(out, "hook-2s-1x1.mp4"), "x");
    const again = await render("One");
    expect(again.map((time, at) => time === first[at])).toEqual(CLIP_SHAPES.map(({ name }) => name !== "1x1"));
    const other = await render("Two");
    expect(other.every((time, at) => time !== again[at])).toBe(true);
  },
);

test("pictures are portable pixmaps with the wave in the middle", () => {
  const [tall] = CLIP_SHAPES;
  if (!tall) throw new Error("no shape");
  const data = clipPicture(tall, Float64Array.of(0.2, 1, 0.5));
  const head = "P6\n1080 1920\n255\n";
  expect(new TextDecoder().decode(data.subarray(0, head.length))).toBe(head);
  expect(data.length).toBe(head.length + 1080 * 1920 * 3);
  const pixel = (x: number, y: number): number => data[head.length + 3 * (y * 1080 + x)] as number;
  expect(pixel(540, 960)).toBe(111);
  expect(pixel(540, 100)).toBe(18);
});
