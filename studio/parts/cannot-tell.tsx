import type { ReactElement } from "react";

/** "Cannot tell yet": a normal state, with the cheapest way to find out. */
export function CannotTell({ missing, step }: { readonly missing: string; readonly step: string }): ReactElement {
  return (
    <div className="cannot-tell">
      <p className="strong">Cannot tell yet</p>
      <p className="small">What is missing: {missing}.</p>
      <p className="small quiet">The cheapest way to find out: {step}</p>
    </div>
  );
}
