/** Sounds of the project: what they measure, and their way onto the deck. */
import { getJson } from "../api/request.ts";
import type { ProjectFile } from "../api/types.ts";
import { load, setLoudness } from "../player/player.ts";
import { player, type Version } from "../player/playing.ts";
import { api, project } from "./project.ts";
import { createStore } from "./store.ts";

export interface Levels {
  readonly integratedLufs: number | null;
  readonly loudnessRangeLu: number | null;
  readonly truePeakDbtp: number | null;
  readonly plrDb: number | null;
  /** Null: not heard. */
  readonly music: HeardMusic | null;
}

/** As `songwright measure --music` has it; values are null where nothing can be told. */
interface HeardMusic {
  readonly tempo: Heard<number>;
  readonly key: Heard<string>;
  readonly mode: Heard<string>;
}

interface Heard<T> {
  readonly value: T | null;
  readonly confidence: number | null;
  readonly alternatives: readonly { readonly value: T }[];
}

/** By file id and time of change; null: being measured. */
export const levels = createStore<Readonly<Record<string, Levels | null>>>({});

const keyOf = (file: ProjectFile): string => `${file.id}.${file.modifiedAt}`;

export async function measure(file: ProjectFile): Promise<Levels | null> {
  const open = project.get();
  const known = levels.get()[keyOf(file)];
  if (known || open === null) return known ?? null;
  levels.set((now) => ({ ...now, [keyOf(file)]: null }));
  const found = await getJson<{ readonly measurement: Omit<Levels, "music">; readonly music: HeardMusic | null }>(
    api(open.id, `/files/${file.id}/measurement`),
  ).then(
    ({ measurement, music }): Levels => ({ ...measurement, music }),
    () => null,
  );
  levels.set((now) => {
    const { [keyOf(file)]: _, ...others } = now;
    return found === null ? others : { ...others, [keyOf(file)]: found };
  });
  return found;
}

export const levelsOf = (all: Readonly<Record<string, Levels | null>>, file: ProjectFile): Levels | null =>
  all[keyOf(file)] ?? null;

/** Whether its levels are on their way. */
export const isMeasuring = (all: Readonly<Record<string, Levels | null>>, file: ProjectFile): boolean =>
  all[keyOf(file)] === null;

/** Files that can be heard. */
export const sounds = (files: readonly ProjectFile[]): readonly ProjectFile[] =>
  files.filter(({ kind, sound }) => kind === "audio" && sound !== null);

/** What codecs made of a master, to listen to: nothing that is delivered. */
export const isCodecTrial = ({ path }: ProjectFile): boolean => path.includes("/codecs/");

/** Puts versions on the deck; what plays goes on at its place. They are matched as soon as they are measured. */
export async function hear(files: readonly ProjectFile[], selected = 0, keep = true): Promise<void> {
  const open = project.get();
  if (open === null) return;
  const versions = await Promise.all(
    files.map(async (file): Promise<Version> => {
      const format = file.sound?.frames
        ? file.sound
        : await getJson<NonNullable<ProjectFile["sound"]>>(api(open.id, `/files/${file.id}/sound`));
      return {
        id: file.id,
        name: file.path,
        loudnessLufs: levelsOf(levels.get(), file)?.integratedLufs ?? null,
        sound: {
          url: api(open.id, `/files/${file.id}/pcm`),
          sampleRate: format.sampleRate,
          channels: format.channels,
          frames: format.frames ?? 0,
        },
      };
    }),
  );
  const same =
    player
      .get()
      .versions.map(({ id }) => id)
      .join() === versions.map(({ id }) => id).join();
  await load({ title: open.details.title, versions, selected }, keep || same);
  for (const file of files)
    void measure(file).then((found) => {
      if (found) setLoudness(file.id, found.integratedLufs);
    });
}
