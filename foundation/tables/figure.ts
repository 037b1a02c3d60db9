/**
 * The name of a figure: what is counted, and where. "streams?basis=paid&territory=DE&from=2026-01-01&until=2026-01-31".
 * Every figure in an answer carries its name, so that it can be traced to the lines behind it.
 */
import { InputError } from "../plan/errors.ts";
import { isoDay, readDate } from "./date-cells.ts";

export interface Figure {
  /** "streams", "listeners"; "money" for amounts. */
  readonly unit: string;
  readonly basis?: string;
  readonly service?: string;
  readonly territory?: string;
  /** ISRC, or a title. */
  readonly recording?: string;
  readonly context?: string;
  readonly currency?: string;
  /** ISO days, both included. */
  readonly from?: string;
  readonly until?: string;
}

const PARTS = ["basis", "service", "territory", "recording", "context", "currency", "from", "until"] as const;

/** Parts in a fixed order, so that one figure has one name. */
export function figureName(figure: Figure): string {
  const parts = PARTS.flatMap((part) =>
    figure[part] === undefined ? [] : [`${part}=${encodeURIComponent(figure[part])}`],
  );
  return parts.length === 0 ? figure.unit : `${figure.unit}?${parts.join("&")}`;
}

/** Throws InputError with what is not understood. A month or year stands for its first or last day. */
export function readFigure(name: string): Figure {
  const at = name.indexOf("?");
  const unit = (at < 0 ? name : name.slice(0, at)).trim();
  if (unit === "") throw new InputError("FIGURE", "what is counted, like streams", name);
  const figure: Record<string, string> = { unit };
  for (const part of at < 0 ? [] : name.slice(at + 1).split("&")) {
    const [key = "", value = ""] = part.split("=", 2);
    if (!(PARTS as readonly string[]).includes(key))
      throw new InputError("FIGURE", `${PARTS.join(", ")} behind the ?`, part);
    const text = decodeURIComponent(value);
    figure[key] = key === "from" || key === "until" ? dayOf(text, key) : text;
  }
  return figure as unknown as Figure;
}

function dayOf(text: string, key: "from" | "until"): string {
  const span = readDate(text, "day-first");
  if (!span) throw new InputError("FIGURE", `a date after ${key}=`, text);
  return isoDay(span[key]);
}
