import { type ReactElement, useState } from "react";
import { Button, Check } from "../../parts/controls.tsx";
import { oddsText } from "../../parts/figures.ts";
import type { MixDocument } from "./mix.tsx";

interface ProposalsProps {
  readonly proposals: NonNullable<MixDocument["proposals"]>;
  readonly busy: boolean;
  accept(ids: readonly string[]): void;
}

/** What the session check found: nothing of it is done until a person says so. */
export function Proposals({ proposals, busy, accept }: ProposalsProps): ReactElement {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <section className="section" aria-label="Session check">
      <h2>Session check</h2>
      <p className="small quiet">Found, and proposed; nothing of it is done until you say so.</p>
      <ul className="stack small">
        {proposals.map(({ id, kind, stem, confidence }) => (
          <li key={id} className="row wide">
            <Check
              label={`${kind.replaceAll("-", " ")} in ${stem}`}
              value={chosen.includes(id)}
              onChange={(on) => setChosen((now) => (on ? [...now, id] : now.filter((each) => each !== id)))}
            />
            <span className="quiet">{oddsText(confidence)}</span>
          </li>
        ))}
      </ul>
      <div>
        <Button disabled={chosen.length === 0 || busy} onClick={() => accept(chosen)}>
          Carry out what is chosen
        </Button>
      </div>
    </section>
  );
}
