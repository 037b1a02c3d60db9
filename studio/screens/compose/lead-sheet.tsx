import { type ReactElement, useCallback, useEffect, useRef, useState } from "react";
import { leadSheet, type Score, writeAbc } from "../../../foundation/score/index.ts";
import { Button } from "../../parts/controls.tsx";
import { saveBlob, saveSvg } from "../../parts/saving.ts";

/** The melody with its chords, as notation. */
export function LeadSheet({ score, title }: { readonly score: Score; readonly title: string }): ReactElement {
  const paper = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const sheet = useCallback(() => writeAbc(leadSheet({ ...score, title })), [score, title]);
  useEffect(() => {
    if (!open) return;
    let gone = false;
    void import("abcjs").then(({ default: abcjs }) => {
      if (gone || !paper.current) return;
      withStylesAllowed(() =>
        abcjs.renderAbc(paper.current as HTMLDivElement, sheet(), {
          responsive: "resize",
          add_classes: true,
          foregroundColor: "currentColor",
          wrap: { minSpacing: 1.5, maxSpacing: 2.6, preferredMeasuresPerLine: 4 },
          staffwidth: 800,
        }),
      );
      for (const link of paper.current.querySelectorAll("svg")) link.setAttribute("role", "img");
    });
    return () => {
      gone = true;
    };
  }, [open, sheet]);
  return (
    <details className="section" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="strong">Lead sheet</summary>
      <div className="row">
        <Button
          icon="save"
          label="Save the lead sheet as a picture"
          onClick={() => {
            const svg = paper.current?.querySelector("svg");
            if (svg) saveSvg(`${title}, lead sheet`, svg);
          }}
        />
        <Button kind="bare" onClick={() => saveBlob(`${title}.abc`, new Blob([sheet()], { type: "text/vnd.abc" }))}>
          Save as ABC
        </Button>
      </div>
      <div ref={paper} className="paper" />
    </details>
  );
}

/**
 * abcjs writes styles as attributes and a style sheet into its picture, which the content security policy forbids: as
 * properties it allows the ones, with this page's nonce the other.
 */
function withStylesAllowed(draw: () => void): void {
  const { setAttribute } = Element.prototype;
  const { createElementNS } = document;
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
  Element.prototype.setAttribute = function (this: Element, name: string, value: string) {
    if (name === "style") (this as HTMLElement).style.cssText = value;
    else setAttribute.call(this, name, value);
  };
  document.createElementNS = ((space: string, name: string) => {
    const made = createElementNS.call(document, space, name) as SVGElement;
    if (name === "style") made.nonce = nonce;
    return made;
  }) as typeof createElementNS;
  try {
    draw();
  } finally {
    Element.prototype.setAttribute = setAttribute;
    document.createElementNS = createElementNS;
  }
}
