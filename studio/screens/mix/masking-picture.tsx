import type { ReactElement } from "react";
import { useRef } from "react";
import { Button } from "../../parts/controls.tsx";
import { percentText } from "../../parts/figures.ts";
import { saveSvg } from "../../parts/saving.ts";
import type { MixDocument } from "./mix.tsx";

const WIDTH = 640;
const LEFT = 128;
const ROW = 24;

/** How much of each stem others cover, before and after. */
export function MaskingPicture({ masking }: { readonly masking: NonNullable<MixDocument["masking"]> }): ReactElement {
  const svg = useRef<SVGSVGElement>(null);
  const { stems, before, after } = masking;
  const x = (share: number): number => LEFT + share * (WIDTH - LEFT - 88);
  const height = stems.length * ROW + 24;
  const said = `Of all stems together ${percentText(before)} was covered at the levels that came in, ${percentText(after)} is now.`;
  return (
    <figure className="section" aria-label="Room for each other">
      <figcaption className="row wide">
        <h2>Room for each other</h2>
        <Button icon="save" label="Save the picture" onClick={() => svg.current && saveSvg("masking", svg.current)} />
      </figcaption>
      <p className="small">{said} Grey: before; coloured: after. Shorter is freer.</p>
      <svg ref={svg} viewBox={`0 0 ${WIDTH} ${height}`} className="picture" role="img" aria-label={said}>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line x1={x(share)} y1={0} x2={x(share)} y2={stems.length * ROW} className="grid" />
            <text x={x(share)} y={height - 6} className="tick" textAnchor="middle">
              {percentText(share)}
            </text>
          </g>
        ))}
        {stems.map((stem, at) => (
          <g key={stem.id} transform={`translate(0 ${at * ROW})`}>
            <text x={LEFT - 8} y={16} className="tick strong" textAnchor="end">
              {stem.id.length > 18 ? `${stem.id.slice(0, 17)}…` : stem.id}
            </text>
            {stem.before !== null && <rect x={LEFT} y={4} width={x(stem.before) - LEFT} height={7} className="was" />}
            {stem.after !== null && <rect x={LEFT} y={12} width={x(stem.after) - LEFT} height={7} className="filled" />}
            <text x={WIDTH - 4} y={16} className="tick" textAnchor="end">
              {percentText(stem.before)} → {percentText(stem.after)}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
