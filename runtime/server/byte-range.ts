/** The Range header of a request (RFC 9110, 14.2): one range of bytes. */
import { Refusal } from "./refusal.ts";

/** Both ends included; null: all of it, also where the header is of another unit or of several ranges. */
export function byteRange(
  header: string | undefined,
  total: number,
): { readonly from: number; readonly to: number } | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (!found || (found[1] === "" && found[2] === "")) return null;
  const [, first = "", last = ""] = found;
  const from = first === "" ? Math.max(0, total - Number(last)) : Number(first);
  const to = first === "" || last === "" ? total - 1 : Math.min(Number(last), total - 1);
  if (from > to || from >= total)
    throw new Refusal(416, "wrong-range", `The file has ${total} bytes.`, null, null, { bytes: total });
  return { from, to };
}
