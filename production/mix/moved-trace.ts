/** A trace as cuts for moments and automation would leave it: for pictures of what they do. */
import { amplitudeFromDecibels, decibelsFromAmplitude, decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { movingBellPower } from "../../foundation/sound/index.ts";
import { automationAt } from "./automation.ts";
import { ERB_BANDS, ERB_CENTRES_HZ } from "./erb.ts";
import { cutAmount } from "./moment-cuts.ts";
import type { StemSettings } from "./stem-settings.ts";
import { type StemTrace, TRACE_RATE } from "./stem-trace.ts";

/** Only the excitation is moved; the same trace where nothing moves. */
export function movedTrace(
  trace: StemTrace,
  { momentCuts, automation }: Pick<StemSettings, "momentCuts" | "automation">,
): StemTrace {
  if (momentCuts.length === 0 && automation.length === 0) return trace;
  const frames = trace.cents.length;
  const gains = new Float64Array(frames * ERB_BANDS);
  if (automation.length > 0)
    for (let at = 0; at < frames; at++)
      gains.fill(
        decibelsFromAmplitude(automationAt(automation, at / TRACE_RATE)),
        at * ERB_BANDS,
        (at + 1) * ERB_BANDS,
      );
  for (const cut of momentCuts) {
    const depth = 1 - amplitudeFromDecibels(cut.gainDb);
    for (const [from, to] of cut.moments) {
      const last = Math.min(frames - 1, Math.floor(to * TRACE_RATE));
      for (let at = Math.max(0, Math.ceil(from * TRACE_RATE)); at <= last; at++) {
        const gain = 1 - depth * cutAmount(from, to, at / TRACE_RATE);
        if (gain === 1) continue;
        for (let b = 0, n = at * ERB_BANDS; b < ERB_BANDS; b++, n++) {
          const power = movingBellPower(cut, gain, ERB_CENTRES_HZ[b] as number);
          gains[n] = (gains[n] as number) + decibelsFromPower(power);
        }
      }
    }
  }
  const excitation = trace.excitation.map((step, n) =>
    step === 0 ? 0 : Math.max(0, Math.min(255, Math.round(step + 2 * (gains[n] as number)))),
  );
  return { ...trace, excitation };
}
