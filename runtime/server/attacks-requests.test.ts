// Who may ask, and how: addresses that lie, pages of other sites, tokens, bodies.
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Asking, type TestStudio, testStudio, wavBytes } from "./studio.testing.ts";

let home: TestStudio;
beforeAll(async () => {
  home = await testStudio({ "mixes/song.wav": wavBytes(1) });
});
afterAll(() => home.close());

const START = "/api/start";
const host = (value: string): Asking => ({ headers: { host: value } });
const headers = (value: Record<string, string>): Asking => ({ headers: value });
const PORT = "PORT";

describe("addresses and origins", () => {
  test.each<[what: string, path: string, asking: Asking, refused: string]>([
    ["a name that was rebound to this machine", START, host("evil.example"), "421 foreign-host"],
    ["the same with our port", START, host(`evil.example:${PORT}`), "421 foreign-host"],
    ["a name that begins like ours", START, host(`localhost.evil.example:${PORT}`), "421 foreign-host"],
    ["a name that ends like ours", START, host(`evil.localhost:${PORT}`), "421 foreign-host"],
    ["our name without the port", START, host("localhost"), "421 foreign-host"],
    ["our name with another port", START, host("127.0.0.1:1"), "421 foreign-host"],
    ["another address of this machine", START, host(`127.0.0.2:${PORT}`), "421 foreign-host"],
    ["the address of all machines", START, host(`0.0.0.0:${PORT}`), "421 foreign-host"],
    ["our name in capitals with a dot", START, host(`LOCALHOST.:${PORT}`), "421 foreign-host"],
    ["a host with an account in front", START, host(`127.0.0.1:${PORT}@evil.example`), "421 foreign-host"],
    ["the pages too under a foreign name", "/", host("evil.example"), "421 foreign-host"],
    ["a page of another site", START, headers({ origin: "https://evil.example" }), "403 foreign-origin"],
    ["a page of no origin", START, headers({ origin: "null" }), "403 foreign-origin"],
    ["our host by another scheme", START, headers({ origin: `https://127.0.0.1:${PORT}` }), "403 foreign-origin"],
    ["another server of this machine", START, headers({ origin: "http://127.0.0.1:3000" }), "403 foreign-origin"],
    [
      "a page on this machine with a longer name",
      START,
      headers({ origin: `http://127.0.0.1:${PORT}.evil.example` }),
      "403 foreign-origin",
    ],
    ["a browser that says cross-site", START, headers({ "sec-fetch-site": "cross-site" }), "403 cross-site"],
    ["a browser that says same-site", START, headers({ "sec-fetch-site": "same-site" }), "403 cross-site"],
    [
      "an address typed for the API",
      START,
      headers({ "sec-fetch-site": "none", "sec-fetch-mode": "navigate" }),
      "403 cross-site",
    ],
    [
      "a script of ours in a foreign page",
      "/assets/studio.js",
      headers({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }),
      "403 cross-site",
    ],
  ])("%s", async (_, path, asking, refused) => {
    const own = Object.entries(asking.headers ?? {}).map(([name, value]) => [
      name,
      value.replace(PORT, String(home.studio.port)),
    ]);
    expect(await home.refusal(path, { ...asking, headers: Object.fromEntries(own) })).toBe(refused);
  });

  test("a form of another site, sent as a person is looking at it", async () => {
    const form = {
      method: "POST",
      body: "title=x",
      headers: { origin: "https://evil.example", "content-type": "text/plain" },
    };
    expect(await home.refusal("/api/projects", form)).toBe("403 foreign-origin");
  });

  test("our own page is let in under its three names", async () => {
    for (const name of [
      `127.0.0.1:${home.studio.port}`,
      `localhost:${home.studio.port}`,
      `[::1]:${home.studio.port}`,
    ]) {
      const answer = await home.ask(START, {
        headers: { host: name, origin: `http://${name}`, "sec-fetch-site": "same-origin" },
      });
      expect(answer.status).toBe(200);
    }
    const opened = await home.ask("/", {
      token: null,
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
    });
    expect(opened.status).toBe(200);
  });
});

describe("tokens", () => {
  const with_ = (authorization: string): Asking => ({ token: null, headers: { authorization } });
  test.each<[what: string, path: string, asking: () => Asking, refused: string]>([
    ["none", START, () => ({ token: null }), "401 no-token"],
    ["a wrong one", START, () => ({ token: "x".repeat(43) }), "401 wrong-token"],
    ["an empty one", START, () => with_("Bearer "), "401 wrong-token"],
    ["a shorter one", START, () => ({ token: home.studio.token.slice(0, -1) }), "401 wrong-token"],
    ["a longer one", START, () => ({ token: `${home.studio.token}x` }), "401 wrong-token"],
    [
      "as a password",
      START,
      () => with_(`Basic ${Buffer.from(`:${home.studio.token}`).toString("base64")}`),
      "401 wrong-token",
    ],
    ["without Bearer", START, () => with_(home.studio.token), "401 wrong-token"],
    ["in the address", `${START}?token=TOKEN`, () => ({ token: null }), "401 token-in-address"],
    ["in a cookie", START, () => ({ token: null, headers: { cookie: "token=TOKEN" } }), "401 no-token"],
    ["none, for an address of the API that is none", "/api/nothing", () => ({ token: null }), "401 no-token"],
    ["none, with the address written otherwise", "/%61pi/start", () => ({ token: null }), "401 no-token"],
    ["none, with two strokes", "//api/start", () => ({ token: null }), "404 no-such-route"],
    ["none, with a point", "/./api/start", () => ({ token: null }), "404 no-such-route"],
    ["none, in capitals", "/API/start", () => ({ token: null }), "404 no-such-route"],
    ["none, with a semicolon", "/api;x=1/start", () => ({ token: null }), "404 no-such-route"],
    ["none, for events", "events", () => ({ token: null }), "401 no-token"],
  ])("%s", async (_, path, asking, refused) => {
    expect(await home.refusal(path.replace("TOKEN", home.studio.token), asking())).toBe(refused);
  });

  test("nothing sets a cookie or opens the door to other sites", async () => {
    for (const path of ["/", START, "/nothing"]) {
      const { headers: sent } = await home.ask(path);
      expect(sent["set-cookie"]).toBeUndefined();
      expect(Object.keys(sent).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
    expect(await home.refusal(START, { method: "OPTIONS" })).toBe("404 no-such-route");
  });
});

describe("bodies and methods", () => {
  const json = (body: string): Asking => ({ method: "POST", body, headers: { "content-type": "application/json" } });
  test.each<[what: string, path: string, asking: Asking, refused: string]>([
    [
      "a form",
      "/api/projects",
      { method: "POST", body: "title=x", headers: { "content-type": "application/x-www-form-urlencoded" } },
      "415 wrong-content-type",
    ],
    [
      "a form with files",
      "uploads",
      { method: "POST", body: "x", headers: { "content-type": "multipart/form-data; boundary=x" } },
      "415 wrong-content-type",
    ],
    [
      "text that is JSON",
      "/api/projects",
      { method: "POST", body: '{"title":"a","artist":"b"}', headers: { "content-type": "text/plain" } },
      "415 wrong-content-type",
    ],
    ["bytes where JSON belongs", "/api/projects", { method: "POST", body: Buffer.from("x") }, "400 invalid"],
    ["no JSON", "/api/projects", json("{"), "400 not-json"],
    ["nothing", "/api/projects", json(""), "400 not-json"],
    ["a prototype's key", "/api/projects", json('{"title":"a","artist":"b","__proto__":{"x":1}}'), "400 forbidden-key"],
    [
      "a constructor's prototype",
      "jobs",
      json('{"verb":"mix","options":{"constructor":{"prototype":{"x":1}}}}'),
      "400 forbidden-key",
    ],
    [
      "a key written with escapes",
      "/api/projects",
      json('{"title":"a","artist":"b","\\u005f_proto__":{"x":1}}'),
      "400 forbidden-key",
    ],
    [
      "a hundred thousand levels",
      "jobs",
      json(`{"verb":"mix","documents":{"brief":${"[".repeat(1e5)}${"]".repeat(1e5)}}}`),
      "400 too-deep",
    ],
    ["a body of nine megabytes", "jobs", json(`{"verb":"${"x".repeat(9_000_000)}"}`), "413 too-large"],
    ["a title that is none", "/api/projects", { body: { title: "", artist: "x" } }, "400 invalid"],
    ["a number as a name", "uploads", { body: { name: 3, bytes: 1 } }, "400 invalid"],
    ["a size below nothing", "uploads", { body: { name: "a", bytes: -1 } }, "400 invalid"],
    ["a size of terabytes", "uploads", { body: { name: "a", bytes: 2 ** 42 } }, "400 invalid"],
    ["another method in a header", "files", { headers: { "x-http-method-override": "DELETE" } }, "400 method-override"],
    ["a method that is not there", "files", { method: "DELETE" }, "404 no-such-route"],
    ["an odd method", "files", { method: "PROPFIND" }, "404 no-such-route"],
  ])("%s", async (_, path, asking, refused) => {
    expect(await home.refusal(path, asking)).toBe(refused);
  });

  test("a place in the body is named", async () => {
    const { at } = (await home.ask("/api/projects", { body: { title: "a", artist: 1 } })).json<{ at: string }>();
    expect(at).toBe("/artist");
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test("an absolute address is not another host", async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(
        {
          host: "127.0.0.1",
          port: home.studio.port,
          path: "http://evil.example/api/start",
          headers: { authorization: `Bearer ${home.studio.token}` },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      sent.on("error", reject);
      sent.end();
    });
    expect(status).toBe(400);
  });
});

describe("ids and addresses that lead elsewhere", () => {
  test.each<[what: string, path: string, refused: string]>([
    ["upwards as a project", "/api/projects/../../etc", "404 no-such-route"],
    ["upwards, written with percent signs", "/api/projects/..%2f..%2fetc/files", "400 invalid"],
    ["twice written with percent signs", "/api/projects/%252e%252e/files", "400 invalid"],
    ["upwards as a file", "files/..%2f..%2f..%2fetc%2fpasswd/content", "400 invalid"],
    ["a path as a file", "files/mixes%2fsong.wav/content", "400 invalid"],
    ["an absolute path as a file", "files/%2fetc%2fpasswd/content", "400 invalid"],
    ["a zero byte in an id", "files/0123456789abcde%00/content", "400 invalid"],
    ["bytes that are no text", "files/%ff%fe/content", "400 bad-address"],
    ["an id of nobody", "files/0123456789abcdef/content", "404 no-such-file"],
    ["a project of nobody", "/api/projects/0123456789ab/files", "404 no-such-project"],
    ["an id in capitals", "files/0123456789ABCDEF/content", "400 invalid"],
    ["a job that is no number", "jobs/1e3x", "400 invalid"],
    ["a job of nobody", "jobs/999", "404 no-such-job"],
    ["an upload of nobody", `uploads/${"0".repeat(32)}`, "404 no-such-upload"],
    ["upwards as an upload", "uploads/..%2f..%2fjobs.sqlite", "400 invalid"],
    ["a removed file by path", "removed/..%2f..%2fx/restore", "404 no-such-route"],
    ["upwards among the pages", "/../package.json", "404 no-such-route"],
    ["upwards among the pages, written otherwise", "/..%2f..%2fpackage.json", "404 no-such-route"],
    ["backwards strokes", "/assets/..\\..\\package.json", "404 no-such-route"],
    ["an address of a megabyte's part", `files/${"a".repeat(5000)}/content`, "414 bad-address"],
  ])("%s", async (_, path, refused) => {
    expect(await home.refusal(path)).toBe(refused);
  });

  test("what is refused says nothing of this machine", async () => {
    for (const path of ["files/0123456789abcdef/content", "/api/nothing", "jobs/999"]) {
      const answer = await (path.startsWith("/") ? home.ask(path) : home.inProject(path));
      expect(answer.body.toString()).not.toContain(home.root);
      expect(answer.body.toString()).not.toMatch(/node_modules|\.ts:\d+|at .* \(/);
    }
  });
});
