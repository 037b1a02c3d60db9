/** The sound fonts of this machine, by the names of their files. */
import { useEffect, useState } from "react";
import { getJson } from "../../api/request.ts";
import type { Start } from "../../api/types.ts";

/** [] until they are known, and where they cannot be. */
export function useFoundFonts(): readonly string[] {
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    let gone = false;
    getJson<Start>("/api/start").then(
      ({ soundFonts }) => {
        if (!gone) setFound(soundFonts);
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, []);
  return found;
}
