/** Errors on their way between threads: fields survive, classes do not. */
import { FormatError, InputError, NeedError } from "../../foundation/plan/index.ts";

export function plainError(cause: unknown): unknown {
  if (!(cause instanceof Error)) return { name: "Error", message: String(cause) };
  return { ...cause, name: cause.name, message: cause.message, stack: cause.stack };
}

export function revived(cause: unknown): unknown {
  const data = cause as Record<string, unknown> & { name?: string; message?: string };
  if (data?.name === "FormatError") {
    return new FormatError(data.format as string, data.offset as number, data.expected as string, data.found as string);
  }
  if (data?.name === "InputError")
    return new InputError(data.field as string, data.allowed as string, data.given as string);
  if (data?.name === "NeedError") return new NeedError(data.what as string, data.install as string);
  return Object.assign(new Error(data?.message ?? String(cause)), data);
}
