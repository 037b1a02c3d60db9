/** The page around a report: one file that needs nothing else, for screen and paper. */
import { createHash } from "node:crypto";
import { escapeHtml } from "./html.ts";
import { pageStyle } from "./page-style.ts";

export interface Page {
  readonly title: string;
  readonly body: string;
  /** Runs at the end; the page must say everything without it. Without "<", "&" or "]]>". */
  readonly script?: string;
}

/** Written so that it is well-formed XML too. No request leaves the page but for sound beside it. */
export function page({ title, body, script }: Page): string {
  const hash = script === undefined ? null : createHash("sha256").update(script).digest("base64");
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    ...(hash === null ? [] : [`script-src 'sha256-${hash}'`, "media-src 'self' file:"]),
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="${policy}"/>
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,"/>
<style>
${pageStyle}
</style>
</head>
<body>
<main>
${body}
</main>
${script === undefined ? "" : `<script>${script}</script>\n`}</body>
</html>
`;
}
