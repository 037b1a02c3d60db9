/** Bought streams told from innocent spikes: made-up catalogues, three views of each, both kinds of mistakes. */

import { judgeMonths, judgeRecording, type RecordingStreams, type Verdict } from "../../distribution/index.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import { median, type Part, table } from "../table.ts";
import {
  DAYS,
  type FakeWorld,
  FIRST_DAY,
  fakeWorld,
  PLACES,
  SERVICES,
  type WorldEvent,
  type WorldTrack,
} from "./fake-world.ts";

/** Worlds that were not looked at while the method was made. */
const SEEDS = [101, 102, 103, 104, 105];
const TRACKS = 2000;

export interface Found {
  readonly track: number;
  /** Days of the world. */
  readonly from: number;
  readonly until: number;
  readonly verdict: Verdict;
  readonly ratio: number;
}

type View = "full" | "song" | "month";
const VIEWS: readonly (readonly [View, string])[] = [
  ["full", "date, place, service; listeners and saves of one service"],
  ["song", "one service, date and streams"],
  ["month", "month, place, service"],
];

const NAMES = Array.from({ length: PLACES }, (_, k) => `P${k}`);
const SERVICE_NAMES = Array.from({ length: SERVICES }, (_, s) => `S${s}`);
const MONTHS = monthsOfWorld();

function monthsOfWorld(): { from: number; until: number }[] {
  const months: { from: number; until: number }[] = [];
  for (let day = 0; day < DAYS; day++) {
    const key = isoDay(FIRST_DAY + day).slice(0, 7);
    const last = months[months.length - 1];
    if (last && isoDay(FIRST_DAY + last.from).slice(0, 7) === key) last.until = day;
    else months.push({ from: day, until: day });
  }
  return months;
}

function found(track: number, world: WorldTrack, view: View): Found[] {
  if (view === "month") {
    const streams = world.streams.map((row) => {
      const sums = new Float64Array(MONTHS.length * PLACES);
      MONTHS.forEach(({ from, until }, month) => {
        for (let day = from; day <= until; day++)
          for (let k = 0; k < PLACES; k++) sums[month * PLACES + k]! += row[day * PLACES + k]!;
      });
      return sums;
    });
    const months = MONTHS.map(({ from, until }) => ({ from: FIRST_DAY + from, until: FIRST_DAY + until }));
    return judgeMonths({ recording: `${track}`, months, services: SERVICE_NAMES, places: NAMES, streams }).map(
      ({ measures, judgement }) => ({
        track,
        from: measures.from - FIRST_DAY,
        until: measures.until - FIRST_DAY,
        ...judgement,
      }),
    );
  }
  return judgeRecording(seen(track, world, view)).map(({ surge, judgement }) => ({
    track,
    from: surge.from,
    until: surge.until,
    ...judgement,
  }));
}

function seen(track: number, world: WorldTrack, view: View): RecordingStreams {
  const base = { recording: `${track}`, first: FIRST_DAY, days: DAYS };
  if (view === "full")
    return {
      ...base,
      services: SERVICE_NAMES,
      places: NAMES,
      streams: world.streams,
      listeners: [world.listeners, null, null],
      saves: [world.saves, null, null],
    };
  const daily = new Float64Array(DAYS);
  const row = world.streams[0]!;
  for (let at = 0; at < row.length; at++) daily[Math.floor(at / PLACES)]! += row[at]!;
  return { ...base, services: [""], places: [""], streams: [daily], listeners: [null], saves: [null] };
}

export interface FakeScore {
  readonly large: number;
  readonly largeFound: number;
  readonly largeEvidence: number;
  readonly small: number;
  readonly smallFound: number;
  readonly smallEvidence: number;
  readonly innocent: number;
  readonly innocentLook: number;
  readonly accused: number;
  readonly evidence: number;
  readonly rightEvidence: number;
  readonly quietLook: number;
  readonly quietEvidence: number;
  readonly trackMonths: number;
  readonly startsOff: readonly number[];
  readonly campaigns: readonly { readonly streams: number; readonly found: boolean; readonly evidence: boolean }[];
}

/** @param accuse what a detector without any weighing would do: every surge is evidence */
export function scoreFindings({ events, tracks }: FakeWorld, all: readonly Found[], accuse: boolean): FakeScore {
  const shown = accuse
    ? all.map((each): Found => ({ ...each, verdict: "evidence" }))
    : all.filter(({ verdict }) => verdict !== "explained");
  const byTrack = new Map<number, Found[]>();
  for (const each of shown) byTrack.set(each.track, [...(byTrack.get(each.track) ?? []), each]);
  const hits = new Map(
    events.map((event) => [event, (byTrack.get(event.track) ?? []).filter((each) => belongs(event, each))]),
  );
  const isEvidence = ({ verdict }: Found): boolean => verdict === "evidence";
  const campaigns = events.filter(({ what }) => what === "campaign");
  const innocents = events.filter(({ what }) => what === "innocent");
  const large = campaigns.filter(({ size }) => size >= 1);
  const small = campaigns.filter(({ size }) => size < 1);
  const hit = (list: readonly WorldEvent[]): number => list.filter((event) => hits.get(event)!.length > 0).length;
  const accused = (list: readonly WorldEvent[]): number =>
    list.filter((event) => hits.get(event)!.some(isEvidence)).length;
  const explained = new Set(events.flatMap((event) => hits.get(event)!));
  const quiet = shown.filter((each) => !explained.has(each));
  return {
    large: large.length,
    largeFound: hit(large),
    largeEvidence: accused(large),
    small: small.length,
    smallFound: hit(small),
    smallEvidence: accused(small),
    innocent: innocents.length,
    innocentLook: hit(innocents),
    accused: accused(innocents),
    evidence: shown.filter(isEvidence).length,
    rightEvidence: campaigns.flatMap((event) => hits.get(event)!).filter(isEvidence).length,
    quietLook: quiet.length,
    quietEvidence: quiet.filter(isEvidence).length,
    trackMonths: (tracks * DAYS) / 30.44 - events.reduce((sum, { from, until }) => sum + (until - from + 1) / 30.44, 0),
    campaigns: campaigns.map((event) => ({
      streams: event.streams,
      found: hit([event]) > 0,
      evidence: accused([event]) > 0,
    })),
    startsOff: large.flatMap((event) => {
      const first = hits.get(event)![0];
      return first ? [Math.abs(first.from - event.from)] : [];
    }),
  };
}

/** Holidays come twice; what spreads by itself has a tail to the end of the world. */
function belongs({ what, kind, from, until }: WorldEvent, found: Found): boolean {
  const overlaps = (a: number, b: number): boolean => found.from <= b && found.until >= a;
  if (what === "campaign" || kind === "playlist") return overlaps(from, until);
  if (kind === "holiday") return overlaps(from, until) || overlaps(from + 366, until + 366);
  return overlaps(from, DAYS);
}

export const fake: Part = {
  name: "fake",
  title: "Bought streams and innocent spikes: 2,000 recordings, 730 days, 60 places, 3 services",
  async run() {
    const scores = new Map<string, FakeScore[]>();
    const times: number[] = [];
    for (const seed of SEEDS) {
      const start = performance.now();
      const world = fakeWorld(seed, TRACKS);
      const lists = new Map<View, Found[]>(VIEWS.map(([view]) => [view, []]));
      let full = 0;
      for (let at = 0; at < TRACKS; at++) {
        const track = world.track(at);
        for (const [view] of VIEWS) {
          const begin = performance.now();
          lists.get(view)!.push(...found(at, track, view));
          if (view === "full") full += performance.now() - begin;
        }
      }
      times.push(full / 1000, (performance.now() - start) / 1000);
      for (const [view] of VIEWS) {
        put(scores, view, scoreFindings(world, lists.get(view)!, false));
        if (view === "full") put(scores, "all", scoreFindings(world, lists.get(view)!, true));
      }
    }
    const rows = [...VIEWS, ["all", "the same as the first, every surge accused"] as const].map(([view, text]) => {
      const each = scores.get(view)!;
      const sum = (key: Exclude<keyof FakeScore, "startsOff" | "campaigns">): number =>
        each.reduce((total, score) => total + score[key], 0);
      const share = (part: number, whole: number): string =>
        whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : "\u2013";
      const off = each.flatMap(({ startsOff }) => startsOff);
      return [
        text,
        share(sum("largeFound"), sum("large")),
        share(sum("largeEvidence"), sum("large")),
        share(sum("smallFound"), sum("small")),
        share(sum("smallEvidence"), sum("small")),
        `${share(sum("rightEvidence"), sum("evidence"))} of ${sum("evidence")}`,
        `${each.map(({ accused }) => accused).join(", ")}`,
        (sum("innocentLook") / each.length).toFixed(1),
        ((10_000 * sum("quietEvidence")) / sum("trackMonths")).toFixed(2),
        ((10_000 * sum("quietLook")) / sum("trackMonths")).toFixed(2),
        off.length > 0 ? `${median(off)}` : "\u2013",
      ];
    });
    return {
      lines: [
        `${SEEDS.length} worlds, seeds ${SEEDS.join(", ")}; campaigns of 100 % or more: ${scores.get("full")!.reduce((sum, { large }) => sum + large, 0)}, smaller: ${scores.get("full")!.reduce((sum, { small }) => sum + small, 0)}; innocent spikes: 40 in each.`,
        "",
        ...table(
          [
            "view",
            "\u2265 100 %: found (look or evidence)",
            "\u2265 100 %: evidence",
            "20\u2013100 %: found",
            "20\u2013100 %: evidence",
            "evidence that is right",
            "innocent spikes accused, by world",
            "innocent spikes looked at, mean of 40",
            "false evidence per 10,000 quiet track-months",
            "false findings of any level per 10,000",
            "start off, days (median)",
          ],
          rows,
        ),
        "",
        ...table(
          ["streams bought (first view, all sizes)", "campaigns", "found", "evidence"],
          byOrder(scores.get("full")!),
        ),
        "",
        ...table(
          ["a world", "slowest", "mean"],
          [
            ["found in the full view", ...timeCells(times.filter((_, at) => at % 2 === 0))],
            ["made, and found in all views", ...timeCells(times.filter((_, at) => at % 2 === 1))],
          ],
        ),
      ],
      figures: Object.fromEntries(scores),
    };
  },
};

function byOrder(scores: readonly FakeScore[]): string[][] {
  const bands: readonly (readonly [string, number, number])[] = [
    ["1,000 to 3,000", 0, 3000],
    ["3,000 to 10,000", 3000, 10_000],
    ["10,000 and more", 10_000, Infinity],
  ];
  return bands.map(([text, low, high]) => {
    const list = scores.flatMap(({ campaigns }) => campaigns).filter(({ streams }) => streams >= low && streams < high);
    const share = (part: number): string => `${((100 * part) / list.length).toFixed(1)} %`;
    return [
      text,
      `${list.length}`,
      share(list.filter(({ found }) => found).length),
      share(list.filter(({ evidence }) => evidence).length),
    ];
  });
}

function timeCells(seconds: readonly number[]): string[] {
  return [Math.max(...seconds), seconds.reduce((sum, value) => sum + value, 0) / seconds.length].map(
    (value) => `${value.toFixed(1)} s`,
  );
}

function put(scores: Map<string, FakeScore[]>, key: string, score: FakeScore): void {
  scores.set(key, [...(scores.get(key) ?? []), score]);
}
