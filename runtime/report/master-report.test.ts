import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { override } from "../../foundation/plan/index.ts";
import { masterTargets, profileOf } from "../../production/index.ts";
import { temporaryFolder } from "../codecs/outside-programs.testing.ts";
import { type MasteredSong, type MasterRequest, masterSong, planSong } from "../master/master-song.ts";
import { outputDocument } from "../master/output-document.ts";
import { analyseFile } from "../sound/analyse-file.ts";
import { changeText, confidenceText, decisionSentence, valueText } from "./decision-sentence.ts";
import { escapeHtml } from "./html.ts";
import { masterReport } from "./master-report.ts";
import { reasonCodes, reasonSentence } from "./reason-sentence.ts";
import { adjusted, beats, hostileTags, request, writeSound } from "./report-songs.testing.ts";
import { faultsOf, slipsOf } from "./well-formed.testing.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

async function mastered(more: Partial<MasterRequest> = {}): Promise<MasteredSong> {
  const path = await writeSound(at("mix.wav"), beats(6, 0.3, 0.2), hostileTags);
  const edges = { trim: true, fadeInSeconds: 0.2, fadeOutSeconds: 1 };
  return masterSong(request(path, folder, { edges, ...more }));
}

const report = (song: MasteredSong, extras = {}): string =>
  masterReport(
    song,
    song.deliveries.map((delivery) => outputDocument(delivery, song.source.tags)),
    extras,
    folder,
  );

/** Low, so that the many plans are made fast. */
const RATE = 16_000;

/** Every reason that planning gives over many sounds and wishes. */
async function plannedReasons(): Promise<Set<string>> {
  const sounds = {
    wide: beats(1, 0.5, -0.45, RATE),
    narrow: beats(1, 0.4, 0.39, RATE),
    mono: beats(1, 0.4, 0.4, RATE).slice(0, 1),
    offset: beats(1, 0.4, 0.3, RATE).map((samples) => samples.map((x) => x + 0.05)),
    subsonic: beats(1, 0.1, 0.1, RATE).map((samples) =>
      samples.map((x, n) => x + 0.4 * Math.sin((2 * Math.PI * 9 * n) / RATE)),
    ),
    silent: [new Float32Array(RATE), new Float32Array(RATE)],
    loud: beats(1, 3, 2.5, RATE).map((samples) => samples.map(Math.tanh)),
  };
  const files = await Promise.all(
    Object.entries(sounds).map(async ([name, channels]) =>
      analyseFile(await writeSound(at(`${name}.wav`), channels, {}, RATE)),
    ),
  );
  const profiles = [
    null,
    ...files.map(({ path, analysis }) => profileOf(path, analysis)).filter((each) => each !== null),
  ];
  const codes = new Set<string>();
  for (const source of files) {
    for (const sound of profiles) {
      for (const targets of [[null], masterTargets.filter(({ name }) => /^(spotify|vinyl-premaster)$/.test(name))]) {
        const wishes = request(source.path, folder, {
          sound,
          soundIsReference: true,
          targets,
          adjustments: adjusted,
          analysed: source,
        });
        for (const decision of (await planSong(wishes, source)).plan.decisions) {
          for (const { code } of decision.reasons) codes.add(code);
          for (const { reasons } of decision.alternatives) for (const { code } of reasons) codes.add(code);
          expect(decisionSentence(decision)).not.toMatch(/undefined|NaN|Infinity|null|\[object| unknown/);
        }
      }
    }
  }
  return codes;
}

/** Every literal that could be a code: two parts in lower case with a full stop between. */
function codesInSources(folders: readonly string[]): Set<string> {
  const sources = folders.flatMap((place) =>
    readdirSync(place)
      .filter((name) => /(?<!\.test|\.testing)\.ts$/.test(name))
      .map((name) => readFileSync(join(place, name), "utf8")),
  );
  const literal = /"([a-z]+(?:-[a-z]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*)"/g;
  return new Set(sources.flatMap((text) => [...text.matchAll(literal)].map(([, code]) => code as string)));
}

describe("reasonSentence", () => {
  test("has a sentence for every reason that planning gives", async () => {
    const codes = await plannedReasons();
    expect(codes.size).toBeGreaterThan(20);
    expect([...codes].filter((code) => !reasonCodes.includes(code))).toEqual([]);
  });

  test("has a sentence for every code in the sources, and none too many", async () => {
    const root = join(import.meta.dirname, "../..");
    const folders = ["production/master", "production/measure", "production/album", "runtime/master"];
    const literals = codesInSources(folders.map((each) => join(root, each)));
    const ids = (await mastered()).plan.decisions.map(({ id }) => id.replace(/@.*/, ""));
    // What albums decide besides.
    ids.push("album.segue");
    const codes = [...literals].filter((code) => !ids.includes(code) && !/\.(?:json|cue)$/.test(code));
    expect(codes.length).toBeGreaterThan(35);
    expect(codes.filter((code) => !reasonCodes.includes(code))).toEqual([]);
    expect(reasonCodes.filter((code) => !literals.has(code))).toEqual([]);
  });

  test("every sentence ends, begins with a capital, and survives missing facts", () => {
    for (const code of reasonCodes) {
      const sentence = reasonSentence({ code, facts: {} });
      expect(sentence, code).toMatch(/^[A-Z].*\.$/s);
      expect(sentence, code).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  test("says code and facts where there is no sentence", () => {
    expect(reasonSentence({ code: "later.version", facts: { levelDb: -3.25, of: "it" } })).toBe(
      "later.version: levelDb \u22123.25, of it.",
    );
    expect(reasonSentence({ code: "constructor", facts: {} })).toBe("constructor.");
  });
});

describe("decisions in words", () => {
  test("what a person changed says so, with the machine's proposal", async () => {
    const song = await mastered({ adjustments: adjusted });
    const width = song.plan.decisions.find(({ id }) => id === "width.side");
    expect(width && decisionSentence(width)).toMatch(
      /^Gain of the side against the mid: \u22120\.92\u202fdB \(yours\)\. The machine proposed unchanged\./,
    );
  });

  test("confidence is odds in words, and every decision says how to change it", async () => {
    expect([1, 0.9, 0.8, 0.75, 0.6, 0.5, 0.1, null].map(confidenceText)).toEqual([
      "certain",
      "sure, about 9 in 10",
      "fairly sure, about 4 in 5",
      "fairly sure, about 3 in 4",
      "a judgement, about 3 in 5",
      "undecided, about 1 in 2",
      "a guess",
      "how sure: unknown",
    ]);
    for (const decision of (await mastered()).plan.decisions) expect(changeText(decision)).not.toBe("");
  });
});

describe("masterReport", () => {
  test("is well-formed, names no folder, and is the same each time", async () => {
    const targets = masterTargets.slice(0, 2);
    const song = await mastered({ targets, adjustments: adjusted });
    const compare = {
      before: at("mix.compare-before.wav"),
      after: at("mix.compare-after.wav"),
      beforeGainDb: 0,
      afterGainDb: -3.21,
      integratedLufs: -15,
    };
    const codecPreview = [
      {
        of: at("mix.spotify.wav"),
        codec: "mp3-128",
        truePeakDbtp: 0.31,
        integratedLufs: -14,
        over: true,
        bandwidthHz: 16_000,
      },
    ];
    const page = report(song, { compare, codecPreview });
    expect(faultsOf(page)).toEqual([]);
    expect(page.includes(folder)).toBe(false);
    expect(slipsOf(page)).toEqual([]);
    expect(page).toContain('src="./mix.compare-before.wav"');
    expect(page).toContain("\u22123.2\u202fdB");
    expect(page).toContain("clips");
    expect(page.match(/<script/g)?.length).toBe(1);
    expect(report(await mastered({ targets, adjustments: adjusted }), { compare, codecPreview })).toHaveLength(
      page.length,
    );
  });

  test("says every decision with its value", async () => {
    const song = await mastered({ adjustments: adjusted });
    const page = report(song);
    for (const decision of song.plan.decisions) {
      expect(page).toContain(`<span class="value">${escapeHtml(valueText(decision))}</span>`);
      for (const reason of decision.reasons) expect(page).toContain(escapeHtml(reasonSentence(reason)));
    }
  });

  test("shows the figures of the documents", async () => {
    const song = await mastered();
    const page = report(song);
    for (const { analysis } of [song.source, ...song.deliveries]) {
      const { integratedLufs, truePeakDbtp, plrDb } = analysis.measurement;
      for (const value of [integratedLufs, truePeakDbtp, plrDb]) {
        expect(page).toContain(`<td class="number">${value?.toFixed(2).replace("-", "\u2212")}`);
      }
    }
  });

  test("a plan that someone edited cannot break the page", async () => {
    const song = await mastered();
    const evil = "</code><script>1</script>";
    const plan = override(
      { ...song.plan, brief: { [evil]: { [evil]: evil }, targets: 3, references: [evil, 1] } },
      "repair.subsonic",
      20,
    );
    const edited = {
      ...plan,
      decisions: plan.decisions.map((each) => ({
        ...each,
        what: `${each.what}${evil}`,
        reasons: [{ code: evil, facts: { [evil]: evil } }],
      })),
    };
    const page = report({ ...song, plan: edited });
    expect(faultsOf(page)).toEqual([]);
    expect(page).not.toContain("<script");
  });

  test("silence, one channel and very short sounds have a report too", async () => {
    for (const channels of [
      [new Float32Array(44_100), new Float32Array(44_100)],
      beats(4, 0.3, 0.3).slice(0, 1),
      beats(0.1, 0.3, 0.3),
    ]) {
      const path = await writeSound(at("odd.wav"), channels);
      const song = await masterSong(request(path, folder));
      const page = report(song);
      expect(faultsOf(page)).toEqual([]);
      expect(slipsOf(page)).toEqual([]);
    }
  });
});
