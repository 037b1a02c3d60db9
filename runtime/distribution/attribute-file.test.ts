import { expect, test } from "vitest";
import { matchAttributes } from "./attribute-file.ts";

const row = (title: string, artist: string, tempo: number) => ({ isrc: "", title, artist, attributes: { tempo } });
const charted = (key: string, title: string, artist: string) => ({ key, isrc: "", title, version: "", artist });

test("doubtful matches are left out, asked, and follow the answer", () => {
  const table = {
    rows: [row("Night Drive", "Ana Petrov", 96), row("Glass Harbour", "The Lanterns", 120), row("Third", "Else", 80)],
  };
  const recordings = [
    charted("1", "Night Drive", "A. Petrov"),
    charted("2", "Glass Harbour", "The Lanterns"),
    charted("3", "Something Else", "Nobody"),
  ];
  const first = matchAttributes(table, recordings, {});
  expect([...first.known]).toEqual([["2", { tempo: 120 }]]);
  expect(first.questions).toMatchObject([{ choices: ["yes", "no"], what: expect.stringContaining("A. Petrov") }]);
  const id = first.questions[0]?.id as string;
  const yes = matchAttributes(table, recordings, { [id]: "yes" });
  expect(yes.known.get("1")).toEqual({ tempo: 96 });
  expect([yes.answered, yes.questions]).toEqual([1, []]);
  const no = matchAttributes(table, recordings, { [id]: "no" });
  expect([no.known.has("1"), no.questions]).toEqual([false, []]);
});
