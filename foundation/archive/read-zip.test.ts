import { existsSync, globSync, readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { FormatError } from "../plan/errors.ts";
import { createRandom } from "../statistics/random.ts";
import { crc32, readZipDirectory, unpackMember } from "./read-zip.ts";

const limits = { members: 100, size: 1e6 };
const whole = zipSync({
  "a.csv": [strToU8("date,streams\n".repeat(50)), { level: 9 }],
  "b/c.txt": [strToU8("plain"), { level: 0 }],
});

test("members, stored and deflated", () => {
  const members = readZipDirectory(whole, limits);
  expect(members.map(({ name, size }) => [name, size])).toEqual([
    ["a.csv", 650],
    ["b/c.txt", 5],
  ]);
  expect(new TextDecoder().decode(unpackMember(whole, members[1]!))).toBe("plain");
  expect(unpackMember(whole, members[0]!)).toHaveLength(650);
});

// The check value of the catalogue of CRC algorithms (CRC-32/ISO-HDLC).
test("CRC-32", () => expect(crc32(strToU8("123456789"))).toBe(0xcbf43926));

test("limits hold, and a size that lies is found out", () => {
  expect(() => readZipDirectory(whole, { members: 1, size: 1e6 })).toThrow(/at most 1 members/);
  expect(() => readZipDirectory(whole, { members: 9, size: 100 })).toThrow(/a.csv with 650/);
  const bomb = zipSync({ "z.csv": [new Uint8Array(5e6), { level: 9 }] });
  const [member] = readZipDirectory(bomb, { members: 9, size: 1e7 });
  expect(() => unpackMember(bomb, { ...member!, size: 1000 })).toThrow(/1000 bytes in z.csv, found more/);
});

test("seeded damage: 2,000 archives, each read or refused, in no time", () => {
  const random = createRandom(6);
  const start = performance.now();
  for (let round = 0; round < 2000; round++) {
    const damaged = whole.slice(0, random.uniform() < 0.7 ? whole.length : random.integer(0, whole.length));
    for (let change = 0; change < 3 && damaged.length > 0; change++) {
      damaged[random.integer(0, damaged.length - 1)] = random.integer(0, 255);
    }
    try {
      for (const member of readZipDirectory(damaged, limits)) unpackMember(damaged, member);
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  }
  expect(performance.now() - start).toBeLessThan(20_000);
});

const corpus = new URL("../../../shared/data/malformed/go-fuzz-corpus/zip/", import.meta.url).pathname;

test.skipIf(!existsSync(corpus))("archives of a fuzzing corpus: each is read or refused", () => {
  const files = globSync("**/*", { cwd: corpus, withFileTypes: true }).filter((file) => file.isFile());
  expect(files.length).toBeGreaterThan(50);
  for (const file of files) {
    const bytes = new Uint8Array(readFileSync(`${file.parentPath}/${file.name}`));
    try {
      for (const member of readZipDirectory(bytes, limits)) unpackMember(bytes, member);
    } catch (error) {
      expect(error, file.name).toBeInstanceOf(FormatError);
    }
  }
});
