/** Songwright's own score files: JSON. Loads Zod: import it only where such files are read or written. */
import { FormatError, InputError } from "../plan/errors.ts";
import { memberPath, stableJson } from "../plan/json.ts";
import type { Score } from "./score.ts";
import { SCORE_SCHEMA, scoreSchema } from "./score-schema.ts";
import { validateScore } from "./validate-score.ts";

/** The text of a score file: the same score gives the same text. */
export function writeScoreFile(score: Score): string {
  return stableJson({ schema: SCORE_SCHEMA, ...validateScore(score) });
}

/**
 * The score in the text of a score file.
 *
 * @throws FormatError where it is not JSON, or no score: the message names the JSON path of the first wrong place
 */
export function readScoreFile(text: string): Score {
  const data = parsed(text);
  const version = (data as { schema?: unknown } | null)?.schema;
  if (version !== SCORE_SCHEMA) {
    const newer = typeof version === "string" && /^songwright\.score\/\d+$/.test(version);
    throw wrong(
      "$.schema",
      JSON.stringify(SCORE_SCHEMA),
      `${shown(version)}${newer ? ", made by another Songwright" : ""}`,
    );
  }
  const result = scoreSchema.safeParse(data);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    const path = issue.path.reduce<string>((at, key) => memberPath(at, key as string | number), "$");
    let value: unknown = data;
    for (const key of issue.path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
    throw wrong(path, issue.message.replace(/^.*expected (.*?)(, received .*)?$/, "$1"), shown(value));
  }
  const { schema: _, ...score } = result.data;
  try {
    return validateScore(score);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw wrong(error.field, error.allowed, error.given);
  }
}

function wrong(path: string, expected: string, found: string): FormatError {
  return new FormatError("score", 0, `${expected} at ${path}`, found);
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw new FormatError("score", 0, "JSON that is not nested so deeply", "more");
    const at = Number(/ position (\d+)/.exec((error as Error).message)?.[1] ?? text.length);
    const offset = new TextEncoder().encode(text.slice(0, at)).length;
    throw new FormatError(
      "score",
      offset,
      "JSON",
      at >= text.length ? "the end of the text" : JSON.stringify(text.slice(at, at + 20)),
    );
  }
}
