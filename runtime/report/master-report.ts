/** The report of `master`: one HTML file beside the masters. */
import { basename } from "node:path";
import type { MasteredSong } from "../master/master-song.ts";
import type { OutputDocument } from "../master/output-document.ts";
import { escapeHtml } from "./html.ts";

export function masterReport(
  song: MasteredSong,
  outputs: readonly OutputDocument[],
  _extras: Readonly<Record<string, unknown>>,
  _folder: string,
): string {
  const lines = outputs.map(({ path }) => `<p>${escapeHtml(basename(path))}</p>`);
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"/><title>${escapeHtml(basename(song.source.path))}</title></head><body>${lines.join("\n")}</body></html>\n`;
}
