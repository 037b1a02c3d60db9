/**
 * Writes a song with a model server's proposals in the search. Writing is one pure function and asking takes time: where
 * it comes to bars that have not been asked for, it stops, the server is asked, and it begins again; the same bars with the
 * same notes before them are asked for once.
 */
import type { PassageAsked, ProposedLines } from "../../../composition/write/propose/proposal.ts";
import type { SongMaker, WrittenSong } from "../../../composition/write/write-song.ts";
import { checkpoint, type Run } from "../../../foundation/plan/index.ts";
import type { Tell } from "../steering.ts";
import { askProposer, type ProposerLimits, proposerAddress } from "./ask-proposer.ts";

/** Passages of a song are some dozens; a song that asks for more goes on with what it has. */
const MOST_ASKED = 400;

/** Thrown through the writing where it needs an answer first. */
class Unasked extends Error {
  readonly asked: PassageAsked;
  constructor(asked: PassageAsked) {
    super("bars that have not been asked for");
    this.asked = asked;
  }
}

export interface Proposer {
  readonly url: string;
  readonly limits?: ProposerLimits;
}

/**
 * @param write writes the song with this maker; may be called many times, and what it warns of counts once
 * @throws InputError where the server is none, does not answer, or not within its limits
 */
export async function withProposals(
  proposer: Proposer | null,
  maker: SongMaker,
  write: (maker: SongMaker, warn: Tell) => WrittenSong | Promise<WrittenSong>,
  warn: Tell,
  run?: Run,
): Promise<WrittenSong> {
  if (proposer === null) return write(maker, warn);
  const url = proposerAddress(proposer.url);
  const known = new Map<string, ProposedLines>();
  const propose = (asked: PassageAsked): ProposedLines => {
    const lines = known.get(JSON.stringify(asked));
    if (lines) return lines;
    if (known.size >= MOST_ASKED) return { lines: [], unreadable: 0 };
    throw new Unasked(asked);
  };
  for (;;) {
    const warnings: string[] = [];
    try {
      const song = await write({ ...maker, propose }, (text) => warnings.push(text));
      for (const text of warnings) warn(text);
      return song;
    } catch (error) {
      if (!(error instanceof Unasked)) throw error;
      checkpoint(run, { done: known.size, total: known.size + 1, doing: "asking the server for bars" });
      known.set(JSON.stringify(error.asked), await askProposer(url, error.asked, run?.signal, proposer.limits));
    }
  }
}
