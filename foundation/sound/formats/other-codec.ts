import { FormatError } from "../../plan/errors.ts";

/** The container is sound, its codec is one that these readers do not know: another decoder may. */
export class OtherCodecError extends FormatError {}
