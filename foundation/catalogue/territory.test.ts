import { expect, test } from "vitest";
import { readTerritory, territoryName, territoryNumber } from "./territory.ts";

// Codes and numbers: ISO 3166-1.
test.each([
  ["de", "DE"],
  ["DEU", "DE"],
  ["Germany", "DE"],
  ["Deutschland", "DE"],
  ["Allemagne", "DE"],
  ["Германия", "DE"],
  ["UK", "GB"],
  ["United Kingdom", "GB"],
  ["Turkey", "TR"],
  ["Türkiye", "TR"],
  ["Côte d’Ivoire", "CI"],
  ["Cote d'Ivoire", "CI"],
  ["Vietnam", "VN"],
  ["Russian Federation", "RU"],
  ["Казахстан", "KZ"],
  ["Worldwide", "WORLD"],
  ["Congo", null],
  ["OU", null],
  ["Narnia", null],
])("%s is %s", (text, code) => expect(readTerritory(text)).toBe(code));

test("names and numbers", () => {
  expect(territoryName("US")).toBe("United States");
  expect(territoryName("KR")).toBe("South Korea");
  expect(territoryNumber("US")).toBe("840");
  expect(territoryNumber("DE")).toBe("276");
});
