/** E-mail addresses and telephone numbers in free text, blanked before anything is kept or shown. */

const EMAIL = /[\p{L}\p{N}][\p{L}\p{N}._%+'-]*(?:@|%40|\uff20)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Digits with what people put between them; what it is told from follows below. */
const NUMBER = /(?<![\d@#/$€£.,])(?:\+|00)?\(?\d(?:[\s\u00a0().\-/\u2011\u2013]{0,3}\d){6,14}(?![\d@])/gu;

const MAY_EMAIL = /@|%40|\uff20/;
const MAY_NUMBER = /\d(?:[^\p{L}\n]{0,3}\d){6}/u;

export function blankEmails(text: string): string {
  return MAY_EMAIL.test(text) ? text.replace(EMAIL, "[e-mail]") : text;
}

/** Dates and times, which are digits with signs between, too. */
const DATES =
  /(?<!\d)((?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])(?:[-/.](?:0?[1-9]|[12]\d|3[01]))?|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:19|20)\d{2}|\d{1,2}:\d{2}(?::\d{2})?)(?!\d)/;

/** Text with `[e-mail]` and `[phone]` for each. Dates, times, years and amounts with thousands stay. */
export function blankContacts(text: string): string {
  const bare = blankEmails(text);
  if (!MAY_NUMBER.test(bare)) return bare;
  return bare
    .split(DATES)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(NUMBER, (found) => (isPhone(found) ? "[phone]" : found))))
    .join("");
}

const YEAR = /^(?:19|20)\d{2}(?:\d{4})?$/;
const THOUSANDS = /^\d{1,3}(?:([.\u00a0\s])\d{3})(?:\1\d{3})+$/;

function isPhone(found: string): boolean {
  if (/^(?:\+|00|\()/.test(found)) return true;
  return !THOUSANDS.test(found) && !found.split(/[\s\u00a0\u2013-]+/u).every((part) => YEAR.test(part));
}
