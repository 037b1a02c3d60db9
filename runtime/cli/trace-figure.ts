/** `trace`: from a figure to the lines behind it. */
import { readFigure } from "../../foundation/tables/figure.ts";
import { knownLayouts as layouts } from "../store/known-layouts.ts";
import { openStore } from "../store/project-store.ts";
import { type TracedFile, type TracedSum, traceFigure } from "../store/trace-figure.ts";
import type { Context } from "./verb.ts";

export async function traceToLines(context: Context): Promise<void> {
  const { project, lines } = context.options as unknown as { readonly project: string; readonly lines: number };
  const figure = readFigure(context.material[0] as string);
  const store = await openStore(project, { mustExist: true });
  try {
    const trace = await traceFigure(store, figure, layouts, lines);
    context.say(`${trace.figure}: ${sumsText(trace.sums)}`);
    for (const file of trace.files) context.say(fileText(file));
    context.write(trace);
  } finally {
    store.close();
  }
}

function sumsText(sums: readonly TracedSum[]): string {
  if (sums.length === 0) return "nothing";
  return sums
    .map(({ basis, currency, facts, quantity, amount }) =>
      [
        ...(quantity === null ? [] : [`${quantity}`]),
        ...(amount === null ? [] : [`${amount} ${currency}`]),
        `${basis}, ${facts} ${facts === 1 ? "fact" : "facts"}`,
      ].join(", "),
    )
    .join("; ");
}

const WHY: Readonly<Record<TracedFile["file"], string>> = {
  unchanged: "",
  changed: "  the file is not the one that was read: its lines cannot be shown",
  gone: "  the file is no longer there: its lines cannot be shown",
};

function fileText(file: TracedFile): string {
  const name = file.member === null ? file.path : `${file.path}: ${file.member}`;
  const lines = file.lines.map(({ line, cells }) => {
    const shown = Object.entries(cells).filter(([, text]) => text !== "");
    return `  line ${line}: ${shown.map(([column, text]) => `${column} ${text}`).join(" | ")}`;
  });
  const definition = file.definition === null ? [] : [`  what is counted: ${file.definition}`];
  return [
    name,
    `  ${file.layout}: ${sumsText(file.sums)}`,
    ...definition,
    ...(WHY[file.file] === "" ? lines : [WHY[file.file]]),
  ].join("\n");
}
