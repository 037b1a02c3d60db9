/** Listen: every version of the music on one clock, A/B/X at equal loudness, blind when wanted. */
import { type ReactElement, useEffect, useState } from "react";
import { clockText, numberText, signedText } from "../../../foundation/look/figure-text.ts";
import type { ProjectFile } from "../../api/types.ts";
import { Button, Check } from "../../parts/controls.tsx";
import { DropZone } from "../../parts/drop-zone.tsx";
import { DroppedList } from "../../parts/dropped-list.tsx";
import { percentText } from "../../parts/figures.ts";
import { Empty, Figures, Table } from "../../parts/shown.tsx";
import { Waveform } from "../../pictures/waveform.tsx";
import { play, select } from "../../player/player.ts";
import { letterOf } from "../../player/player-bar.tsx";
import { player } from "../../player/playing.ts";
import { type OpenProject, performJob } from "../../state/project.ts";
import { hear, isCodecTrial, isMeasuring, type Levels, levels, levelsOf, measure, sounds } from "../../state/sounds.ts";
import { useStore } from "../../state/store.ts";
import { drop, dropped } from "../../state/uploads.ts";
import { BlindTest } from "./blind-test.tsx";
import { Sections } from "./sections.tsx";

export default function Listen({ project }: { readonly project: OpenProject }): ReactElement {
  const all = sounds(project.files).filter(
    ({ place, path }) => place !== "stems" && place !== "other" && !path.includes("/session/"),
  );
  const waiting = useStore(dropped).filter((item) => item.project === project.id);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [blind, setBlind] = useState(false);
  const { versions, selected } = useStore(player);
  const known = useStore(levels);
  const versionFiles = chosen.flatMap((id) => all.find((file) => file.id === id) ?? []);
  // At first the newest master against its mix; later what the person chose and is still there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when files come or go
  useEffect(() => {
    const still = chosen.filter((id) => all.some((file) => file.id === id));
    setChosen(still.length > 0 ? still : first(all).map(({ id }) => id));
  }, [all.map(({ id }) => id).join()]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the files that are chosen, whenever one was made anew
  useEffect(() => {
    if (versionFiles.length > 0) void hear(versionFiles, Math.min(selected, versionFiles.length - 1));
  }, [versionFiles.map(({ id, modifiedAt }) => id + modifiedAt).join()]);
  if (all.length === 0)
    return (
      <Empty title="Nothing to listen to yet">
        <p>
          Drop a finished mix to master it, stems to have them mixed, or exports of your streaming services. With the
          example, one button makes everything.
        </p>
        <DropZone take={(files) => void drop(project.id, files)}>
          <p className="strong">Drop music here</p>
        </DropZone>
        <DroppedList items={waiting} />
        <Button kind="main" onClick={() => void makeAll()}>
          Make everything that can be made
        </Button>
      </Empty>
    );
  const heard = versionFiles[selected] ?? versionFiles[0];
  const toggle = (file: ProjectFile, on: boolean): void =>
    setChosen((now) => (on ? [...now, file.id] : now.filter((id) => id !== file.id)));
  return (
    <div className="page">
      <header>
        <h1>Listen</h1>
        <p>
          {versions.length > 1
            ? `Versions play on one clock and at equal loudness. Keys ${versions.length === 2 ? "1 and 2" : `1 to ${Math.min(9, versions.length)}`} choose, X goes back and forth.`
            : "Choose versions to compare: they play on one clock and at equal loudness."}
        </p>
      </header>
      {heard && (
        <section className="section" aria-label="Waveform">
          <Waveform file={heard} project={project.id} changes={project.changes} />
          <Sections project={project} file={heard} />
          <Measured file={heard} />
        </section>
      )}
      {blind && versions.length > 1 ? (
        <BlindTest close={() => setBlind(false)} />
      ) : (
        <section className="section" aria-label="Versions">
          <div className="row wide">
            <h2>Versions</h2>
            <Button
              disabled={versionFiles.length < 2}
              title={versionFiles.length < 2 ? "Choose at least two versions" : ""}
              onClick={() => setBlind(true)}
            >
              Blind test
            </Button>
          </div>
          <Table
            name="versions"
            columns={[
              {
                name: "Version",
                of: ({ path }) => path,
                show: (file) => (
                  <Check
                    label={`${chosen.includes(file.id) ? `${letterOf(chosen.indexOf(file.id))}  ` : ""}${file.path}`}
                    value={chosen.includes(file.id)}
                    onChange={(on) => toggle(file, on)}
                  />
                ),
              },
              { name: "What it is", of: ({ about }) => about },
              {
                name: "Loudness",
                number: true,
                of: (file) => levelsOf(known, file)?.integratedLufs ?? null,
                show: (file) => levelText(known, file, "integratedLufs", "LUFS"),
              },
              {
                name: "True peak",
                number: true,
                of: (file) => levelsOf(known, file)?.truePeakDbtp ?? null,
                show: (file) => levelText(known, file, "truePeakDbtp", "dBTP"),
              },
              {
                name: "Turned down by",
                number: true,
                of: (file) => offsetOf(file),
                show: (file) =>
                  levelsOf(known, file) && offsetOf(file) !== null ? `${signedText(offsetOf(file), 1)}\u202fdB` : "–",
              },
            ]}
            rows={all}
            keyOf={({ id }) => id}
            chosen={versions[selected]?.id ?? null}
          />
          {versions.length > 0 && (
            <div className="row wrap">
              {versions.map(({ id, name }, at) => (
                <Button
                  key={id}
                  pressed={at === selected}
                  onClick={() => {
                    select(at);
                    void play();
                  }}
                >
                  Hear {letterOf(at)}: {name.split("/").at(-1)}
                </Button>
              ))}
            </div>
          )}
        </section>
      )}
      <section className="section" aria-label="More">
        <DropZone take={(files) => void drop(project.id, files)}>
          <p className="small quiet">Drop another version, stems, notes or exports</p>
        </DropZone>
        <DroppedList items={waiting} />
        <div className="row">
          <Button onClick={() => void makeAll()}>Make everything that is out of date</Button>
        </div>
      </section>
    </div>
  );
}

const makeAll = (): Promise<unknown> =>
  performJob({ verb: "make", material: ["."], options: {}, documents: {} }, "Everything is made.");

function first(all: readonly ProjectFile[]): readonly ProjectFile[] {
  const newest = (place: string): ProjectFile[] =>
    all
      .filter((file) => file.place === place && !isCodecTrial(file))
      .sort((a, b) => b.modifiedAt - a.modifiedAt)
      .slice(0, 1);
  const two = [...newest("mixes"), ...newest("masters")];
  return two.length > 0 ? two : all.slice(0, 2);
}

/** Files that nobody listens to are not measured. */
function levelText(
  known: Readonly<Record<string, Levels | null>>,
  file: ProjectFile,
  name: "integratedLufs" | "truePeakDbtp",
  unit: string,
): string {
  const found = levelsOf(known, file);
  if (found) return `${numberText(found[name], 1)}\u202f${unit}`;
  return isMeasuring(known, file) ? "measuring…" : "–";
}

function offsetOf(file: ProjectFile): number | null {
  const { versions, offsetsDb } = player.get();
  const at = versions.findIndex(({ id }) => id === file.id);
  return at < 0 ? null : (offsetsDb[at] ?? null);
}

function Measured({ file }: { readonly file: ProjectFile }): ReactElement {
  const all = useStore(levels);
  const known = levelsOf(all, file);
  const busy = isMeasuring(all, file);
  useEffect(() => {
    void measure(file);
  }, [file]);
  const seconds = file.sound?.frames ? file.sound.frames / file.sound.sampleRate : null;
  return (
    <Figures
      busy={busy}
      items={[
        { name: "Integrated", value: numberText(known?.integratedLufs ?? null, 1), unit: "LUFS" },
        { name: "Range", value: numberText(known?.loudnessRangeLu ?? null, 1), unit: "LU" },
        { name: "True peak", value: numberText(known?.truePeakDbtp ?? null, 1), unit: "dBTP" },
        { name: "Peak to loudness", value: numberText(known?.plrDb ?? null, 1), unit: "dB" },
        { name: "Length", value: seconds === null ? "–" : clockText(seconds) },
        ...heardItems(known),
      ]}
    />
  );
}

/** Tempo and key, with how sure they are; nothing where nothing can be told. */
function heardItems(known: Levels | null): { name: string; value: string; unit?: string; note: string }[] {
  const { tempo, key, mode } = known?.music ?? {};
  const items: ReturnType<typeof heardItems> = [];
  if (tempo?.value) {
    const [other] = tempo.alternatives;
    const note = `${percentText(tempo.confidence ?? 0)} sure${other ? `, or ${numberText(other.value, 0)}` : ""}`;
    items.push({ name: "Tempo", value: numberText(tempo.value, 1), unit: "bpm", note });
  }
  if (key?.value && mode?.value)
    items.push({ name: "Key", value: `${key.value} ${mode.value}`, note: `${percentText(key.confidence ?? 0)} sure` });
  return items;
}
