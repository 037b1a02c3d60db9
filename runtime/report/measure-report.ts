/** The report of `measure`: one HTML file that needs nothing else. */
import { basename } from "node:path";
import type { AnalysedFile } from "../sound/analyse-file.ts";
import { escapeHtml } from "./html.ts";

export function measureReport(files: readonly AnalysedFile[]): string {
  const names = files.map(({ path }) => `<h1>${escapeHtml(basename(path))}</h1>`);
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"/><title>Measured</title></head><body>${names.join("\n")}</body></html>\n`;
}
