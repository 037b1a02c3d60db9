/** How near a delivered master comes to its reference: third octaves of mid and side, level-free. */
import { bandPowers, createMidSideAnalyser, type MidSideSpectrum, thirdOctaves } from "../../foundation/sound/index.ts";
import { profileOf } from "../../production/index.ts";
import { masterSong } from "../../runtime/master/master-song.ts";
import { plainRequest } from "../../runtime/master/plain-request.testing.ts";
import { type AnalysedFile, analyseFile } from "../../runtime/sound/analyse-file.ts";
import { median, type Part, table } from "../table.ts";
import { inFolder, readWhole, shortName, songsIn } from "./songs.ts";

const BANDS = 29; // 25 Hz to 16 kHz
const FLOOR = 1e-8; // -80 dB of the channel's total

export async function spectrumOf(path: string): Promise<MidSideSpectrum> {
  const { sampleRate, channels } = await readWhole(path);
  const analyser = createMidSideAnalyser(sampleRate, 16_384);
  const [left, right] = channels.map((samples) => Float32Array.from(samples)) as [Float32Array, Float32Array?];
  analyser.push([left, right ?? left]);
  return analyser.finish();
}

/** Per band: level of `a` over `b` in dB, null where either is 80 dB under its channel's total. */
function differences(a: MidSideSpectrum, b: MidSideSpectrum, channel: "mid" | "side"): (number | null)[] {
  const pa = bandPowers(a[channel], a.sampleRate);
  const pb = bandPowers(b[channel], b.sampleRate);
  const total = (p: Float64Array): number => p.reduce((sum, each) => sum + each, 0);
  return thirdOctaves
    .slice(0, BANDS)
    .map((_, k) =>
      (pa[k] as number) > FLOOR * total(pa) && (pb[k] as number) > FLOOR * total(pb)
        ? 10 * Math.log10((pa[k] as number) / (pb[k] as number))
        : null,
    );
}

function rms(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
  return Math.sqrt(known.reduce((sum, each) => sum + (each - mean) ** 2, 0) / known.length);
}

/** What a perfect equaliser within +-12 dB of its broadband gain would leave, and whether the bound matters at all. */
function bestPossible(raw: readonly (number | null)[]): { rms: number; inside: boolean } {
  const known = raw.filter((value) => value !== null);
  let best = Infinity;
  for (let centre = Math.min(...known); centre <= Math.max(...known); centre += 0.02) {
    best = Math.min(best, rms(known.map((d) => d - centre - Math.max(-12, Math.min(12, d - centre)))));
  }
  const middle = (Math.max(...known) + Math.min(...known)) / 2;
  return { rms: known.length > 1 ? best : 0, inside: known.every((d) => Math.abs(d - middle) <= 12) };
}

const totalDb = (spectrum: MidSideSpectrum): number => {
  const total = (p: Float64Array): number => bandPowers(p, spectrum.sampleRate).reduce((sum, each) => sum + each, 0);
  return 10 * Math.log10(total(spectrum.side) / total(spectrum.mid));
};

export const referencePart: Part = {
  name: "reference",
  title: "Reference match on the delivered file, all ordered pairs (RMS over third octaves 25 Hz to 16 kHz, dB)",
  run: async (data) => {
    const songs = songsIn(data);
    const spectra = new Map<string, MidSideSpectrum>();
    const analysed = new Map<string, AnalysedFile>();
    for (const path of songs) {
      spectra.set(path, await spectrumOf(path));
      analysed.set(path, await analyseFile(path));
    }
    const all: { mid: number; side: number; bestMid: number; bestSide: number; rawMid: number; rawSide: number }[] = [];
    const insideMid: number[] = [];
    const insideSide: number[] = [];
    const width: number[] = [];
    const widthHeld: number[] = [];
    const loudness: number[] = [];
    let stops = 0;
    const rows: (string | number)[][] = [];
    for (const path of songs) {
      for (const reference of songs) {
        if (path === reference) continue;
        await inFolder(async (out) => {
          const heard = analysed.get(reference) as AnalysedFile;
          const sound = profileOf(shortName(reference), heard.analysis);
          const { deliveries, plan } = await masterSong({
            ...plainRequest,
            workers: 2,
            path,
            out,
            targets: [null],
            sound,
            soundIsReference: true,
            analysed: analysed.get(path),
          });
          const [delivery] = deliveries;
          if (!delivery || !sound) throw new Error("nothing delivered");
          const before = spectra.get(path) as MidSideSpectrum;
          const wanted = spectra.get(reference) as MidSideSpectrum;
          const after = await spectrumOf(delivery.path);
          const known = (channel: "mid" | "side") => differences(before, wanted, channel);
          const left = (channel: "mid" | "side") =>
            differences(after, wanted, channel).map((value, k) => (known(channel)[k] === null ? null : value));
          const bestMid = bestPossible(known("mid"));
          const bestSide = bestPossible(known("side"));
          const pair = {
            mid: rms(left("mid")),
            side: rms(left("side")),
            bestMid: bestMid.rms,
            bestSide: bestSide.rms,
            rawMid: rms(known("mid")),
            rawSide: rms(known("side")),
          };
          all.push(pair);
          if (bestMid.inside) insideMid.push(pair.mid);
          if (bestSide.inside) insideSide.push(pair.side);
          const held = plan.decisions
            .find(({ id }) => id === "width.side")
            ?.reasons.some(({ code }) => code === "width.held-for-mono");
          (held ? widthHeld : width).push(Math.abs(totalDb(after) - totalDb(wanted)));
          const lufs = delivery.analysis.measurement.integratedLufs ?? 0;
          if (delivery.solution.reached) loudness.push(Math.abs(lufs - sound.integratedLufs));
          else stops++;
          rows.push([
            shortName(path),
            shortName(reference),
            pair.rawMid,
            pair.mid,
            pair.bestMid,
            pair.rawSide,
            pair.side,
            pair.bestSide,
          ]);
        });
      }
    }
    const of = (key: keyof (typeof all)[number]): number => median(all.map((pair) => pair[key]));
    const figures = {
      pairs: all.length,
      mid: of("mid"),
      bestMid: of("bestMid"),
      side: of("side"),
      bestSide: of("bestSide"),
      insideMid: median(insideMid),
      insideMidPairs: insideMid.length,
      insideSide: median(insideSide),
      insideSidePairs: insideSide.length,
      worstInsideMid: Math.max(...insideMid),
      worstInsideSide: Math.max(...insideSide),
      widthWithin1Db: width.filter((each) => each <= 1).length,
      widthPairs: width.length,
      widthHeld: widthHeld.length,
      loudnessWithin: loudness.filter((each) => each <= 0.2).length,
      loudnessPairs: loudness.length,
      stops,
    };
    return {
      lines: [
        ...table(
          ["song", "reference", "mid before", "mid", "best possible", "side before", "side", "best possible"],
          rows,
        ),
        "",
        `median of ${all.length} pairs: mid ${figures.mid.toFixed(2)} (best possible within 12 dB ${figures.bestMid.toFixed(2)}), side ${figures.side.toFixed(2)} (${figures.bestSide.toFixed(2)})`,
        `pairs within reach of 12 dB: mid median ${figures.insideMid.toFixed(2)}, worst ${figures.worstInsideMid.toFixed(2)} (${insideMid.length} pairs); side median ${figures.insideSide.toFixed(2)}, worst ${figures.worstInsideSide.toFixed(2)} (${insideSide.length})`,
        `side/mid level within 1 dB: ${figures.widthWithin1Db} of ${width.length} (${widthHeld.length} more are held narrower for mono, as decided)`,
        `loudness within 0.2 LU: ${figures.loudnessWithin} of ${loudness.length} reached; ${stops} stop at 6 dB of limiting and say so`,
      ],
      figures,
    };
  },
};
