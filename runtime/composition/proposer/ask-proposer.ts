/** Asks a model server for bars, within limits of time and size. The address is a person's; nothing else is asked. */
import type { PassageAsked, ProposedLines } from "../../../composition/write/propose/proposal.ts";
import { InputError } from "../../../foundation/plan/index.ts";
import { ANSWER, PROPOSAL_SCHEMA, proposalRequest, proposedLines } from "./proposal-document.ts";

export interface ProposerLimits {
  /** For a whole answer. */
  readonly milliseconds: number;
  readonly bytes: number;
}

export const PROPOSER_LIMITS: ProposerLimits = { milliseconds: 30_000, bytes: 4 * 1024 * 1024 };

const OPTION = "--proposer";

/** Throws InputError for what is no address of a web server. */
export function proposerAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username !== "" || parsed.password !== "")
    throw new InputError(OPTION, "an address like http://127.0.0.1:8765/propose", url);
  return parsed.href;
}

/**
 * What the server proposes for the bars.
 *
 * @throws InputError in words where nobody answers in time, or what comes is too large or no answer
 */
export async function askProposer(
  url: string,
  asked: PassageAsked,
  signal?: AbortSignal,
  limits: ProposerLimits = PROPOSER_LIMITS,
): Promise<ProposedLines> {
  const patience = AbortSignal.timeout(limits.milliseconds);
  const either = signal ? AbortSignal.any([signal, patience]) : patience;
  const refuse = (expected: string, given: string): InputError => new InputError(OPTION, expected, `${url} (${given})`);
  let text: string;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(proposalRequest(asked)),
      signal: either,
      redirect: "error",
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw refuse("a server that answers", `it said ${response.status}`);
    }
    text = await limitedText(response, limits.bytes, () =>
      refuse(`an answer of at most ${limits.bytes} bytes`, "more came"),
    );
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof InputError) throw error;
    if (patience.aborted)
      throw refuse(`an answer within ${limits.milliseconds / 1000} seconds`, "none came until then");
    const { message, cause } = error as Error;
    throw refuse("a server that answers", cause instanceof Error ? cause.message : message);
  }
  const answer = ANSWER.safeParse(parsed(text));
  if (!answer.success)
    throw refuse(`JSON with "schema": "${PROPOSAL_SCHEMA}" and a list "proposals" of at most 32`, "something else");
  return proposedLines(answer.data.proposals, asked);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function limitedText(response: Response, most: number, tooMuch: () => InputError): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    // Leaving the loop ends the reading: the rest is never fetched.
    if (size > most) throw tooMuch();
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
