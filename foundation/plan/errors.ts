/**
 * The errors that are not bugs. Whatever else is thrown is one, except a DOMException "AbortError": that is a person
 * who changed their mind.
 */

/** Material that is not what it says it is. The message names the place, what was expected and what was found. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  /** The format as people call it: "WAV", "FLAC", "MIDI". */
  readonly format: string;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;

  constructor(format: string, offset: number, expected: string, found: string) {
    super(`${format} at byte ${offset}: expected ${expected}, found ${found}`);
    this.format = format;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }
}

/** A value from the caller that is outside what is allowed. `allowed` and `given` are written for people. */
export class InputError extends Error {
  override readonly name = "InputError";
  /** The option, argument or JSON path: "--workers", "$.decisions[3].value". */
  readonly field: string;
  readonly allowed: string;
  readonly given: string;

  constructor(field: string, allowed: string, given: string) {
    super(`${field}: expected ${allowed}, given ${given}`);
    this.field = field;
    this.allowed = allowed;
    this.given = given;
  }
}

/** Something outside the program is missing on this machine. */
export class NeedError extends Error {
  override readonly name = "NeedError";
  /** What is missing and for what: "ffmpeg, to read AAC". */
  readonly what: string;
  /** The command that installs it: "sudo apt-get install ffmpeg". */
  readonly install: string;

  constructor(what: string, install: string) {
    super(`${what} is needed. Install it with: ${install}`);
    this.what = what;
    this.install = install;
  }
}
