/** Tables: rows from files, with every row accounted for. */
export {
  type Accounting,
  createAccounting,
  type Doubt,
  type Ignored,
  ignore as ignoreRecord,
  type Rejection,
  reject as rejectRecord,
} from "./accounting.ts";
export { type CellDictionary, createCellDictionary } from "./cell-dictionary.ts";
export { blankContacts, blankEmails } from "./contacts.ts";
export { createFanConverter, type ListedFan, type PurchaseClass, readEmail } from "./convert-fans.ts";
export { BY_DAY, createTableConverter, type TableConverter } from "./convert-table.ts";
export { civilDay, dayNumber, isoDay, monthSpan, readDate, readIsoDay, type Span, wholeMonth } from "./date-cells.ts";
export { type DecidedReading, decideReading, type FileIdentity } from "./decide-reading.ts";
export {
  addDecimals,
  compareDecimals,
  type Decimal,
  decimalNumber,
  decimalText,
  multiplyDecimals,
  readDecimal,
  roundDecimal,
  subtractDecimals,
  trimDecimal,
} from "./decimal.ts";
export { type DetectedTable, detectTable } from "./detect-table.ts";
export { asUtf8, createUtf8Check, type DetectedEncoding, detectEncoding } from "./encoding.ts";
export { AMOUNT_SCALE, type FactBatch, NONE, type RecordingEntry } from "./fact-batch.ts";
export { createFactWriter, type FactWriter, type WrittenFact } from "./fact-writer.ts";
export type { ItemEntry } from "./item-entry.ts";
export {
  type Basis,
  type ColumnRole,
  type ColumnSpec,
  type ItemKind,
  isReserved,
  type Layout,
  type MeasureSpec,
} from "./layout.ts";
export { type LayoutMatch, matchLayout, measureKeys, missingColumns } from "./match-layout.ts";
export {
  addEvidence,
  type DecimalMark,
  decideMark,
  type NumberEvidence,
  noEvidence,
  readNumber,
} from "./number-cells.ts";
export { changeMapping, mappingText, proposeLayout } from "./propose-layout.ts";
export type { Answers, Question } from "./questions.ts";
export { cellText, createRecordSplitter, type Records, recordTexts } from "./records.ts";
export { findStackedTables, type StackedTable, stackedTableText } from "./stacked-tables.ts";
export { createTableSurveyor, type TableSurvey } from "./survey-table.ts";
export type { FileFacts, TableReading } from "./table-reading.ts";
