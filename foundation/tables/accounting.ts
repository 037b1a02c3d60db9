/** What became of every record of a file: accepted, rejected or ignored, with its place; and what was doubtful in it. */

import { blankEmails } from "./contacts.ts";

/** A record that was refused. `found` is never shown for personal data: only its kind and length. */
export interface Rejection {
  /** Line on which the record begins, from 1. */
  readonly at: number;
  /** Header of the column; null where the record as a whole is meant. */
  readonly column: string | null;
  readonly expected: string;
  readonly found: string;
}

export interface Ignored {
  readonly at: number;
  readonly why: string;
}

/** Something in accepted records that was not understood: the value was left out, or kept as it stands. */
export interface Doubt {
  readonly column: string;
  readonly expected: string;
  readonly found: string;
  /** Records with this value. */
  records: number;
  /** Line of the first. */
  readonly at: number;
}

/** How many places are listed; the counts are of all. */
export const LISTED = 1000;

export interface Accounting {
  records: number;
  accepted: number;
  rejectedCount: number;
  ignoredCount: number;
  readonly rejected: Rejection[];
  readonly ignored: Ignored[];
  readonly doubts: Doubt[];
  /** Physical lines: all, and those before the header with it, comments and blank ones. The others are records'. */
  lines: { total: number; header: number; comment: number; blank: number };
}

export function createAccounting(): Accounting {
  return {
    records: 0,
    accepted: 0,
    rejectedCount: 0,
    ignoredCount: 0,
    rejected: [],
    ignored: [],
    doubts: [],
    lines: { total: 0, header: 0, comment: 0, blank: 0 },
  };
}

export function reject(accounting: Accounting, rejection: Rejection): void {
  accounting.rejectedCount++;
  if (accounting.rejected.length < LISTED) accounting.rejected.push(rejection);
}

export function ignore(accounting: Accounting, ignored: Ignored): void {
  accounting.ignoredCount++;
  if (accounting.ignored.length < LISTED) accounting.ignored.push(ignored);
}

const LONGEST_SHOWN = 80;
const lengthText = ({ length }: string): string => (length === 1 ? "1 character" : `${length} characters`);

/**
 * A cell as a message shows it.
 *
 * @param personal the table has columns about people: digits and signs are shown, text is not
 * @param reserved nothing is shown but kind and length
 */
export function shownCell(text: string, personal: boolean, reserved = false): string {
  if (text === "") return "nothing";
  if (reserved) return `${/^[\d.,\s/:+()-]+$/.test(text) ? "digits" : "text"} of ${lengthText(text)}`;
  if (blankEmails(text) !== text) return `text of ${lengthText(text)}`;
  if (personal && /[^\d.,\s/:+-]/.test(text)) return `text of ${lengthText(text)}`;
  return text.length > LONGEST_SHOWN ? `${JSON.stringify(text.slice(0, LONGEST_SHOWN))}…` : JSON.stringify(text);
}
