/** Posts and ads of some exports, without a project: read into a store in memory, which is gone afterwards. */
import type { Run } from "../../foundation/plan/run.ts";
import type { Answers, Question } from "../../foundation/tables/index.ts";
import type { AdResult, Post } from "../../marketing/index.ts";
import { QuestionsError } from "../cli/exit-codes.ts";
import { type FileLedger, importFile } from "./import-files.ts";
import { knownLayouts } from "./known-layouts.ts";
import { openMemoryStore, type ProjectStore } from "./project-store.ts";
import { readAdResults } from "./read-ad-results.ts";
import { readPosts } from "./read-posts.ts";

/**
 * @param answers to the questions of `import`, by id
 * @param told hears of each file's ledger: rows that could not be read stand in it
 * @throws QuestionsError with what there is to ask; FormatError where the file is no export that is known
 */
export async function readPostsFiles(
  paths: readonly string[],
  answers: Answers = {},
  run: Run = {},
  told: (ledger: FileLedger) => void = () => {},
): Promise<Post[]> {
  return readFiles(paths, readPosts, answers, run, told);
}

/** Likewise the results of ads. */
export async function readAdsFiles(
  paths: readonly string[],
  answers: Answers = {},
  run: Run = {},
): Promise<AdResult[]> {
  return readFiles(paths, readAdResults, answers, run);
}

async function readFiles<R>(
  paths: readonly string[],
  read: (store: ProjectStore) => Promise<R>,
  answers: Answers,
  run: Run,
  told: (ledger: FileLedger) => void = () => {},
): Promise<R> {
  const store = await openMemoryStore();
  try {
    const options = { layouts: knownLayouts, kinds: {}, as: null, account: null, answers };
    const open: Question[] = [];
    for (const path of paths) {
      const ledger = await importFile(store, path, null, options, run);
      open.push(...ledger.questions);
      told(ledger);
    }
    if (open.length > 0) throw new QuestionsError(open);
    return await read(store);
  } finally {
    store.close();
  }
}
