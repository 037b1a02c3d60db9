/** From a survey of the whole file and what was answered to a reading, or to the questions that are still open. */
import { isKnownService, readService } from "../catalogue/service.ts";
import { readTerritory } from "../catalogue/territory.ts";
import { type DayOrder, decideDayOrder } from "./date-cells.ts";
import { factsOfName, proposedSpan, readSpan, spanText } from "./file-name-facts.ts";
import type { FileFact, Layout } from "./layout.ts";
import type { LayoutMatch } from "./match-layout.ts";
import { type DecimalMark, decideMark } from "./number-cells.ts";
import type { Answers, Question } from "./questions.ts";
import type { TableSurvey } from "./survey-table.ts";
import type { FileFacts } from "./table-reading.ts";
import { placeYears, proposedYear, readYearless } from "./yearless-dates.ts";

export interface FileIdentity {
  /** As a person knows it: the file's name, with the member of an archive. */
  readonly shown: string;
  /** Names that may say something: of the member, and of the archive around it. */
  readonly names: readonly string[];
  /** SHA-256, for answers that hold for these bytes only. */
  readonly hash: string;
  /** Day on which the file was last written; for proposals only. */
  readonly written: number | null;
  /** What stands before the header. */
  readonly preamble?: string;
}

export interface DecidedReading {
  readonly marks: Readonly<Record<string, DecimalMark>>;
  readonly orders: Readonly<Record<string, DayOrder>>;
  readonly yearless: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly facts: FileFacts;
  /** The account that the file's name tells; "" where it does not. */
  readonly account: string;
  readonly questions: readonly Question[];
}

/** Decides what the cells decide, takes what was answered, and asks for the rest. */
export function decideReading(
  match: LayoutMatch,
  header: readonly string[],
  survey: TableSurvey,
  file: FileIdentity,
  answers: Answers,
): DecidedReading {
  const questions: Question[] = [];
  const ask = (question: Omit<Question, "file">): void => void questions.push({ ...question, file: file.shown });
  const { layout } = match;
  const headerOf = (key: string): string => header[match.columns[key] as number] ?? key;

  const orders: Record<string, DayOrder> = {};
  for (const [key, evidence] of Object.entries(survey.dates)) {
    const own = decideDayOrder(evidence);
    const id = `order:${layout.id}:${key}`;
    const answer = answers[id];
    // Other dates of the same file were written by the same program.
    const other = Object.entries(survey.dates).find(([, each]) => each.dayFirst + each.monthFirst > 0)?.[1];
    const order = own ?? (other ? decideDayOrder(other) : null) ?? (isOrder(answer) ? answer : null);
    if (order) orders[key] = order;
    else {
      ask({
        id,
        what: `In the column "${headerOf(key)}", is ${evidence.example} written with the day or the month first?`,
        choices: ["day-first", "month-first"],
        proposal: layout.columns[key]?.usualOrder ?? null,
        why:
          answer === undefined
            ? `no date in the file has a number over 12 that would tell (${evidence.either} dates)`
            : refusedAnswer(answer),
      });
    }
  }

  const yearless: Record<string, Record<string, number>> = {};
  for (const [key, texts] of Object.entries(survey.days)) {
    const [first] = texts.filter((text) => readYearless(text) !== null);
    if (first === undefined) continue;
    const id = `year:${file.hash.slice(0, 12)}`;
    const answer = answers[id]?.trim();
    if (answer !== undefined && /^(?:19|20)\d{2}$/.test(answer)) yearless[key] = placeYears(texts, Number(answer));
    else {
      const proposal = proposedYear(texts, file.written);
      ask({
        id,
        what: `The dates in the column "${headerOf(key)}" have no year. In which year is the first of them, ${first.trim()}?`,
        choices: [],
        proposal: proposal === null ? null : `${proposal}`,
        why:
          answer === undefined
            ? "the export leaves the year out; the other dates follow from the first"
            : `${JSON.stringify(answer)} was answered, which is no year`,
      });
    }
  }

  const marks: Record<string, DecimalMark> = {};
  const shown = Object.values(survey.numbers).reduce((sum, each) => sum + each.point - each.comma, 0);
  const clear = Object.values(survey.numbers).some((each) => each.point > 0 || each.comma > 0);
  const others: DecimalMark | null = clear ? (shown >= 0 ? "." : ",") : null;
  for (const [key, evidence] of Object.entries(survey.numbers)) {
    const decision = decideMark(evidence, layout.columns[key]?.role === "quantity", others);
    if (decision.mark !== null) {
      marks[key] = decision.mark;
      continue;
    }
    const id = `mark:${layout.id}:${key}`;
    const answer = answers[id];
    if (answer === "." || answer === ",") marks[key] = answer;
    else {
      ask({
        id,
        what: `In the column "${headerOf(key)}", does ${decision.example} have thousands or a fraction: is the decimal mark "." or ","?`,
        choices: [".", ","],
        proposal: null,
        why: answer === undefined ? "every number in the file can be read both ways" : refusedAnswer(answer),
      });
    }
  }

  const named = Object.assign(
    {},
    ...file.names.map((name) => factsOfName(name, layout.fileName)),
    factsOfName(file.preamble ?? "", layout.preamble),
  );
  const metrics = namedMetrics(layout);
  if (named.metric !== undefined && !metrics.includes(named.metric)) named.metric = undefined;
  const facts: Record<string, unknown> = {};
  for (const fact of ["period", "territory", "metric", "service"] as const)
    if (named[fact] !== undefined) facts[fact] = named[fact];
  for (const need of layout.needs ?? []) {
    if (need in facts || given(need, match)) continue;
    const id =
      need === "title"
        ? `title:${file.names[0]}`
        : need === "currency"
          ? `currency:${layout.id}`
          : `${need}:${file.hash.slice(0, 12)}`;
    const answer = answers[id];
    const choices = need === "metric" ? metrics : need === "service" ? (layout.services ?? []) : [];
    const read = answer === undefined ? null : readFact(need, answer);
    const value = choices.length > 0 ? oneOf(choices, read) : need === "service" ? serviceOf(answer ?? "") : read;
    if (value !== null) {
      facts[need] = value;
      continue;
    }
    const span = need === "period" ? proposedSpan(named.days, file.written) : null;
    ask({
      id,
      what: ASKED[need],
      choices,
      proposal: need === "title" ? (named.title ?? null) : span ? spanText(span) : null,
      why:
        answer === undefined
          ? `neither a column nor the name of the file says it (${layout.title})`
          : choices.length > 0
            ? refusedAnswer(answer)
            : need === "service"
              ? `${JSON.stringify(answer)} was answered, which is no service that is known; "new: ${answer.trim()}" takes it as one`
              : `${JSON.stringify(answer)} was answered, which cannot be read`,
    });
  }
  return { marks, orders, yearless, facts: facts as FileFacts, account: named.account ?? "", questions };
}

const ASKED: Readonly<Record<FileFact, string>> = {
  period: "Which period is the file about? From and until, like 2025-01-01..2025-12-31.",
  title: "Which song is the file about?",
  artist: "Which artist is the file about?",
  territory: "Which territory is the file about? A country code, or WORLD.",
  service: "Which service is the file from?",
  currency: "In which currency are the amounts? A three-letter code.",
  statement: "Which statement is this? Its number or month.",
  metric: "Which figure does the file hold?",
};

const namedMetrics = ({ measures }: Layout): string[] =>
  measures.flatMap(({ unit }) => (typeof unit === "object" && "named" in unit ? Object.keys(unit.named) : []));

/** Services come and go: one that is not known is taken when it is said to be new, so that a slip of the hand is no service. */
function serviceOf(answer: string): string | null {
  const added = /^new:\s*(\S.*)$/i.exec(answer.trim())?.[1];
  return added !== undefined ? readService(added) : isKnownService(answer) ? readService(answer) : null;
}

/** As the choice is written, whatever its letters in the answer. */
function oneOf(choices: readonly string[], answer: unknown): string | null {
  return choices.find((choice) => choice.toLowerCase() === `${answer}`.toLowerCase()) ?? null;
}

const refusedAnswer = (answer: string): string => `${JSON.stringify(answer)} was answered, which is none of these`;

const isOrder = (text: string | undefined): text is DayOrder => text === "day-first" || text === "month-first";

function readFact(need: FileFact, answer: string): unknown {
  if (need === "period") return readSpan(answer);
  if (need === "territory") return readTerritory(answer);
  if (need === "metric") return answer.trim().toLowerCase();
  if (need === "currency") return /^[A-Za-z]{3}$/.test(answer.trim()) ? answer.trim().toUpperCase() : null;
  return answer.trim() === "" ? null : answer.trim();
}

/** True where a column of the file gives it, or where it is not needed after all. */
function given(need: FileFact, { layout, columns, currencies }: LayoutMatch): boolean {
  const has = (role: string): boolean => Object.keys(columns).some((key) => layout.columns[key]?.role === role);
  if (need === "period") return !layout.countedDays && (has("period") || has("from"));
  if (need === "currency") {
    const amounts = layout.measures.flatMap(({ amount = "", amountUnit }) =>
      amount in columns && amountUnit === undefined ? [amount] : [],
    );
    return has("currency") || amounts.every((key) => key in currencies);
  }
  return has(need);
}
