import { type ReactElement, useEffect, useRef, useState } from "react";
import { leadSheet, type Score, writeAbc } from "../../../foundation/score/index.ts";

/** The melody with its chords, as notation. */
export function LeadSheet({ score, title }: { readonly score: Score; readonly title: string }): ReactElement {
  const paper = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    let gone = false;
    void import("abcjs").then(({ default: abcjs }) => {
      if (gone || !paper.current) return;
      abcjs.renderAbc(paper.current, writeAbc(leadSheet({ ...score, title })), {
        responsive: "resize",
        add_classes: true,
        foregroundColor: "currentColor",
        wrap: { minSpacing: 1.5, maxSpacing: 2.6, preferredMeasuresPerLine: 4 },
        staffwidth: 800,
      });
      for (const link of paper.current.querySelectorAll("svg")) link.setAttribute("role", "img");
    });
    return () => {
      gone = true;
    };
  }, [open, score, title]);
  return (
    <details className="section" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="strong">Lead sheet</summary>
      <div ref={paper} className="paper" />
    </details>
  );
}
