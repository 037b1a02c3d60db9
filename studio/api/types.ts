/** Made by `npm run client` from the server's schemas (runtime/server/api): change those. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type FileId = string;
export type FileKind =
  | "audio"
  | "score"
  | "table"
  | "plan"
  | "document"
  | "page"
  | "picture"
  | "video"
  | "session"
  | "style"
  | "sound-font"
  | "other";
export type PlanHash = string;
export type HistoryMove =
  | {
      kind: "undo";
      line: string;
    }
  | {
      kind: "redo";
      line: string;
    }
  | {
      kind: "restore";
      line: string;
      version: number;
    }
  | {
      kind: "branch";
      line: string;
      name: string;
    }
  | {
      kind: "switch";
      line: string;
      name: string;
    };
export type ProjectId = string;
export type Place = "stems" | "mixes" | "masters" | "scores" | "data" | "campaign" | "reports" | "references" | "other";
export type OptionValue =
  | boolean
  | number
  | string
  | string[]
  | {
      [k: string]: FileId;
    };
export type ProjectEvent =
  | {
      kind: "job";
      job: JobView;
    }
  | {
      kind: "files";
    }
  | {
      kind: "history";
    };
export type RemovalId = string;
export type UploadId = string;

export interface ChangedProject {
  title?: string;
  artist?: string;
  date?: string | null;
}
export interface DecisionChange {
  id: string;
  change:
    | {
        kind: "value";
        value: Json;
      }
    | {
        kind: "put-back";
      }
    | {
        kind: "lock";
      }
    | {
        kind: "unlock";
      };
}
export interface DecisionWords {
  name: string;
  value: string;
  proposed: string | null;
  why: string;
  sure: string;
  material: string | null;
  resting: boolean;
}
export interface History {
  lines: PlanLine[];
  versions: PlanVersion[];
}
export interface PlanLine {
  line: string;
  craft: string;
  branch: string;
  now: number;
  canUndo: boolean;
  canRedo: boolean;
  branches: {
    name: string;
    head: number;
  }[];
}
export interface PlanVersion {
  id: number;
  line: string;
  parent: number | null;
  branch: string;
  hash: PlanHash;
  at: number;
  by: "machine" | "person";
  what: string;
  version: string;
  seed: number;
  inputs: {
    name: string;
    sha256: string;
  }[];
}
export interface JobProgress {
  done: number;
  total: number;
  doing: string | null;
  secondsLeft: number | null;
}
export interface JobResult {
  document: Json;
}
export interface JobView {
  id: number;
  project: ProjectId;
  verb: string;
  line: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  attempt: number;
  interrupted: boolean;
  progress: JobProgress | null;
  enqueuedAt: number;
  endedAt: number | null;
  error: string | null;
  questions: Json | null;
}
export interface JobViews {
  jobs: JobView[];
}
export interface KeepUpload {
  place: Place;
}
export interface KeptUpload {
  file: ProjectFile;
  files: ProjectFile[];
}
export interface ProjectFile {
  id: FileId;
  path: string;
  name: string;
  place: Place;
  kind: FileKind;
  bytes: number;
  modifiedAt: number;
  about: string;
  sound: SoundShape | null;
}
export interface SoundShape {
  sampleRate: number;
  channels: number;
  frames: number | null;
}
export interface NewExample {
  song: "first-light" | "low-tide";
}
export interface NewJob {
  verb: string;
  /**
   * @maxItems 1000
   */
  material?: string[];
  options?: {
    [k: string]: OptionValue;
  };
  documents?: {
    [k: string]: Json;
  };
}
export interface NewProject {
  title: string;
  artist: string;
}
export interface NewUpload {
  name: string;
  bytes: number;
  sha256?: string | null;
}
export interface PcmQuery {
  from?: number;
  frames: number;
}
export interface PeaksQuery {
  buckets?: number;
}
export interface PlanAnswer {
  version: PlanVersion;
  line: PlanLine;
  plan: Json;
  words: {
    [k: string]: DecisionWords;
  };
  changed: string[];
}
export interface PlanChanges {
  line: string;
  from: number;
  /**
   * @minItems 1
   * @maxItems 2000
   */
  changes: DecisionChange[];
}
export interface PlanQuery {
  line: string;
  version?: number;
}
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  reason: string;
  todo: string | null;
  at: string | null;
}
export interface ProjectDetails {
  id: ProjectId;
  folder: string;
  title: string;
  artist: string;
  date: string | null;
}
export interface ProjectFiles {
  files: ProjectFile[];
}
export interface RecentProject {
  id: ProjectId;
  title: string;
  artist: string;
  folder: string;
  openedAt: number;
}
export interface RemovedFile {
  id: RemovalId;
  path: string;
  bytes: number;
  removedAt: number;
}
export interface RemovedFiles {
  files: RemovedFile[];
}
export interface SoundMeasurement {
  measurement: Json;
  music: Json;
  shortTerm: (number | null)[];
}
export interface SoundSections {
  sections: {
    from: number;
    to: number;
    label: string;
  }[];
}
export interface Start {
  version: string;
  opened: ProjectId | null;
  recent: RecentProject[];
  examples: {
    song: "first-light" | "low-tide";
    title: string;
    about: string;
  }[];
  missing: string[];
  soundFonts: string[];
}
export interface Upload {
  id: UploadId;
  name: string;
  bytes: number;
  received: number;
  state: "receiving" | "received" | "kept";
  sha256: string | null;
  about: string | null;
  kind: FileKind | null;
  uses: Use[];
  refused: string | null;
  reason: string | null;
}
export interface Use {
  place: Place;
  label: string;
  verb: string | null;
}
export interface Routes {
  "GET /api/start": {
    answer: Start;
  };
  "GET /api/openapi.json": {
    answer: Json;
  };
  "POST /api/projects": {
    body: NewProject;
    answer: ProjectDetails;
  };
  "POST /api/projects/example": {
    body: NewExample;
    answer: ProjectDetails;
  };
  "GET /api/projects/:project": {
    params: {
      project: ProjectId;
    };
    answer: ProjectDetails;
  };
  "PATCH /api/projects/:project": {
    params: {
      project: ProjectId;
    };
    body: ChangedProject;
    answer: ProjectDetails;
  };
  "GET /api/projects/:project/files": {
    params: {
      project: ProjectId;
    };
    answer: ProjectFiles;
  };
  "GET /api/projects/:project/files/:file/content": {
    params: {
      project: ProjectId;
      file: FileId;
    };
    answer: "bytes";
  };
  "GET /api/projects/:project/files/:file/document": {
    params: {
      project: ProjectId;
      file: FileId;
    };
    answer: Json;
  };
  "GET /api/projects/:project/files/:file/sound": {
    params: {
      project: ProjectId;
      file: FileId;
    };
    answer: SoundShape;
  };
  "GET /api/projects/:project/files/:file/pcm": {
    params: {
      project: ProjectId;
      file: FileId;
    };
    query: PcmQuery;
    answer: "bytes";
  };
  "GET /api/projects/:project/files/:file/peaks": {
    params: {
      project: ProjectId;
      file: FileId;
    };
    query: PeaksQuery;
    answer: "bytes";
  };
  "GET /api/projects/:project/files/:file/measurement": {
    params: {
      project: ProjectId;
      file: FileId;
    };
    answer: SoundMeasurement;
  };
  "GET /api/projects/:project/files/:file/sections": {
    params: {
      project: ProjectId;
      file: FileId;
    };
    answer: SoundSections;
  };
  "GET /api/projects/:project/history": {
    params: {
      project: ProjectId;
    };
    answer: History;
  };
  "GET /api/projects/:project/plans": {
    params: {
      project: ProjectId;
    };
    query: PlanQuery;
    answer: PlanAnswer;
  };
  "POST /api/projects/:project/plans/changes": {
    params: {
      project: ProjectId;
    };
    body: PlanChanges;
    answer: PlanAnswer;
  };
  "POST /api/projects/:project/plans/moves": {
    params: {
      project: ProjectId;
    };
    body: HistoryMove;
    answer: PlanAnswer;
  };
  "DELETE /api/projects/:project/files/:file": {
    params: {
      project: ProjectId;
      file: FileId;
    };
    answer: RemovedFile;
  };
  "GET /api/projects/:project/removed": {
    params: {
      project: ProjectId;
    };
    answer: RemovedFiles;
  };
  "POST /api/projects/:project/removed/:removed/restore": {
    params: {
      project: ProjectId;
      removed: RemovalId;
    };
    answer: ProjectFile;
  };
  "POST /api/projects/:project/uploads": {
    params: {
      project: ProjectId;
    };
    body: NewUpload;
    answer: Upload;
  };
  "GET /api/projects/:project/uploads": {
    params: {
      project: ProjectId;
    };
    answer: {
      uploads: Upload[];
    };
  };
  "GET /api/projects/:project/uploads/:upload": {
    params: {
      project: ProjectId;
      upload: UploadId;
    };
    answer: Upload;
  };
  "PUT /api/projects/:project/uploads/:upload": {
    params: {
      project: ProjectId;
      upload: UploadId;
    };
    body: "bytes";
    answer: Upload;
  };
  "POST /api/projects/:project/uploads/:upload/keep": {
    params: {
      project: ProjectId;
      upload: UploadId;
    };
    body: KeepUpload;
    answer: KeptUpload;
  };
  "DELETE /api/projects/:project/uploads/:upload": {
    params: {
      project: ProjectId;
      upload: UploadId;
    };
    answer: "bytes";
  };
  "GET /api/projects/:project/jobs": {
    params: {
      project: ProjectId;
    };
    answer: JobViews;
  };
  "POST /api/projects/:project/jobs": {
    params: {
      project: ProjectId;
    };
    body: NewJob;
    answer: JobView;
  };
  "GET /api/projects/:project/jobs/:job": {
    params: {
      project: ProjectId;
      job: number;
    };
    answer: JobView;
  };
  "GET /api/projects/:project/jobs/:job/result": {
    params: {
      project: ProjectId;
      job: number;
    };
    answer: JobResult;
  };
  "POST /api/projects/:project/jobs/:job/cancel": {
    params: {
      project: ProjectId;
      job: number;
    };
    answer: JobView;
  };
  "POST /api/projects/:project/jobs/:job/again": {
    params: {
      project: ProjectId;
      job: number;
    };
    answer: JobView;
  };
  "GET /api/projects/:project/events": {
    params: {
      project: ProjectId;
    };
    answer: "bytes";
  };
}
