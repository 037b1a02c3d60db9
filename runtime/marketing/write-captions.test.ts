import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeDecision } from "../../foundation/plan/index.ts";
import { writeCaptions } from "./write-captions.ts";

let answer = "";
let status = 200;
const seen: { readonly url: string; readonly authorization: string; readonly body: string }[] = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => {
    body += part;
  });
  request.on("end", () => {
    seen.push({ url: request.url ?? "", authorization: request.headers.authorization ?? "", body });
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ choices: [{ message: { role: "assistant", content: answer } }] }));
  });
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => server.close());

const song = { title: "Sea", artist: "Vesna", disclosure: "Made with AI: lyrics." };
const decisions = [
  makeDecision({ id: "campaign.link", what: "Link", value: "https://example.org/secret" }),
  makeDecision({ id: "posts.caption@English.out.plain", what: "Caption", value: '"Sea" is out now.' }),
  makeDecision({ id: "posts.caption@German.out.plain", what: "Caption", value: "„Sea“ ist jetzt da." }),
];

test("captions in the model's words, templates beside them, the disclosure in place", async () => {
  answer = 'Here you are:\n{"English.out.plain": "Sea is yours now.", "German.out.plain": 7, "other": "x"}';
  const {
    decisions: changed,
    written,
    asked,
  } = await writeCaptions(decisions, { url, model: "small", key: "k" }, song, undefined);
  expect([written, asked]).toEqual([1, 2]);
  expect(changed[1]).toMatchObject({
    value: "Sea is yours now. Made with AI: lyrics.",
    alternatives: [{ value: '"Sea" is out now.' }],
    reasons: [{ code: "posts.written", facts: { model: "small" } }],
  });
  expect(changed[2]).toEqual(decisions[2]);
  expect(seen.at(-1)).toMatchObject({ url: "/v1/chat/completions", authorization: "Bearer k" });
  expect(seen.at(-1)?.body).not.toContain("secret");
});

test("nonsense, endless texts and refusals leave the templates", async () => {
  for (const nonsense of ["no", "{", "[]", JSON.stringify({ "English.out.plain": "x".repeat(600) })]) {
    answer = nonsense;
    expect(await writeCaptions(decisions, { url, model: "m", key: null }, song, undefined)).toMatchObject({
      written: 0,
      decisions,
    });
  }
  status = 500;
  await expect(writeCaptions(decisions, { url, model: "m", key: null }, song, undefined)).rejects.toThrow(
    "it said 500",
  );
  status = 200;
  await expect(writeCaptions(decisions, { url: "ftp://x", model: "m", key: null }, song, undefined)).rejects.toThrow(
    "--writer",
  );
});
