/**
 * A blind test (ABX): X is A or B, at equal loudness; the person says which. What comes out is how often a coin would
 * have done as well.
 */
import { type ReactElement, useEffect, useState } from "react";
import { Button } from "../../parts/controls.tsx";
import { play, select, setMatched } from "../../player/player.ts";
import { player } from "../../player/playing.ts";
import { useStore } from "../../state/store.ts";

/** The chance to be right at least so often by throwing a coin: the upper tail of a binomial distribution. */
export function chanceByCoin(right: number, trials: number): number {
  let sum = 0;
  let ways = 1;
  for (let k = 0; k <= trials; k++) {
    if (k >= right) sum += ways;
    ways = (ways * (trials - k)) / (k + 1);
  }
  return sum / 2 ** trials;
}

/** As many as can show that somebody hears a difference, and few enough to be done. */
const TRIALS = 12;

/** From the machine's own source of chance: what X is must not be foreseeable. */
const draw = (): 0 | 1 => ((crypto.getRandomValues(new Uint8Array(1))[0] as number) & 1 ? 1 : 0);

export function BlindTest({ close }: { close(): void }): ReactElement {
  const { versions } = useStore(player);
  const [hidden, setHidden] = useState<0 | 1>(draw);
  const [answers, setAnswers] = useState<readonly boolean[]>([]);
  const [heard, setHeard] = useState("");
  useEffect(() => setMatched(true), []);
  const hear = (what: "A" | "B" | "X"): void => {
    select(what === "A" ? 0 : what === "B" ? 1 : hidden);
    setHeard(what);
    void play();
  };
  const answer = (guess: 0 | 1): void => {
    setAnswers((now) => [...now, guess === hidden]);
    setHidden(draw());
    setHeard("");
    select(0);
  };
  const right = answers.filter(Boolean).length;
  const done = answers.length >= TRIALS;
  const chance = chanceByCoin(right, answers.length);
  return (
    <section className="section" aria-label="Blind test">
      <div className="row wide">
        <h2>Blind test</h2>
        <Button onClick={close}>End the test</Button>
      </div>
      <p className="small">
        A is {versions[0]?.name}, B is {versions[1]?.name}; X is one of them, drawn anew each time. Which?
      </p>
      {done ? (
        <p>
          <span className="strong">
            {right} of {TRIALS} right.
          </span>{" "}
          {chance < 0.05
            ? `By a coin this happens about ${oneIn(chance)}: you hear a difference.`
            : `A coin does as well about ${oneIn(chance)}: whether you hear a difference cannot be told from this.`}
        </p>
      ) : (
        <>
          <div className="row wrap">
            {(["A", "B", "X"] as const).map((what) => (
              <Button key={what} pressed={heard === what} onClick={() => hear(what)}>
                Hear {what}
              </Button>
            ))}
            <Button kind="main" onClick={() => answer(0)}>
              X is A
            </Button>
            <Button kind="main" onClick={() => answer(1)}>
              X is B
            </Button>
          </div>
          <p className="small quiet" role="status">
            {answers.length} of {TRIALS} answered.
          </p>
        </>
      )}
    </section>
  );
}

function oneIn(chance: number): string {
  return chance > 0.4 ? "every other time" : `once in ${Math.round(1 / chance)}`;
}
