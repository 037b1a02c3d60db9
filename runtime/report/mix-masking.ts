/** How much of each stem others cover, at the levels that came in and as the plan has it: figures and picture. */

import { numberText, withUnit } from "../../foundation/look/figure-text.ts";
import {
  ERB_BANDS,
  type MixSettings,
  maskingOf,
  movedTrace,
  type SongFindings,
  type StemTrace,
} from "../../production/mix/index.ts";
import { bandGains, levelChange } from "../../production/mix/stem-level.ts";
import { byGroup, type StemRow, shortened } from "./mix-stem-rows.ts";
import { rectangle, segment, words } from "./svg-marks.ts";
import { picture } from "./svg-plot.ts";

/** Every second of the traces' frames: 10 looks a second. */
const STRIDE = 2;
/** A stem that is left out, dB. */
const OUT_DB = -200;

export interface MaskedShares {
  /** 0 to 1, of all stems together. */
  readonly before: number;
  readonly after: number;
  /** By the stem's id; null where nothing of it counts (silent, or too quiet to be heard). */
  readonly stems: ReadonlyMap<string, { readonly before: number | null; readonly after: number | null }>;
}

/** Faders, pan, channel gains, equalisers, cuts for moments and automation count; compressors and glue do not. */
export function maskedShares(song: SongFindings, { stems }: MixSettings): MaskedShares {
  const traces = song.stems.map(({ trace }) => trace);
  const before = maskingOf(
    traces.map((trace) => ({ trace, gainsDb: new Float64Array(ERB_BANDS) })),
    STRIDE,
  );
  const after = maskingOf(
    stems.map((settings, s) => {
      const trace = movedTrace(traces[s] as StemTrace, settings);
      const plain = settings.faderDb + settings.momentMakeUpDb + levelChange(trace, { ...settings, equaliser: [] });
      const gainsDb = bandGains(settings.equaliser, song.sampleRate).map((gain) =>
        settings.muted ? OUT_DB : gain + plain,
      );
      return { trace, gainsDb };
    }),
    STRIDE,
  );
  const share = ({ masked, counted }: typeof before, s: number): number | null =>
    (counted[s] as number) > 0 ? (masked[s] as number) / (counted[s] as number) : null;
  return {
    before: before.share,
    after: after.share,
    stems: new Map(stems.map(({ id }, s) => [id, { before: share(before, s), after: share(after, s) }])),
  };
}

const WIDTH = 960;
const LEFT = 176;
const RIGHT = WIDTH - 116;

/** Two bars for each stem, from 0 to 100 %. */
export function maskingPicture(rows: readonly StemRow[], shares: MaskedShares): string {
  const height = rows.length > 40 ? 14 : 22;
  const bar = height > 14 ? 7 : 5;
  const at = (share: number): number => LEFT + share * (RIGHT - LEFT);
  const parts: string[] = [];
  let y = 6;
  for (const [bus, members] of byGroup(rows)) {
    for (const { id } of members) {
      const { before = null, after = null } = shares.stems.get(id) ?? {};
      const top = y + (height - 2 * bar - 1) / 2;
      parts.push(
        words([0, y + height / 2 + 4], shortened(id, 26), "start", "tick strong"),
        rectangle(LEFT, top, at(before ?? 0) - LEFT, bar, "was"),
        rectangle(LEFT, top + bar + 1, at(after ?? 0) - LEFT, bar, `bus-${bus}`),
        words([RIGHT + 12, y + height / 2 + 4], changeText(before, after)),
      );
      y += height;
    }
    y += 8;
  }
  const marks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    segment([at(share), 0], [at(share), y], share === 0 ? "zero" : "grid"),
    words([at(share), y + 16], withUnit(100 * share, "%", 0), "middle"),
  ]);
  const label = `Share of each stem that others cover, before and after: ${withUnit(100 * shares.before, "%", 0)} of everything before, ${withUnit(100 * shares.after, "%", 0)} after.`;
  return picture(WIDTH, y + 22, label, [...marks, ...parts]);
}

function changeText(before: number | null, after: number | null): string {
  const text = (share: number | null): string => (share === null ? "\u2013" : numberText(100 * share, 0));
  return `${text(before)} \u2192 ${text(after)}\u202f%`;
}
