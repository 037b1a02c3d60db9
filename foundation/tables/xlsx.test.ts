import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { FormatError } from "../plan/errors.ts";
import { createRandom } from "../statistics/random.ts";
import { sheetAsText } from "./xlsx.ts";

/** A workbook as spreadsheets write it: shared strings, styles, two sheets. */
function workbook({ epoch = "", rows = "" } = {}): Uint8Array {
  return zipSync({
    "[Content_Types].xml": strToU8("<Types/>"),
    "xl/workbook.xml": strToU8(
      `<?xml version="1.0"?><workbook xmlns:r="x"><workbookPr${epoch}/><sheets><sheet name="Sales" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    ),
    "xl/styles.xml": strToU8(
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="h:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    ),
    "xl/sharedStrings.xml": strToU8(
      "<sst><si><t>Date</t></si><si><r><t>St</t></r><r><t>reams</t></r></si><si><t>A, &quot;B&quot;</t><rPh><t>x</t></rPh></si></sst>",
    ),
    "xl/worksheets/sheet1.xml": strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    "xl/worksheets/sheet2.xml": strToU8(
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>note</t></is></c></row></sheetData></worksheet>',
    ),
  });
}

const rows =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>' +
  '<row r="3"><c r="A3" s="1"><v>46023</v></c><c r="B3"><v>1234.5</v></c><c r="D3" t="s"><v>2</v></c></row>' +
  '<row r="4"><c r="A4" s="2"><v>46024.75</v></c><c r="B4" t="b"><v>1</v></c><c r="C4" t="e"><v>#N/A</v></c><c r="D4" s="3"><v>0.5</v></c></row>';

// Serial 46023 is 2026-01-01 in the epoch of 1900 (ECMA-376, 18.17.4.1).
test("strings, numbers, dates, gaps: a line is a row", () => {
  expect(sheetAsText(workbook({ rows }), null)).toEqual({
    text: 'Date,Streams\n\n2026-01-01,1234.5,,"A, ""B"""\n2026-01-02,true,,0.5\n',
    sheets: ["Sales", "Notes"],
  });
  expect(sheetAsText(workbook({ rows }), "Notes").text).toBe("note\n");
});

test("the epoch of 1904", () => {
  const text = sheetAsText(
    workbook({ epoch: ' date1904="1"', rows: '<row r="1"><c r="A1" s="1"><v>44561</v></c></row>' }),
    null,
  ).text;
  expect(text).toBe("2026-01-01\n");
});

test("what is no workbook is refused with what is missing", () => {
  expect(() => sheetAsText(workbook({ rows }), "Sums")).toThrow(/a sheet "Sums", found Sales, Notes/);
  expect(() => sheetAsText(zipSync({ "a.txt": strToU8("a") }), null)).toThrow(/xl\/workbook.xml/);
  expect(() => sheetAsText(strToU8("PK nothing"), null)).toThrow(FormatError);
  expect(() => sheetAsText(workbook({ rows: "<row" }), null)).toThrow(FormatError);
  expect(() => sheetAsText(workbook({ rows: '<row r="9999999"/>' }), null)).toThrow(/a row from 1/);
  expect(() => sheetAsText(workbook({ rows: '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>' }), null)).toThrow(
    /within the sheet/,
  );
});

test("seeded damage: a text, or an error that says where", () => {
  const whole = workbook({ rows });
  const random = createRandom(3);
  for (let round = 0; round < 300; round++) {
    const damaged = whole.slice(0, random.uniform() < 0.5 ? whole.length : random.integer(0, whole.length));
    for (let change = 0; change < 3 && damaged.length > 0; change++) {
      damaged[random.integer(0, damaged.length - 1)] = random.integer(0, 255);
    }
    try {
      expect(typeof sheetAsText(damaged, null).text).toBe("string");
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  }
});
