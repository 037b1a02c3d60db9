/** What to look at in a sound: its reader's complaints and what the figures say, in plain words. */

import { clockText, countText, signedWithUnit, withUnit } from "../../foundation/look/figure-text.ts";
import type { Measurement } from "../../production/index.ts";
import type { AnalysedFile } from "../sound/analyse-file.ts";
import { escapeHtml } from "./html.ts";

interface Look {
  readonly text: string;
  /** Something is lost already, or will be. */
  readonly loss: boolean;
}

const OFFSET_WORTH_A_WORD = 0.005;
const LOST_IN_MONO_DB = -3;

function fromFigures(m: Measurement): Look[] {
  const found: Look[] = [];
  const say = (text: string, loss = false): void => {
    found.push({ text, loss });
  };
  const [run] = m.clippedRuns;
  if (m.samplePeakDbfs === null) say("The file is silent: check that the right sound was exported.", true);
  if (run) {
    const count = countText(m.clippedRuns.length, "run", "runs");
    const worst = m.clippedRuns.reduce((most, each) => Math.max(most, each.frames), 0);
    say(
      `${count} of three or more equal samples at the very top, the first at ${clockText(run.seconds, 2)}, the longest of ${worst} samples: clipped, or limited very hard. Look in the mix for what drives it.`,
      true,
    );
  }
  if (m.truePeakDbtp !== null && m.truePeakDbtp > 0) {
    say(
      `Between the samples the sound goes to ${signedWithUnit(m.truePeakDbtp, "dBTP", 2)}: converters and codecs will clip it.`,
      true,
    );
  }
  const offset = m.dcOffset.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  if (offset >= OFFSET_WORTH_A_WORD) {
    say(
      `The mean of the samples is off zero by ${withUnit(100 * offset, "%", 1)} of full scale: it costs headroom and clicks at edits.`,
    );
  }
  if (m.correlation !== null && m.correlation < 0) {
    say(
      `Left and right work against each other (correlation ${withUnit(m.correlation, "", 2)}): check the polarity of a channel.`,
    );
  } else if (m.monoLossDb !== null && m.monoLossDb < LOST_IN_MONO_DB) {
    say(`${withUnit(-m.monoLossDb, "dB", 1)} of loudness are lost on a mono speaker.`);
  }
  if (m.nullReasons.correlation?.code === "channel.silent" && m.samplePeakDbfs !== null) say("One channel is silent.");
  return found;
}

/** A list, or "" where there is nothing to be said. */
export function lookList({ warnings, analysis }: Pick<AnalysedFile, "warnings" | "analysis">): string {
  const looks = [
    ...warnings.map(({ message }): Look => ({ text: message.endsWith(".") ? message : `${message}.`, loss: false })),
    ...fromFigures(analysis.measurement),
  ];
  if (looks.length === 0) return `<p class="quiet">Nothing in this file asks for attention.</p>`;
  const items = looks.map(({ text, loss }) => `<li${loss ? ' class="loss"' : ""}>${escapeHtml(text)}</li>`);
  return `<ul class="look">${items.join("")}</ul>`;
}
