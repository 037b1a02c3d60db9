import { useEffect } from "react";
import { currentLine, type OpenPlan, plans, readPlanOf } from "../state/plans.ts";
import { project } from "../state/project.ts";
import { useStore } from "../state/store.ts";

/** The plan of a line, read again whenever it moved; undo is about it. Null: there is none; undefined: being read. */
export function usePlan(line: string): OpenPlan | null | undefined {
  const open = useStore(project);
  const known = useStore(plans);
  const standing = open?.history.lines.find((each) => each.line === line);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the line moved
  useEffect(() => {
    void readPlanOf(line);
  }, [line, standing?.now, open?.id]);
  useEffect(() => {
    currentLine.set(line);
    return () => currentLine.set(null);
  }, [line]);
  return standing === undefined && open !== null ? null : known[line];
}
