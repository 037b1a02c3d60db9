/** What one's own audio is like, in the attributes of docs/attributes.md. */
import type { OwnSong } from "../../distribution/index.ts";
import type { HeardMusic } from "../../production/index.ts";
import type { AnalysedFile } from "../sound/analyse-file.ts";

const FROM_HZ = 60;
const UNTIL_HZ = 10_000;

export function ownSong({ path, analysis }: AnalysedFile, { tempo, key, mode }: HeardMusic): OwnSong {
  const { seconds, integratedLufs, spectrum } = analysis.measurement;
  const tone = tiltOf(spectrum.bandsHz, spectrum.midDb);
  return {
    file: path,
    attributes: {
      length: seconds,
      ...(integratedLufs === null ? {} : { loudness: integratedLufs }),
      ...(tone === null ? {} : { tone }),
      ...(tempo.value === null ? {} : { tempo: tempo.value }),
      ...(mode.value === null ? {} : { major: mode.value === "major" ? 1 : 0 }),
    },
    heard: { tempo, key, mode },
  };
}

/** Slope of third octaves in dB an octave: darker sound falls faster. */
function tiltOf(bandsHz: readonly number[], levels: readonly (number | null)[]): number | null {
  const points = bandsHz.flatMap((hz, at): [number, number][] => {
    const level = levels[at] ?? null;
    return level === null || hz < FROM_HZ || hz > UNTIL_HZ ? [] : [[Math.log2(hz), level]];
  });
  if (points.length < 12) return null;
  const mean = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [mx, my] = [mean(([x]) => x), mean(([, y]) => y)];
  return mean(([x, y]) => (x - mx) * (y - my)) / mean(([x]) => (x - mx) * (x - mx));
}
