/** Sounds that tests drop into the studio. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "../../foundation/statistics/random.ts";

/** A 16-bit stereo WAV: a beat with noise and two tones, so that there is something to master. */
export function writeSong(name: string, seconds = 20, sampleRate = 44_100, level = 0.4): string {
  const frames = Math.floor(seconds * sampleRate);
  const bytes = Buffer.alloc(44 + frames * 4);
  const random = createRandom(5);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + frames * 4, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 4, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(frames * 4, 40);
  for (let n = 0; n < frames; n++) {
    const t = n / sampleRate;
    const beat = Math.exp(-8 * (t % 0.5));
    const tone = 0.5 * Math.sin(2 * Math.PI * 110 * t) + 0.3 * Math.sin(2 * Math.PI * 554 * t);
    const noise = random.uniform(-0.3, 0.3);
    for (const [c, side] of [0.15, -0.15].entries())
      bytes.writeInt16LE(
        Math.round(32767 * level * beat * (tone + noise + side * Math.sin(2 * Math.PI * 880 * t))),
        44 + n * 4 + c * 2,
      );
  }
  const path = join(mkdtempSync(join(tmpdir(), "songwright-sound-")), name);
  writeFileSync(path, bytes);
  return path;
}
