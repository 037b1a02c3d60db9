/** What has to be asked before a file can be read. Nothing is guessed silently. */

export interface Question {
  /** Stable: answers are remembered by it. */
  readonly id: string;
  readonly file: string;
  /** The question, for people. */
  readonly what: string;
  /** What may be answered; [] for free text. */
  readonly choices: readonly string[];
  /** What is taken with --accept-proposals; null where there is nothing to propose. */
  readonly proposal: string | null;
  readonly why: string;
}

/** Answers by question id. */
export type Answers = Readonly<Record<string, string>>;
