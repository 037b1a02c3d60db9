/** Other people's music that tests compare with, where it is; see the tests for what is skipped without. */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";

const scores = "../shared/data/scores";
export const unusualMidi = "../shared/data/malformed/test-midi-files";
export const musicXmlSchema = "../shared/data/schemas/musicxml";

/** Paths, ascending; empty where there are none. */
function files(pattern: string): string[] {
  return globSync(pattern).sort();
}

export const pop909: readonly string[] = files(`${scores}/pop909/*/*.mid`);
export const nottingham: readonly string[] = files(`${scores}/nottingham/ABC_cleaned/*.abc`);
export const lieder: readonly string[] = files(`${scores}/lieder/**/*.mxl`);
export const unusualMidiFiles: readonly string[] = files(`${unusualMidi}/midi*/*`).filter(
  (path) => !path.endsWith(".js"),
);

/** Why a test that needs these cannot run; "" where it can. */
export const noScores: string = existsSync(scores) ? "" : `no scores in ${scores}`;
export const noUnusualMidi: string = existsSync(unusualMidi) ? "" : `no files in ${unusualMidi}`;
export const noSchema: string = existsSync(musicXmlSchema) ? "" : `no schema in ${musicXmlSchema}`;

export function noProgram(name: string, argument: string): string {
  return spawnSync(name, [argument], { stdio: "ignore" }).error === undefined ? "" : `${name} is not installed`;
}

export function bytesOf(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path));
}
