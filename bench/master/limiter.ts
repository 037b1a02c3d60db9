/** Our limiter against ffmpeg's alimiter: how far each moves the sound, at the same ceiling, once levels are matched. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createCurveApplier,
  createEnergyMeter,
  createPeakEnvelopeMeter,
  integratedLoudness,
  limiterCurve,
  takeLevels,
  windowMeans,
} from "../../foundation/sound/index.ts";
import { oracleTruePeak } from "../../foundation/sound/loudness/true-peak-oracle.testing.ts";
import { type Part, table } from "../table.ts";
import { logSpectralDistance, smoothGainResidual } from "./distances.ts";
import { inFolder, readWhole, shortName, songsIn } from "./songs.ts";

const CEILING = 10 ** (-1 / 20);
type Channels = readonly Float64Array[];

export const limiterPart: Part = {
  name: "limiter",
  title: "Limiter, song peaking at the ceiling, +6 dB (errors after matching integrated loudness)",
  run: async (data) => {
    const rows: (string | number)[][] = [];
    const ratios: number[] = [];
    const residuals: number[] = [];
    const lost: number[] = [];
    let clipperWins = 0;
    for (const path of songsIn(data)) {
      await inFolder(async (folder) => {
        const { sampleRate, channels } = await readWhole(path);
        const peak = oracleTruePeak(channels);
        const input = channels.map((x) => x.map((sample) => (sample / peak) * CEILING));
        const hot = input.map((x) => x.map((sample) => sample * 2));
        const ours = limit(hot, sampleRate);
        const theirs = alimiter(hot, sampleRate, folder);
        const clipped = hot.map((x) => x.map((sample) => Math.max(-CEILING, Math.min(CEILING, sample))));
        const a = errors(input, ours, sampleRate);
        const b = errors(input, theirs, sampleRate);
        const c = errors(input, clipped, sampleRate);
        ratios.push(a.spectral / b.spectral);
        residuals.push(a.residualDb - b.residualDb);
        lost.push(a.gainDb - b.gainDb);
        if (c.spectral < a.spectral) clipperWins++;
        rows.push([
          shortName(path),
          a.spectral,
          b.spectral,
          c.spectral,
          `${Math.round((100 * a.spectral) / b.spectral)} %`,
          a.residualDb,
          b.residualDb,
          c.residualDb,
          a.gainDb,
          b.gainDb,
        ]);
      });
    }
    const mean = Math.exp(ratios.reduce((sum, each) => sum + Math.log(each), 0) / ratios.length);
    const louder = lost.reduce((sum, each) => sum + each, 0) / lost.length;
    return {
      lines: [
        ...table(
          [
            "song",
            "spectral distance, dB: ours",
            "alimiter",
            "clipper",
            "ours / alimiter",
            "residual, dB: ours",
            "alimiter",
            "clipper",
            "loudness gained, dB: ours",
            "alimiter",
          ],
          rows,
        ),
        "",
        `spectral distance, geometric mean of ours over alimiter: ${(mean * 100).toFixed(0)} %, worst song ${(Math.max(...ratios) * 100).toFixed(0)} %`,
        `residual: ours at or under alimiter's in ${residuals.filter((each) => each <= 0).length} of ${residuals.length}; worst ${Math.max(...residuals).toFixed(2)} dB`,
        `the clipper comes nearer than ours in spectral distance on ${clipperWins} of ${rows.length} songs`,
        `ours leaves ${Math.abs(louder).toFixed(2)} dB ${louder < 0 ? "less" : "more"} loudness than alimiter from the same +6 dB (mean)`,
      ],
      figures: {
        geometricMean: mean,
        worst: Math.max(...ratios),
        worstResidualDb: Math.max(...residuals),
        clipperWins,
        loudnessDifferenceDb: louder,
      },
    };
  },
};

function limit(hot: Channels, sampleRate: number): Channels {
  const block = hot.map((x) => Float32Array.from(x));
  const meter = createPeakEnvelopeMeter(sampleRate, hot.length, 0);
  meter.push(block);
  createCurveApplier(limiterCurve(takeLevels(meter.finish()), 1, CEILING)).apply(block);
  return block.map((x) => Float64Array.from(x));
}

/** At 4 times the rate, its delay compensated by itself (`latency=1`), back to the rate it came from. */
function alimiter(hot: Channels, sampleRate: number, folder: string): Channels {
  const count = hot.length;
  const frames = hot[0]?.length ?? 0;
  const interleaved = new Float32Array(frames * count);
  hot.forEach((x, c) => {
    for (let n = 0; n < frames; n++) interleaved[n * count + c] = x[n] as number;
  });
  const from = join(folder, "hot.f32");
  const to = join(folder, "limited.f32");
  writeFileSync(from, interleaved);
  const raw = ["-f", "f32le", "-ar", `${sampleRate}`, "-ac", `${count}`];
  const up = `aresample=${sampleRate * 4}:resampler=soxr:precision=28`;
  const down = `aresample=${sampleRate}:resampler=soxr:precision=28`;
  const filter = `${up},alimiter=limit=${CEILING}:level=disabled:latency=1,${down}`;
  execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-y", ...raw, "-i", from, "-af", filter, "-f", "f32le", to]);
  const bytes = readFileSync(to);
  const out = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  return hot.map((_, c) => Float64Array.from({ length: frames }, (__, n) => out[n * count + c] ?? 0));
}

function loudness(channels: Channels, sampleRate: number): number {
  const meter = createEnergyMeter(sampleRate, channels.length);
  meter.push(channels.map((x) => Float32Array.from(x)));
  return integratedLoudness(windowMeans(meter.finish().weightedPower, 40, 10)) ?? -Infinity;
}

function errors(
  input: Channels,
  output: Channels,
  sampleRate: number,
): { spectral: number; residualDb: number; gainDb: number } {
  const gainDb = loudness(output, sampleRate) - loudness(input, sampleRate);
  const factor = 10 ** (-gainDb / 20);
  const matched = output.map((x) => x.map((sample) => sample * factor));
  const spectral = [512, 2048, 8192].reduce((sum, size) => sum + logSpectralDistance(input, matched, size), 0) / 3;
  return { spectral, residualDb: smoothGainResidual(input, matched, sampleRate), gainDb };
}
