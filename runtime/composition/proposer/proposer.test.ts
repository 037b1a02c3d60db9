import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { defaultSongs } from "../../../composition/write/default-style/default-songs.ts";
import type { PassageAsked } from "../../../composition/write/propose/proposal.ts";
import type { Plan } from "../../../foundation/plan/index.ts";
import { endOfNotes, makeScore, readMidi, writeMidi } from "../../../foundation/score/index.ts";
import { runWords } from "../../cli/run-words.testing.ts";
import { askProposer } from "./ask-proposer.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-proposer-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Asked {
  readonly bars: { readonly from: number; readonly count: number };
  readonly chords: readonly { readonly root: number | null; readonly at: number }[];
  readonly notes: readonly { readonly at: number; readonly pitch: number }[];
  readonly range: { readonly lowest: number; readonly highest: number };
}

async function served(
  answer: (asked: Asked, response: ServerResponse, request: IncomingMessage) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (piece) => {
      text += piece;
    });
    request.on("end", () => answer(JSON.parse(text), response, request));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/propose`;
}

const say = (response: ServerResponse, proposals: unknown): void => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ schema: "songwright.propose/1", proposals }));
};

const BRIEF = [
  "--key",
  "C",
  "--mode",
  "major",
  "--metre",
  "4/4",
  "--chords",
  "C | F | G7 | C",
  "--form",
  "verse 8, chorus 8",
];
const compose = async (out: string, ...words: string[]): Promise<Plan> => {
  const { code, err } = await runWords(folder, [
    "compose",
    ...BRIEF,
    "--no-sound",
    "--out",
    join(folder, out),
    ...words,
  ]);
  expect([code, err.includes("InputError")]).toEqual([0, false]);
  return JSON.parse(readFileSync(join(folder, out, "plan.json"), "utf8"));
};
const reasonsOf = (plan: Plan): string[] => plan.decisions.flatMap(({ reasons }) => reasons.map(({ code }) => code));

/** What we write from a dozen other seeds: as good as the song's own bars, and more of them. */
async function otherSongs(): Promise<number[][][]> {
  const songs: number[][][] = [];
  for (let seed = 100; seed < 112; seed++) {
    const at = `seed ${seed}`;
    await compose(at, "--seed", `${seed}`);
    const { parts, division } = readMidi(readFileSync(join(folder, at, "song.mid")));
    const lead = parts.find(({ name }) => /lead/i.test(name)) ?? parts[0];
    songs.push((lead?.notes ?? []).map(({ tick, duration, pitch }) => [tick / division, duration / division, pitch]));
  }
  return songs;
}

function midiOf(notes: readonly number[][]): string {
  const part = {
    id: "P1",
    name: "Proposal",
    program: 0,
    percussion: false,
    pedal: [],
    notes: notes.map(([at = 0, length = 1, pitch = 60]) => ({
      tick: Math.round(at * 480),
      duration: Math.max(1, Math.round(length * 480)),
      pitch,
      spelling: null,
      velocity: 80,
      voice: 1,
      shiftSeconds: 0,
      lyric: null,
    })),
  };
  const score = makeScore({
    title: null,
    composer: null,
    division: 480,
    lengthTicks: endOfNotes([part]),
    parts: [part],
  });
  return Buffer.from(writeMidi(score)).toString("base64");
}

test("a server's bars are weighed beside ours; MIDI and notes say the same, and the plan is performed without it", async () => {
  const songs = await otherSongs();
  const asked: Asked[] = [];
  const quarters = (each: number[][], from: number): object[] =>
    each.map(([at = 0, length = 1, pitch = 60]) => ({ at: at - 4 * (from - 1), length, pitch }));
  const notes = await served((question, response) => {
    asked.push(question);
    say(
      response,
      songs.map((each) => ({ notes: quarters(each, question.bars.from) })),
    );
  });
  const plan = await compose("notes", "--proposer", notes);
  expect(reasonsOf(plan)).toContain("melody.proposed");
  expect(asked[0]).toMatchObject({
    schema: "songwright.propose/1",
    key: { tonic: 0, mode: "major", name: "C major" },
    metre: { beats: 4, beatUnit: 4 },
    bars: { from: 1, section: "verse" },
    notes: [],
  });
  expect(asked[0]?.chords.slice(0, 2).map(({ at, root }) => [at, root])).toEqual([
    [0, 0],
    [4, 5],
  ]);
  for (const each of asked.slice(1)) expect(each.notes.length).toBeGreaterThan(0);
  expect(readFileSync(join(folder, "notes", "report.html"), "utf8")).toMatch(
    /from the server: the best of \d+ of 12 proposals/,
  );

  const midi = await served((_, response) =>
    say(
      response,
      songs.map((each) => ({ midi: midiOf(each), bar: 1 })),
    ),
  );
  expect((await compose("midi", "--proposer", midi)).decisions).toEqual(plan.decisions);

  await compose("performed", "--plan", join(folder, "notes", "plan.json"));
  expect(readFileSync(join(folder, "performed", "song.mid"))).toEqual(readFileSync(join(folder, "notes", "song.mid")));
}, 120_000);

test("where nothing of the server's stands, the song is ours", async () => {
  const own = await compose("own");
  const url = await served((_, response) =>
    say(response, [{ midi: "bm8gbWlkaQ==" }, { notes: [{ at: 0, length: 1, pitch: 2 }] }, 7]),
  );
  const plan = await compose("refused", "--proposer", url);
  expect(plan.decisions.map(({ id, value }) => [id, value])).toEqual(own.decisions.map(({ id, value }) => [id, value]));
  expect(reasonsOf(plan)).toContain("melody.proposals-refused");
  expect(readFileSync(join(folder, "refused", "report.html"), "utf8")).toContain(
    "of the server&#39;s none stood: 0 of 3 proposals (2 no notes that can be read, 1 out of the range)",
  );
});

test("bars that are redone in a kept plan are asked for too", async () => {
  await compose("first");
  const asked: Asked[] = [];
  const url = await served((question, response) => {
    asked.push(question);
    say(response, []);
  });
  const { code } = await runWords(folder, [
    ...["compose", "--keep", join(folder, "first", "plan.json"), "--redo", "3-4", "--no-sound"],
    ...["--out", join(folder, "again"), "--proposer", url],
  ]);
  expect(code).toBe(0);
  expect(asked.map(({ bars }) => bars)).toEqual([{ from: 3, count: 2, section: "verse" }]);
});

const passage: PassageAsked = {
  key: { tonic: 0, mode: "major" },
  tempo: 100,
  metre: { beats: 4, beatUnit: 4 },
  section: "verse",
  bar: 0,
  bars: 2,
  range: [57, 76],
  notes: defaultSongs()[0]?.melody ?? [],
  chords: [],
};

test.each<[string, (response: ServerResponse) => void, string]>([
  ["no answer in time", () => {}, "within 0.3 seconds"],
  ["an answer without an end", (response) => void response.write("{"), "within 0.3 seconds"],
  ["a large answer", (response) => void response.end("x".repeat(200_000)), "at most 100000 bytes"],
  ["another status", (response) => void response.writeHead(503).end(), "it said 503"],
  ["a page", (response) => void response.end("<html>"), '"schema": "songwright.propose/1"'],
  [
    "another schema",
    (response) => void response.end('{"schema":"x","proposals":[]}'),
    '"schema": "songwright.propose/1"',
  ],
  [
    "too many",
    (response) =>
      say(
        response,
        Array.from({ length: 33 }, () => ({ notes: [] })),
      ),
    "at most 32",
  ],
  [
    "a redirection",
    (response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    "a server that answers",
  ],
  ["a broken line", (response) => void response.destroy(), "a server that answers"],
])("%s is refused in words", async (_, answer, words) => {
  const url = await served((_asked, response) => answer(response));
  await expect(askProposer(url, passage, undefined, { milliseconds: 300, bytes: 100_000 })).rejects.toThrow(words);
});

test("what cannot be asked is refused before anything is written", async () => {
  const out = join(folder, "nothing");
  const run = (...words: string[]) => runWords(folder, ["compose", "--no-sound", "--out", out, ...words]);
  for (const url of ["file:///etc/passwd", "nowhere", "http://someone:secret@127.0.0.1/"])
    expect((await run("--proposer", url)).err).toContain("an address like http://127.0.0.1:8765/propose");
  expect((await run("--proposer", "http://127.0.0.1:1/")).err).toContain("a server that answers");
  expect((await run("--proposer", "http://127.0.0.1:1/", "--album", "2")).err).toContain("without --album");
  expect(existsSync(out)).toBe(false);
});
