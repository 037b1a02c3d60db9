/** `songwright measure`: one line of figures per file, or all of them as JSON. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { clockText } from "../../foundation/look/figure-text.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import type { HeardMusic, Measurement } from "../../production/index.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { musicText } from "../report/music-text.ts";
import { type AnalysedFile, analyseFile } from "../sound/analyse-file.ts";
import { hooksOf } from "../sound/hooks-file.ts";
import type { Context } from "./verb.ts";

/** Long sounds say enough with windows side by side; short ones need them to overlap. */
const OVERLAP_BELOW_BYTES = 8_000_000;
const THREADS_FROM_BYTES = 100_000_000;

export interface MeasuredFile extends Measurement {
  readonly file: string;
  /** With --music. */
  readonly music?: HeardMusic;
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly offset: number | null }[];
}

export type MeasureContext = Omit<Context, "options"> & {
  readonly options: { readonly report: string | null; readonly hooks: string | null; readonly music: boolean };
};

export async function measureSound(context: MeasureContext): Promise<void> {
  const { report, hooks, music } = context.options;
  if (hooks !== null && context.material.length > 1)
    throw new InputError("--hooks", "one song", `${context.material.length} files`);
  // One that is not there fails in its own turn, not for the others.
  const sizes = context.material.map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  const { done, failed } = await context.each(
    context.material,
    (path, run, at) =>
      analyseFile(path, run, {
        music,
        wholeSpectrumHop: (sizes[at] as number) > OVERLAP_BELOW_BYTES,
        // A second thread pays only once it has started: for sound of many minutes.
        threads: (sizes[at] as number) > THREADS_FROM_BYTES ? context.workers : 1,
      }),
    sizes,
  );
  const analysed = done.map(({ result }) => result);
  const files = analysed.map(measuredFile);
  for (const file of files) {
    context.say(sentence(file));
    if (file.music) context.say(`  ${musicText(file.music)}`);
    for (const { message } of file.warnings) context.warn(`${file.file}: ${message}`);
  }
  let reportPath: string | null = null;
  if (report !== null && analysed.length > 0) {
    reportPath = resolve(report);
    const { measureReport } = await import("../report/measure-report.ts");
    await writeWhole(reportPath, measureReport(analysed), context.force);
    context.say(`report: ${reportPath}`);
  }
  const hooksPath = hooks === null || analysed.length === 0 ? null : await writeHooks(resolve(hooks), context);
  context.write({
    files,
    ...(reportPath ? { report: reportPath } : {}),
    ...(hooksPath ? { hooks: hooksPath } : {}),
    ...(failed.length > 0 ? { failed } : {}),
  });
}

async function writeHooks(path: string, context: MeasureContext): Promise<string> {
  await refuseExisting(path, context.force);
  const found = await hooksOf(context.material[0] as string, context.run);
  await writeWhole(path, `${JSON.stringify(found, null, 2)}\n`, context.force);
  for (const { from, to } of found.hooks)
    context.say(`  hook of ${(to - from).toFixed(0)} s: ${clockText(from)} to ${clockText(to)}`);
  context.say(`hooks: ${path}`);
  return path;
}

export function measuredFile({ path, analysis, music, warnings }: AnalysedFile): MeasuredFile {
  return {
    file: path,
    ...analysis.measurement,
    ...(music ? { music } : {}),
    warnings: warnings.map(({ code, message, offset }) => ({ code, message, offset })),
  };
}

function sentence(file: MeasuredFile): string {
  const show = (value: number | null, unit: string, digits = 1): string =>
    value === null ? `no ${unit}` : `${value.toFixed(digits).replace("-", "\u2212")} ${unit}`;
  const clipped = file.clippedRuns.length;
  return [
    file.file,
    `  ${show(file.integratedLufs, "LUFS")} integrated, range ${show(file.loudnessRangeLu, "LU")}, ` +
      `true peak ${show(file.truePeakDbtp, "dBTP", 2)}, crest ${show(file.crestFactorDb, "dB")}, ` +
      `correlation ${file.correlation === null ? "\u2013" : file.correlation.toFixed(2)}`,
    `  ${file.sampleRate} Hz, ${file.channels} channel${file.channels === 1 ? "" : "s"}, ${file.seconds.toFixed(2)} s` +
      (file.effectiveBits === null ? "" : `, ${file.effectiveBits} bits in use`) +
      (clipped > 0
        ? `, ${clipped} clipped run${clipped === 1 ? "" : "s"} (the first at ${file.clippedRuns[0]?.seconds.toFixed(3)} s)`
        : ""),
  ].join("\n");
}
