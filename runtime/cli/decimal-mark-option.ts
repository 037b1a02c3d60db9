/** `--decimal-mark`, for verbs on small tables whose own cells may not tell it. */
import type { TextOption } from "./verb.ts";

export const decimalMarkOption: TextOption = {
  kind: "text",
  about: "what stands before fractions in the file; told by its numbers when not given",
  choices: ["point", "comma"],
};
