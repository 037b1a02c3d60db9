import { execFileSync, spawnSync } from "node:child_process";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../codecs/outside-programs.testing.ts";
import { type AnalysedFile, analyseFile } from "../sound/analyse-file.ts";
import { figureRows } from "./figure-table.ts";
import { escapeHtml } from "./html.ts";
import { measureReport } from "./measure-report.ts";
import { reasonCodes, reasonSentence } from "./reason-sentence.ts";
import { beats, hostile, hostileTags, writeSound } from "./report-songs.testing.ts";
import { faultsOf, slipsOf } from "./well-formed.testing.ts";

const folder = temporaryFolder();
const xmllint = spawnSync("xmllint", ["--version"]).status === 0;

async function analysed(name: string, channels: readonly Float32Array[], tags = {}): Promise<AnalysedFile> {
  return analyseFile(await writeSound(join(folder, name), channels, tags));
}

const silence = (seconds: number, channels = 2): Float32Array[] =>
  Array.from({ length: channels }, () => new Float32Array(Math.round(44_100 * seconds)));

let known: Promise<AnalysedFile[]> | null = null;
const troublesome = (): Promise<AnalysedFile[]> => {
  known ??= makeTroublesome();
  return known;
};

async function makeTroublesome(): Promise<AnalysedFile[]> {
  const song = beats(8, 0.8, 0.7);
  const clipped = beats(4, 6, 6).map((samples) => samples.map((x) => Math.max(-0.99, Math.min(0.99, x))));
  const broken = beats(4, 0.5, 0.5);
  broken[0]?.fill(Number.NaN, 50_000, 50_003);
  const padded = beats(4, 0.5, -0.5).map((samples) => samples.map((x, n) => (n < 30_000 || n > 150_000 ? 0 : x)));
  return [
    await analysed("song.wav", song, hostileTags),
    await analysed("clipped.wav", clipped),
    await analysed("not-numbers.wav", broken),
    await analysed("opposite, with silence.wav", padded),
    await analysed("mono.wav", beats(4, 0.5, 0.5).slice(0, 1)),
    await analysed("same.wav", [beats(4, 0.5, 0.5)[0] as Float32Array, beats(4, 0.5, 0.5)[0] as Float32Array]),
    await analysed("left only.wav", [beats(4, 0.5, 0.5)[0] as Float32Array, ...silence(4, 1)]),
    await analysed("short.wav", beats(0.2, 0.5, 0.5)),
    await analysed("one frame.wav", silence(1 / 44_100)),
    await analysed("silent.wav", silence(5)),
    await analysed("faint.wav", beats(5, 1e-5, 1e-5)),
    await analysed("six.wav", [...beats(4, 0.5, 0.4), ...beats(4, 0.3, 0.2), ...beats(4, 0.1, 0.1)]),
  ];
}

describe("measureReport", () => {
  test("is well-formed for every kind of trouble, one by one and all together", async () => {
    const files = await troublesome();
    for (const file of files) expect(faultsOf(measureReport([file])), file.path).toEqual([]);
    const page = measureReport(files);
    expect(faultsOf(page)).toEqual([]);
    // One warning speaks of "NaN" itself.
    expect(slipsOf(page.replace("samples are NaN or infinite", ""))).toEqual([]);
    expect(page.includes(folder)).toBe(false);
  });

  test.skipIf(!xmllint)("is XML to xmllint (needs xmllint)", async () => {
    const page = measureReport(await troublesome());
    expect(() => execFileSync("xmllint", ["--noout", "--nonet", "-"], { input: page, stdio: "pipe" })).not.toThrow();
  });

  test("gives the same bytes for the same files", async () => {
    expect(measureReport(await makeTroublesome()) === measureReport(await troublesome())).toBe(true);
  });

  test("needs nothing from outside", async () => {
    const page = measureReport(await troublesome());
    expect([...page.matchAll(/ (?:src|href)="([^"]*)"/g)].map(([, address]) => address)).toSatisfy(
      (addresses: string[]) => addresses.every((address) => address.startsWith("#") || address === "data:,"),
    );
    expect(page).not.toMatch(/<script|url\(|@import/);
  });

  test("names and tags are text, whatever they hold", async () => {
    const path = await writeSound(join(folder, "x.wav"), beats(1, 0.5, 0.5), hostileTags);
    const name = join(folder, `<script>alert(1)<${"\u2215"}script>&"'.wav`);
    renameSync(path, name);
    const page = measureReport([await analyseFile(name)]);
    expect(page).not.toContain("<script");
    expect(page).toContain("&lt;script&gt;alert(1)");
    expect(page).toContain(escapeHtml(hostile));
    expect(page).not.toContain("\u202e");
    expect(faultsOf(page)).toEqual([]);
  });

  test("says why a figure is missing, for each that is", async () => {
    const met = new Set<string>();
    for (const file of await troublesome()) {
      const { measurement } = file.analysis;
      const page = measureReport([file]);
      const missing = Object.entries(measurement).filter(([, value]) => value === null);
      for (const [field] of missing) {
        const reason = measurement.nullReasons[field];
        expect(reason, `${file.path}: ${field}`).toBeDefined();
        if (!reason) continue;
        met.add(reason.code);
        expect(reasonCodes).toContain(reason.code);
        const row = figureRows.find((each) => each.field === field);
        expect(row, field).toBeDefined();
        expect(
          page.includes(
            `<th scope="row">${row?.name}</th><td class="number">none</td><td class="note">${escapeHtml(reasonSentence(reason))}</td>`,
          ),
        ).toBe(true);
      }
    }
    expect(met.size).toBeGreaterThan(5);
  });

  test("shows the figures of the document", async () => {
    const [file] = await troublesome();
    if (!file) return;
    const page = measureReport([file]);
    for (const { name, text } of figureRows) {
      expect(page).toContain(
        `<th scope="row">${name}</th><td class="number">${escapeHtml(text(file.analysis.measurement) ?? "none")}</td>`,
      );
    }
    const { integratedLufs, truePeakDbtp } = file.analysis.measurement;
    expect(page).toContain(`${integratedLufs?.toFixed(2).replace("-", "\u2212")}\u202fLUFS`);
    expect(page).toContain(`${truePeakDbtp?.toFixed(2).replace("-", "\u2212")}\u202fdBTP`);
  });

  test("marks what is wrong", async () => {
    const [, clipped, broken, opposite] = await troublesome();
    expect(measureReport([clipped as AnalysedFile])).toMatch(/class="clip"/);
    expect(measureReport([broken as AnalysedFile])).toMatch(/3 samples are no numbers, the first at 0:01\.134/);
    expect(measureReport([opposite as AnalysedFile])).toMatch(/silence: 0\.68 s at the start, 0\.60 s at the end/);
    expect(measureReport([opposite as AnalysedFile])).toMatch(/Left and right work against each other/);
  });
});
