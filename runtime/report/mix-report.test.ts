import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Decision, override } from "../../foundation/plan/index.ts";
import { FAULT_KINDS, mixSettings, plainMixBrief, type SessionFault } from "../../production/mix/index.ts";
import { temporaryFolder } from "../codecs/outside-programs.testing.ts";
import { type MixedSong, mixSong } from "../mix/mix-song.ts";
import { changeText, decisionName, decisionSentence, valueText } from "./decision-sentence.ts";
import { escapeHtml } from "./html.ts";
import { mixReport } from "./mix-report.ts";
import { band, mixRequest, RATE, session } from "./mix-songs.testing.ts";
import { mixReasonCodes, reasonCodes, reasonSentence } from "./reason-sentence.ts";
import { beats } from "./report-songs.testing.ts";
import { faultsOf, slipsOf } from "./well-formed.testing.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const out = at("out");
mkdirSync(out);

const bandFolder = session(at("band"), band());
const planned = async (more: Parameters<typeof mixRequest>[2] = {}): Promise<MixedSong> =>
  mixSong(mixRequest(await bandFolder, out, more));

const MODES = ["keep", "refine", "new"] as const;
const ofMode = (balance: (typeof MODES)[number]) => planned({ brief: { ...plainMixBrief, balance } });

function expectSound(page: string): void {
  expect(faultsOf(page)).toEqual([]);
  expect(slipsOf(page)).toEqual([]);
  expect(page).not.toContain(folder);
}

/** Codes that the sources of the planner can give; those put together while it runs are written out. */
function codesInSources(): { readonly codes: Set<string>; readonly together: string[] } {
  const place = join(import.meta.dirname, "../../production/mix");
  const text = readdirSync(place)
    .filter((name) => /(?<!\.test|\.testing)\.ts$/.test(name))
    .map((name) => readFileSync(join(place, name), "utf8"))
    .join("\n");
  const codes = new Set(
    [...text.matchAll(/"([a-z]+(?:-[a-z]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*)"/g)].map(([, c]) => c as string),
  );
  const together = [...text.matchAll(/code: `([^`]*)`/g)].map(([, template]) => template as string);
  const ends: Readonly<Record<string, readonly string[]>> = { balance: MODES, fader: MODES, fault: FAULT_KINDS };
  for (const template of together) {
    const [, stage = ""] = /^([a-z-]+)\.\$\{[^}]*\}$/.exec(template) ?? [];
    expect(ends[stage], `"${template}" is put together in a way that this test does not know`).toBeDefined();
    for (const end of ends[stage] ?? []) codes.add(`${stage}.${end}`);
  }
  return { codes, together };
}

const stageOf = ({ id }: Decision): string => id.replace(/@.*/s, "");

describe("reasons of a mix", () => {
  test("every code in the planner's sources has a sentence, and none too many", async () => {
    const { codes, together } = codesInSources();
    expect(together.length).toBeGreaterThanOrEqual(3);
    const ids = new Set((await ofMode("new")).plan.decisions.map(stageOf));
    const given = [...codes].filter((code) => !ids.has(code));
    expect(given.length).toBeGreaterThan(50);
    expect(given.filter((code) => !mixReasonCodes.includes(code))).toEqual([]);
    expect(mixReasonCodes.filter((code) => !codes.has(code))).toEqual([]);
    expect(mixReasonCodes.filter((code) => reasonCodes.includes(code))).toEqual([]);
  });

  test("every sentence ends, begins with a capital, and survives missing facts", () => {
    for (const code of mixReasonCodes) {
      const sentence = reasonSentence({ code, facts: {} });
      expect(sentence, code).toMatch(/^[A-Z\d].*\.$/s);
      expect(sentence, code).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  test("decisions of every mode are sentences with their figures", async () => {
    const codes = new Set<string>();
    for (const mode of MODES) {
      for (const decision of (await ofMode(mode)).plan.decisions) {
        const reasons = [...decision.reasons, ...decision.alternatives.flatMap((each) => each.reasons)];
        for (const { code } of reasons) codes.add(code);
        const sentence = decisionSentence(decision);
        expect(sentence).not.toMatch(
          /undefined|NaN|Infinity|null|\[object|\[\{|\bunknown\b|Nothing was asked for here/,
        );
        expect(changeText(decision)).not.toBe("");
      }
    }
    expect(codes.size).toBeGreaterThan(30);
    expect([...codes].filter((code) => !mixReasonCodes.includes(code))).toEqual([]);
  });
});

describe("values of a mix", () => {
  const decision = (id: string, value: Decision["value"], what = "", unit = "dB"): Decision => ({
    id,
    what,
    value,
    unit,
    reasons: [],
    confidence: 1,
    alternatives: [],
    by: "machine",
    locked: false,
    proposed: null,
  });

  test.each([
    [decision("role@a", "drum-bus"), "drums, whole kit"],
    [decision("pan@a", -0.35), "35\u202f% left"],
    [decision("pan@a", 0), "centre"],
    [decision("fader@a", 3.96), "+4.0\u202fdB"],
    [decision("fader@a", 0), "0.0\u202fdB"],
    [decision("balance.mode", "new"), "set anew"],
    [decision("song.key", ""), "none found"],
    [decision("song.tempo", 0, "Tempo (0: none found)", "BPM"), "none found"],
    [decision("send.reverb@a", -60, "Reverb of a (-60: none)"), "none"],
    [decision("send.reverb@a", -18, "Reverb of a (-60: none)"), "\u221218\u202fdB"],
    [decision("dynamics.ratio@a", 1, "Compression ratio (1: none) of a", ":1"), "none"],
    [decision("repair.channels@a", [6, -60]), "left +6.0\u202fdB, right \u221260.0\u202fdB"],
    [decision("eq.unmask@a", []), "none"],
    [
      decision("eq.unmask@a", [
        { kind: "high-pass", hz: 90, gainDb: 0, q: 0.7 },
        { kind: "bell", hz: 2500, gainDb: -3, q: 1.4 },
      ]),
      "high-pass 90\u202fHz, \u22123.0\u202fdB at 2.5\u202fkHz",
    ],
    [
      decision("automation@a", [
        [0, -1.2],
        [2, 0.8],
      ]),
      "2 points, \u22121.2\u202fdB to +0.8\u202fdB",
    ],
    [decision("automation@a", []), "none"],
  ])("%o", (given, text) => expect(valueText(given)).toBe(text));

  test("a stem's name ends no name of a decision", () => {
    const name = "snare (1): top";
    expect(decisionName(decision(`repair.polarity@${name}`, true, `Polarity turned over: ${name}`))).toBe(
      "Polarity turned over",
    );
    expect(decisionName(decision(`pan@${name}`, 0, `Pan of ${name} (-1 left, 1 right)`))).toBe(`Pan of ${name}`);
  });
});

describe("mixReport", () => {
  test("is well-formed, names no folder, says every decision, and is the same each time", async () => {
    for (const mode of MODES) {
      const song = await ofMode(mode);
      const page = mixReport(song, out);
      expectSound(page);
      for (const decision of song.plan.decisions) {
        expect(page).toContain(escapeHtml(decisionName(decision)));
        expect(page).toContain(escapeHtml(valueText(decision)));
        for (const reason of decision.reasons) expect(page).toContain(escapeHtml(reasonSentence(reason)));
      }
      expect(mixReport(await ofMode(mode), out)).toBe(page);
    }
  });

  test("a rendered mix says its outcome, and both sounds of a comparison stand beside it", async () => {
    const song = await planned({ planOnly: false });
    const page = mixReport(song, out, {
      before: join(out, "listen", "before.wav"),
      after: join(out, "listen", "after.wav"),
      beforeGainDb: 1.5,
      afterGainDb: -2,
      integratedLufs: -20,
    });
    expectSound(page);
    expect(page).toContain('src="./listen/before.wav"');
    expect(page).toContain("Plain sum");
    expect(page).toContain("<strong>mix.wav</strong>");
    expect(page.match(/<script/g)?.length).toBe(1);
  });

  test("proposals say how to accept them; what is done and what only a person can do is told apart", async () => {
    const song = await ofMode("new");
    const fault = (kind: SessionFault["kind"], stem: string, more: Partial<SessionFault>): SessionFault => ({
      id: `${kind}@${stem}`,
      stem,
      kind,
      confidence: 0.8,
      reasons: [{ code: `fault.${kind}`, facts: {} }],
      fix: null,
      harmless: false,
      ...more,
    });
    const faults = [
      fault("polarity", "snare", { fix: { decision: "repair.polarity", value: true } }),
      fault("dc", "bass di", { fix: { decision: "repair.dc", value: [0.01] }, harmless: true }),
      fault("delay", "bg vox", { fix: { decision: "repair.shift", value: -480 } }),
      fault("clipping", "kick", {}),
    ];
    const plan = override(song.plan, "repair.dc@bass di", [0.01]);
    const page = mixReport({ ...song, plan, faults }, out);
    expectSound(page);
    expect(page).toContain("2 proposals, yours to accept");
    expect(page).toContain("<code>--accept polarity@snare</code>");
    expect(page).toContain("--accept &#39;delay@bg vox&#39;");
    expect(page).toContain("done without asking");
    expect(page).toContain("To look at yourself");
  });

  test("stems that failed and complaints of readers are named, without their folder", async () => {
    const song = await ofMode("keep");
    const [first] = song.stems;
    const path = at("band/broken <1>.wav");
    const stems = [{ ...song.stems[0], warnings: [{ message: "the header lies" }] }, ...song.stems.slice(1)];
    const page = mixReport(
      { ...song, stems: stems as MixedSong["stems"], failed: [{ path, cause: new Error(`${path}: no sound`) }] },
      out,
    );
    expect(first).toBeDefined();
    expectSound(page);
    expect(page).toContain("broken &lt;1&gt;.wav is not in the mix: broken &lt;1&gt;.wav: no sound.");
    expect(page).toContain("the header lies");
  });

  test("hostile names and an edited plan cannot break the page", async () => {
    const evil = `<script>alert("1")<\u2044script> & 'x' \u202etxt ]]> (0: no)`;
    const stems = { [evil]: beats(2, 0.3, 0.2, RATE), [`vox "${evil}`]: beats(2, 0.2, 0.3, RATE) };
    const song = await mixSong(mixRequest(await session(at(`evil ${evil}`), stems), out));
    const page = mixReport(song, out);
    expectSound(page);
    expect(page.match(/<script/g)?.length).toBe(1);
    const decisions = song.plan.decisions.map((each) => ({
      ...each,
      what: `${each.what}${evil}`,
      reasons: [{ code: evil, facts: { [evil]: evil } }],
    }));
    const edited = { ...song.plan, brief: { [evil]: evil, roles: { [evil]: evil }, balance: evil }, decisions };
    expectSound(mixReport({ ...song, plan: edited }, out));
  });

  test("no stem that sounds, one stem, very short stems", async () => {
    const silence = (): Float32Array[] => [new Float32Array(2 * RATE)];
    const sessions = {
      silent: { a: silence(), b: silence() },
      one: { drums: beats(3, 0.3, 0.2, RATE) },
      short: { a: beats(0.05, 0.3, 0.3, RATE), b: beats(0.05, 0.2, 0.1, RATE) },
    };
    for (const [name, stems] of Object.entries(sessions)) {
      const song = await mixSong(mixRequest(await session(at(name), stems), out, { planOnly: false }));
      const page = mixReport(song, out);
      expectSound(page);
      expect(page).toContain(`<h1>${name}, mixed</h1>`);
      // Also where a stem is called like a group.
      const [shared, own = ""] = page.split('<details class="stem">');
      expect(shared).toContain("Glue: ratio of the drums group");
      expect(own).not.toContain("Glue");
    }
  });

  test("a hundred stems, some muted, moved and ridden", async () => {
    const stems = Object.fromEntries(
      Array.from({ length: 100 }, (_, n) => [`stem ${n}`, beats(1, 0.1 + 0.002 * n, 0.2, RATE)]),
    );
    const song = await mixSong(mixRequest(await session(at("hundred"), stems), out));
    let { plan } = song;
    plan = override(plan, "mute@stem 3", true);
    plan = override(plan, "fader@stem 4", -90);
    plan = override(plan, "pan@stem 5", -3);
    plan = override(plan, "repair.shift@stem 6", -12);
    plan = override(plan, "automation@stem 7", [
      [0.2, -9],
      [0.8, 4],
    ]);
    plan = override(plan, "dynamics.ratio@stem 8", 3);
    plan = override(plan, "send.reverb@stem 9", -12);
    const settings = mixSettings(
      plan.decisions,
      song.stems.map(({ id }) => id),
    );
    const page = mixReport({ ...song, plan, settings }, out);
    expectSound(page);
    expect(page.match(/<details class="stem">/g)?.length).toBe(100);
    expect(page).toContain("muted");
    expect(page).toContain("12 frames earlier");
    expect(page.length).toBeLessThan(2_000_000);
  });
});
