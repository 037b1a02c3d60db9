import { expect, test } from "vitest";
import { csvText } from "./write-csv.ts";

// The cells of OWASP's page on CSV injection.
test("formulas are text; numbers stay numbers", () => {
  expect(csvText([["=1+1", "+1", "-1", "@x", "\t=1", " =1", "a\n=1", "a"]])).toBe(
    `'=1+1,'+1,'-1,'@x,'\t=1,' =1,"'a\n=1",a\n`,
  );
  expect(csvText([[-1, 0.5, null, Number.NaN, 'say "no", please']])).toBe('-1,0.5,,,"say ""no"", please"\n');
});
