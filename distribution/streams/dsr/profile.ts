/** A profile ready for reading: records as columns with their kinds, and the order of records as an automaton. */
import { type CellKind, cellKind } from "./cell-kinds.ts";
import { type ContentModel, readContentModel } from "./content-model.ts";
import { descriptionRecords } from "./description-records.ts";
import { profileTexts } from "./profile-texts.ts";
import { summaryRecords } from "./summary-records.ts";
import { usageRecords } from "./usage-records.ts";

export interface FlatColumn {
  readonly name: string;
  readonly kind: CellKind;
  readonly optional: boolean;
  /** Several values, `|` between them. */
  readonly repeats: boolean;
  /** Name of the kind, for fast ways. */
  readonly kindName: string;
}

export interface FlatRecord {
  readonly type: string;
  readonly columns: readonly FlatColumn[];
  /** Place of a column by name. */
  readonly at: Readonly<Record<string, number>>;
}

export interface FlatProfile {
  readonly profile: string;
  readonly version: string;
  readonly records: Readonly<Record<string, FlatRecord>>;
  readonly model: ContentModel;
}

/** Reads `ISRC?*:isrc`: a name, `?` optional, `*` repeated, a kind after the colon (text without). */
function readColumn(text: string): FlatColumn {
  const match = /^([A-Za-z%]+)(\??)(\*?)(?::([A-Za-z_]+))?$/.exec(text);
  if (!match) throw new Error(`column ${text}`);
  const [, name = "", optional, repeats, kindName = "text"] = match;
  return { name, kind: cellKind(kindName), optional: optional === "?", repeats: repeats === "*", kindName };
}

function readRecord(type: string, text: string): FlatRecord {
  const columns = text
    .split(" ")
    .filter((word) => word !== "")
    .map(readColumn);
  return { type, columns, at: Object.fromEntries(columns.map(({ name }, index) => [name, index])) };
}

const common: Readonly<Record<string, string>> = { ...summaryRecords, ...descriptionRecords, ...usageRecords };
const ready = new Map<string, FlatProfile>();

/** The profile of this name and version; null where there is none. */
export function flatProfile(profile: string, version: string): FlatProfile | null {
  const key = `${profile.toLowerCase()} ${version}`;
  const made = ready.get(key);
  if (made) return made;
  const found = profileTexts.find((each) => `${each.profile.toLowerCase()} ${each.version}` === key);
  if (!found) return null;
  const model = readContentModel(found.content);
  const types = new Set(model.types.filter((type) => type !== ""));
  const records = Object.fromEntries(
    [...types].map((type) => [type, readRecord(type, found.records?.[type] ?? (common[type] as string))]),
  );
  const made_: FlatProfile = { profile: found.profile, version, records, model };
  ready.set(key, made_);
  return made_;
}

/** Names and versions of all profiles, for messages. */
export function profileNames(): string[] {
  return profileTexts.map(({ profile, version }) => `${profile} ${version}`);
}
