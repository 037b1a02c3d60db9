import type { ReactElement } from "react";

export interface OriginalityDocument {
  readonly original: boolean;
  readonly pieces: number;
  readonly longest: {
    readonly length: number;
    readonly bar: number;
    readonly otherBar: number;
    readonly piece: string;
  } | null;
  readonly baseline: {
    readonly run: { readonly median: number; readonly percentile95: number; readonly most: number };
  } | null;
}

/** How near the melody comes to any song of the style, against how near these come to each other. */
export function Originality({ originality }: { readonly originality: OriginalityDocument }): ReactElement {
  const { original, pieces, longest, baseline } = originality;
  const most = Math.max(baseline?.run.most ?? 0, longest?.length ?? 0, 12);
  return (
    <section className="section" aria-label="Originality">
      <h2>Originality</h2>
      <p className={original ? undefined : "amber"}>
        {longest
          ? `The longest run of intervals shared with any of ${pieces} songs is ${longest.length} moves: bar ${longest.bar} here, bar ${longest.otherBar} of ${longest.piece}.`
          : `Nothing is shared with any of ${pieces} songs.`}
      </p>
      {baseline && (
        <>
          <p className="small quiet">
            These songs share runs of {baseline.run.median} with each other on average, of {baseline.run.most} at most.
          </p>
          <svg
            viewBox="0 0 400 28"
            className="picture"
            role="img"
            aria-label={`${longest?.length ?? 0} moves, where the songs themselves reach ${baseline.run.most}`}
          >
            <rect x={0} y={6} width={400} height={8} className="trough" />
            <rect x={0} y={6} width={(400 * (longest?.length ?? 0)) / most} height={8} className="filled" />
            {[...new Set([baseline.run.median, baseline.run.percentile95, baseline.run.most])].map((at) => (
              <line key={at} x1={(400 * at) / most} x2={(400 * at) / most} y1={2} y2={18} className="mark" />
            ))}
          </svg>
        </>
      )}
    </section>
  );
}
