import { type ReactElement, useEffect, useState } from "react";
import { numberText, signedText } from "../../../foundation/look/figure-text.ts";
import { getJson } from "../../api/request.ts";
import type { ProjectFile } from "../../api/types.ts";
import { Table } from "../../parts/shown.tsx";
import { Chart } from "../../pictures/chart.tsx";
import { api } from "../../state/project.ts";

export interface Measured {
  readonly measurement: {
    readonly integratedLufs: number | null;
    readonly loudnessRangeLu: number | null;
    readonly maxShortTermLufs: number | null;
    readonly truePeakDbtp: number | null;
    readonly plrDb: number | null;
    readonly psrDb: number | null;
    readonly correlation: number | null;
    readonly sideToMidDb: number | null;
    readonly spectrum: {
      readonly bandsHz: readonly number[];
      readonly midDb: readonly (number | null)[];
      readonly sideDb: readonly (number | null)[];
    };
  };
  readonly shortTerm: readonly (number | null)[];
}

/** What a file measures; null while it is being measured. */
export function useMeasured(project: string, file: ProjectFile): Measured | null {
  const [known, setKnown] = useState<{ readonly key: string; readonly is: Measured } | null>(null);
  const key = `${file.id}.${file.modifiedAt}`;
  useEffect(() => {
    let gone = false;
    getJson<Measured>(api(project, `/files/${file.id}/measurement`)).then(
      (is) => {
        if (!gone) setKnown({ key, is });
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [key, file.id, project]);
  return known?.key === key ? known.is : null;
}

interface BeforeAfterProps {
  readonly mix: ProjectFile;
  readonly master: ProjectFile;
  readonly project: string;
}

const FIGURES = [
  ["Integrated", "integratedLufs", "LUFS"],
  ["Range", "loudnessRangeLu", "LU"],
  ["Loudest 3 s", "maxShortTermLufs", "LUFS"],
  ["True peak", "truePeakDbtp", "dBTP"],
  ["Peak to loudness", "plrDb", "dB"],
  ["Least peak to short-term", "psrDb", "dB"],
  ["Side to mid", "sideToMidDb", "dB"],
  ["Correlation", "correlation", ""],
] as const;

/** The mix and its master: figures, tone at equal loudness, loudness over time. */
export function BeforeAfter({ mix, master, project }: BeforeAfterProps): ReactElement {
  const before = useMeasured(project, mix);
  const after = useMeasured(project, master);
  if (!before || !after)
    return (
      <p className="quiet small" role="status">
        Measuring…
      </p>
    );
  const moved = (after.measurement.integratedLufs ?? 0) - (before.measurement.integratedLufs ?? 0);
  const { bandsHz } = before.measurement.spectrum;
  const raised = before.measurement.spectrum.midDb.map((db) => (db === null ? null : db + moved));
  const seconds = after.shortTerm.map((_, at) => at + 3);
  return (
    <>
      <Table
        name="before and after"
        columns={[
          { name: "Figure", of: ([name]) => name },
          { name: "Mix", number: true, of: ([, key]) => before.measurement[key], show: (row) => figure(before, row) },
          { name: "Master", number: true, of: ([, key]) => after.measurement[key], show: (row) => figure(after, row) },
          {
            name: "Change",
            number: true,
            of: ([, key]) => difference(before, after, key),
            show: ([, key]) => signedText(difference(before, after, key), key === "correlation" ? 2 : 1),
          },
          { name: "Unit", of: ([, , unit]) => unit, show: ([, , unit]) => <span className="quiet">{unit}</span> },
        ]}
        rows={FIGURES}
        keyOf={([name]) => name}
      />
      <Chart
        title="Tone"
        says={`Third octaves of the middle; the mix is raised by ${signedText(moved, 1)} dB, so that tone is compared at equal loudness.`}
        unit="dB"
        axis="hertz"
        x={bandsHz}
        lines={[
          { name: "mix", values: raised, ink: "quiet", dashed: true },
          { name: "master", values: after.measurement.spectrum.midDb, ink: "accent" },
        ]}
      />
      <Chart
        title="Loudness"
        says="Over 3 seconds each, second by second."
        unit="LUFS"
        axis="seconds"
        x={seconds}
        lines={[
          { name: "mix", values: seconds.map((_, at) => before.shortTerm[at] ?? null), ink: "quiet", dashed: true },
          { name: "master", values: after.shortTerm, ink: "accent" },
        ]}
        height={180}
      />
    </>
  );
}

type Key = (typeof FIGURES)[number][1];

const figure = ({ measurement }: Measured, [, key]: (typeof FIGURES)[number]): string =>
  numberText(measurement[key], key === "correlation" ? 2 : 1);

function difference(before: Measured, after: Measured, key: Key): number | null {
  const [a, b] = [before.measurement[key], after.measurement[key]];
  return a === null || b === null ? null : b - a;
}
