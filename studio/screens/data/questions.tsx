import { type ReactElement, useState } from "react";
import { Button, Choice, TextField } from "../../parts/controls.tsx";
import type { ImportQuestion } from "./ledger.ts";

interface QuestionsProps {
  readonly questions: readonly ImportQuestion[];
  readonly busy: boolean;
  answer(answers: Readonly<Record<string, string>>): void;
  accept(): void;
}

/** What files leave open: asked once, remembered. Nothing is guessed. */
export function Questions({ questions, busy, answer, accept }: QuestionsProps): ReactElement {
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const given = (id: string): string => answers[id] ?? "";
  const open = questions.filter(({ id }) => given(id) === "").length;
  const proposed = questions.filter(({ proposal }) => proposal !== null).length;
  return (
    <section className="section questions" aria-label="Questions">
      <h2>{questions.length === 1 ? "One question" : `${questions.length} questions`} before it can be read</h2>
      {questions.map(({ id, what, file, why, choices, proposal }) => (
        <div key={id} className="stack">
          {choices.length > 0 ? (
            <Choice
              label={`${file}: ${what}`}
              hint={`${why}${proposal === null ? "" : `. Proposed: ${proposal}`}`}
              value={given(id)}
              choices={[["", "choose"], ...choices.map((choice) => [choice, choice] as const)]}
              onChange={(value) => setAnswers((now) => ({ ...now, [id]: value }))}
            />
          ) : (
            <TextField
              label={`${file}: ${what}`}
              hint={why}
              placeholder={proposal ?? ""}
              value={given(id)}
              onChange={(value) => setAnswers((now) => ({ ...now, [id]: value }))}
            />
          )}
        </div>
      ))}
      <div className="row wrap">
        <Button
          kind="main"
          disabled={busy || open > 0}
          title={open > 0 ? `${open} still open` : ""}
          onClick={() => answer(answers)}
        >
          Read with these answers
        </Button>
        {proposed > 0 && (
          <Button disabled={busy} onClick={accept}>
            Take what is proposed ({proposed})
          </Button>
        )}
      </div>
    </section>
  );
}
