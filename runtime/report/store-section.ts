/** What stores look at: per file, what is fine and what is left to do. */
import { basename } from "node:path";
import { countText } from "../../foundation/look/figure-text.ts";
import type { OutputDocument } from "../master/output-document.ts";
import { escapeHtml } from "./html.ts";

export function storeSection(outputs: readonly OutputDocument[]): string {
  const parts = outputs.map(({ path, store }) => {
    const todo = store.filter(({ pass }) => !pass);
    const verdict =
      todo.length === 0 ? "Ready for delivery." : `${countText(todo.length, "thing", "things")} to do before delivery.`;
    const items = [...todo, ...store.filter(({ pass }) => pass)].map(({ pass, say }) => checkItem(pass, say));
    return `<h3>${escapeHtml(basename(path))}: ${verdict}</h3>\n<ul class="checks">\n${items.join("\n")}\n</ul>`;
  });
  return `<section>\n<h2>For the stores</h2>\n${parts.join("\n")}\n</section>`;
}

/** One check as a list item with its mark. */
export function checkItem(pass: boolean, say: string): string {
  const mark = pass ? '<path d="M2 8l3 3 7-8"/>' : '<rect x="2" y="2" width="10" height="10"/>';
  return `<li class="${pass ? "pass" : "todo"}"><svg viewBox="0 0 14 14" role="img" aria-label="${pass ? "fine" : "to do"}">${mark}</svg>${escapeHtml(sentence(say))}</li>`;
}

/** With a capital, and true minus signs. */
export function sentence(say: string): string {
  return `${say.slice(0, 1).toUpperCase()}${say.slice(1)}`.replace(/(^|[\s(])-(?=\d)/g, "$1\u2212");
}
