import { describe, expect, test } from "vitest";
import { createRecordingMatcher } from "./match-recordings.ts";
import { editDistance, plainName, soundSkeleton } from "./plain-name.ts";
import { artistNames, readTitle } from "./recording-title.ts";

test.each([
  ["Beyoncé & JAY-Z", "beyonce and jay z"],
  ["Кино", "kino"],
  ["Sigur Rós", "sigur ros"],
  ["A$AP", "asap"],
  ["Don’t Stop", "dont stop"],
  ["千と千尋", "千と千尋"],
])("%s is %s", (text, plain) => expect(plainName(text)).toBe(plain));

test("spellings of one sound have one skeleton", () => {
  expect(soundSkeleton("tchaikovsky")).toBe(soundSkeleton("chaykovskiy"));
  expect(soundSkeleton("rammstein")).toBe(soundSkeleton("ramstein"));
  expect(soundSkeleton("mozart")).not.toBe(soundSkeleton("bizet"));
});

// The first two are the classical example of edit distance (Wagner and Fischer 1974); the third is one exchange.
test.each([
  ["kitten", "sitting", 3],
  ["saturday", "sunday", 3],
  ["garden", "gadren", 1],
  ["", "abc", 3],
])("%s to %s", (a, b, edits) => expect(editDistance(a, b, 5)).toBe(edits));

test.each([
  [
    "Night (feat. Jo & Li) - Live at the Dome",
    { song: "night", kinds: ["live"], detail: "dome", featured: ["jo", "li"] },
  ],
  ["(I Can't Get No) Rest", { song: "i cant get no rest", kinds: [], detail: "", featured: [] }],
  ["Night [Jo Remix]", { song: "night", kinds: ["remix"], detail: "jo", featured: [] }],
  ["Night - 2011 Remaster", { song: "night", kinds: ["remaster"], detail: "2011", featured: [] }],
  ["Night (Remastered 2011)", { song: "night", kinds: ["remaster"], detail: "2011", featured: [] }],
  ["Night (Original Mix)", { song: "night", kinds: [], detail: "", featured: [] }],
  ["Night (Extended Mix)", { song: "night", kinds: ["extended"], detail: "", featured: [] }],
  ["Night ft. Jo", { song: "night", kinds: [], detail: "", featured: ["jo"] }],
  ["Mix", { song: "mix", kinds: [], detail: "", featured: [] }],
])("%s", (title, expected) => expect(readTitle(title)).toEqual(expected));

test("credits", () => {
  expect(artistNames("The A, B & C feat. D x E")).toEqual(["a", "b", "c", "d", "e"]);
  expect(artistNames("Simon and Garfunkel")).toEqual(["simon", "garfunkel"]);
});

describe("matching", () => {
  const of = (title: string, artist: string, seconds: number | null = null, isrc: string | null = null) => ({
    title,
    artist,
    seconds,
    isrc,
  });
  const others = Array.from({ length: 300 }, (_, at) => of(`Song number ${at}`, `Band ${at % 40}`, 180 + at));
  const catalogue = [
    of("Night Drive", "Mira Berg", 200, "QZABC2500001"),
    of("Night Drive (Jo Remix)", "Mira Berg", 260),
    of("Night Drive - Live", "Mira Berg", 215),
    of("Night Drive", "The Others", 190),
    of("Ночь", "Мария Соколова", 180),
    ...others,
  ];
  const matcher = createRecordingMatcher(catalogue);
  const found = (...description: Parameters<typeof of>) => {
    const { decision, matches } = matcher.match(of(...description));
    return decision === "new" ? "new" : `${decision} ${matches[0]?.at}`;
  };

  test("the same, however it is written", () => {
    expect(found("NIGHT DRIVE", "Mira Berg")).toBe("same 0");
    expect(found("Night Drive [Original Mix]", "Berg, Mira", 201)).toBe("same 0");
    expect(found("Nihgt Drive", "Mira Berg", 199)).toBe("same 0");
    expect(found("Night Drive - Jo Remix", "Mira Berg", 260)).toBe("same 1");
    expect(found("Night Drive (Live)", "Mira Berg")).toBe("same 2");
    expect(found("Night Drive", "Others", 190)).toBe("same 3");
    expect(found("Noch", "Maria Sokolova", 181)).toBe("same 4");
  });

  test("what is near is not the same", () => {
    expect(found("Night Drive (Ann Remix)", "Mira Berg", 280)).not.toMatch(/same/);
    expect(found("Night Drive", "Somebody Else", 240)).toBe("new");
    expect(found("Song number 12", "Band 13")).not.toMatch(/same/);
  });

  test("an ISRC decides, unless the titles have nothing in common", () => {
    expect(found("Night Driving", "M. Berg", 200, "QZABC2500001")).toBe("same 0");
    expect(found("Quite Another", "Mira Berg", 100, "QZABC2500001")).not.toBe("same 0");
  });
});
