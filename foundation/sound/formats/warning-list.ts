import type { SoundSink, SoundWarning } from "../audio.ts";

/** A sink that tells what it had to put up with: clipped samples, tags that its format cannot hold. */
export interface WarningSink extends SoundSink {
  /** Grows while blocks are written; complete after `finish`. */
  readonly warnings: readonly SoundWarning[];
}

/**
 * The warnings of one source or sink. A warning given again with the same code and place replaces the first, so reading
 * a file twice does not double its list.
 */
export class WarningList {
  readonly list: SoundWarning[] = [];

  add(code: string, message: string, offset: number | null, facts: SoundWarning["facts"] = {}): void {
    const warning = { code, message, offset, facts };
    const at = this.list.findIndex((known) => known.code === code && known.offset === offset);
    if (at >= 0) this.list[at] = warning;
    else if (this.list.length < mostWarnings) this.list.push(warning);
  }
}

/** A hostile file must not fill the memory with complaints about itself. */
const mostWarnings = 200;
