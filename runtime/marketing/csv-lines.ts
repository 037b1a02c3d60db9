/** The records of a small CSV file as texts, with the lines they begin on. */
import { asUtf8, createRecordSplitter, detectEncoding, recordTexts } from "../../foundation/tables/index.ts";

export interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Comma, semicolon or tab, whichever the first line has most of. */
export function csvLines(raw: Uint8Array): CsvLine[] {
  const blocks = [...asUtf8([raw], detectEncoding(raw))];
  const head = new TextDecoder().decode((blocks[0] ?? new Uint8Array()).subarray(0, 2000)).split(/\r?\n/)[0] ?? "";
  const delimiter = [",", ";", "\t"].sort((a, b) => head.split(b).length - head.split(a).length)[0] as string;
  const splitter = createRecordSplitter(delimiter.charCodeAt(0));
  const lines: CsvLine[] = [];
  for (const next of [...blocks.map((block) => () => splitter.push(block)), () => splitter.end()]) {
    const records = next();
    for (let record = 0; record < records.count; record++) {
      lines.push({ line: records.lines[record] as number, cells: recordTexts(records, record) });
    }
  }
  return lines;
}
