/** Projects and their files, as the studio sees them. Ids are the server's own: no path from outside is ever opened. */
import { z } from "zod";

/** 12 hexadecimal digits, made from the real folder. */
export const projectId = z.string().regex(/^[0-9a-f]{12}$/);

/** 16 hexadecimal digits, made from the path within the project. */
export const fileId = z.string().regex(/^[0-9a-f]{16}$/);

export const place = z.enum([
  "stems",
  "mixes",
  "masters",
  "scores",
  "data",
  "campaign",
  "reports",
  "references",
  "other",
]);

export const recentProject = z.object({
  id: projectId,
  title: z.string(),
  artist: z.string(),
  /** As shown to the person whose machine it is. */
  folder: z.string(),
  /** Milliseconds since 1970. */
  openedAt: z.number(),
});

export const start = z.object({
  version: z.string(),
  /** The project the studio was started on; null: none. */
  opened: projectId.nullable(),
  recent: z.array(recentProject),
  examples: z.array(z.object({ song: z.enum(["first-light", "low-tide"]), title: z.string(), about: z.string() })),
  /** What cannot be done without a program that is missing: "ffmpeg: AAC, lossy encoding, clips". */
  missing: z.array(z.string()),
  /** Sound fonts of this machine, by the names of their files: `compose` takes them as "found:NAME". */
  soundFonts: z.array(z.string()),
});

export const projectDetails = z.object({
  id: projectId,
  folder: z.string(),
  title: z.string().min(1).max(200),
  artist: z.string().min(1).max(200),
  /** Year or day of release; null: not said. */
  date: z.string().max(10).nullable(),
});

export const newProject = projectDetails.pick({ title: true, artist: true });
export const changedProject = projectDetails.pick({ title: true, artist: true, date: true }).partial();
export const newExample = z.object({ song: z.enum(["first-light", "low-tide"]) });

export const fileKind = z.enum([
  "audio",
  "score",
  "table",
  "plan",
  "document",
  "page",
  "picture",
  "video",
  "session",
  "style",
  "sound-font",
  "other",
]);

export const soundFormat = z.object({
  sampleRate: z.int(),
  channels: z.int(),
  /** Null where only reading it through would tell. */
  frames: z.int().nullable(),
});

export const projectFile = z.object({
  id: fileId,
  /** Within the project, with "/". */
  path: z.string(),
  name: z.string(),
  place,
  kind: fileKind,
  bytes: z.int(),
  /** Milliseconds since 1970. */
  modifiedAt: z.number(),
  /** One line for people: "WAV, 48 kHz, 2 channels, 3:41". */
  about: z.string(),
  /** For audio that its header tells of. */
  sound: soundFormat.nullable(),
});

export const projectFiles = z.object({ files: z.array(projectFile) });

/** Parts as they are heard, seconds; those of one letter are alike. */
export const soundSections = z.object({
  sections: z.array(z.object({ from: z.number(), to: z.number(), label: z.string() })),
});

/** `measurement`, `music`: as `songwright measure --music --json` has them. `shortTerm`: LUFS of 3 s, every second from 3 s on. */
export const soundMeasurement = z.object({
  measurement: z.json(),
  music: z.json(),
  shortTerm: z.array(z.number().nullable()),
});

/** PCM blocks: planar 32-bit floats, little endian, channel after channel, at the file's own rate. */
export const pcmQuery = z.object({
  from: z.coerce.number().int().min(0).default(0),
  frames: z.coerce.number().int().min(1).max(1_048_576),
});

/** Least and greatest sample of each of `buckets` equal parts: [channel][bucket][min, max] as 32-bit floats. */
export const peaksQuery = z.object({ buckets: z.coerce.number().int().min(1).max(20_000).default(2000) });

export type Start = z.infer<typeof start>;
export type ProjectDetails = z.infer<typeof projectDetails>;
export type ProjectFile = z.infer<typeof projectFile>;
export type Place = z.infer<typeof place>;

/** 16 hexadecimal digits. */
export const removalId = z.string().regex(/^[0-9a-f]{16}$/);

/** A file that was taken out of the project: it lies in .songwright/removed and can be put back. */
export const removedFile = z.object({
  id: removalId,
  /** Where it was, within the project. */
  path: z.string(),
  bytes: z.int(),
  removedAt: z.number(),
});
export const removedFiles = z.object({ files: z.array(removedFile) });

export type RemovedFile = z.infer<typeof removedFile>;
export type SoundShape = z.infer<typeof soundFormat>;
export type FileKind = z.infer<typeof fileKind>;
export type RecentProject = z.infer<typeof recentProject>;
