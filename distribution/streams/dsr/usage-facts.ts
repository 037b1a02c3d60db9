/** What the records of a flat file say, as facts: usages of recordings in the service, place and model of their summary. */
import { readTerritory, UNKNOWN_TERRITORY } from "../../../foundation/catalogue/territory.ts";
import {
  type FactWriter,
  type RecordingEntry,
  readDate,
  readDecimal,
  type Span,
} from "../../../foundation/tables/index.ts";
import { type FlatCells, flatRecording, splitValues } from "./flat-cells.ts";
import type { FlatRecord } from "./profile.ts";

export interface UsageFacts {
  startFile(period: Span | null, service: string): void;
  startBlock(): void;
  /** Takes a record that was checked; false where an amount has too many digits. */
  take(record: FlatRecord, cells: FlatCells, place: number): boolean;
}

interface Summary {
  readonly territory: string | null;
  readonly unit: string;
  readonly currency: string | null;
  readonly context: string;
}

/** Counts that a usage record may have, the likeliest first. */
const QUANTITIES = ["NumberOfStreams", "Usages", "Downloads", "TotalUsages", "NumberOfBroadcasts"];
const AMOUNTS = ["NetRevenue", "AllocatedNetRevenueInCurrencyOfAccounting"];

export function createUsageFacts(writer: FactWriter): UsageFacts {
  let period: Span = { from: 0, until: 0 };
  let service = "";
  const summaries = new Map<string, Summary>();
  let release: Partial<RecordingEntry> = {};
  let resources = new Map<string, Partial<RecordingEntry>>();
  let only: Partial<RecordingEntry> | null = null;
  /** Resources of this block as they stand in facts. */
  let entries = new Map<Partial<RecordingEntry> | null, RecordingEntry>();
  const entryOf = (resource: Partial<RecordingEntry> | null): RecordingEntry => {
    let entry = entries.get(resource);
    if (!entry) {
      entry = flatRecording({ ...release, ...resource });
      entries.set(resource, entry);
    }
    return entry;
  };

  const startBlock = (): void => {
    release = {};
    resources = new Map();
    only = null;
    entries = new Map();
  };

  const takeSummary = (cells: FlatCells, place: number): boolean => {
    const currency = cells("CurrencyOfReporting") || cells("Currency") || cells("CurrencyOfAccounting") || null;
    const named = cells("Territory") || cells("TerritoryOfUse");
    const summary: Summary = {
      territory: named === "" ? null : (readTerritory(named) ?? UNKNOWN_TERRITORY),
      unit: unitOf(cells("UseType")),
      currency,
      context: [cells("ServiceDescription"), cells("CommercialModel")].filter((text) => text !== "").join(", "),
    };
    summaries.set(cells("SummaryRecordId"), summary);
    const usages = cells("Usages") || cells("TotalUsages");
    const revenue = readDecimal(cells("NetRevenue"));
    if (usages === "" && revenue === null) return true;
    // Of the whole service, not of the recipient's recordings: a unit of its own, never added to streams.
    return writer.add({
      ...period,
      place,
      recording: null,
      territory: summary.territory,
      service,
      context: summary.context,
      unit: "usages of the service",
      currency: revenue ? currency : null,
      quantity: wholeNumber(usages),
      amount: revenue,
    });
  };

  const takeUsage = (cells: FlatCells, place: number, own: Partial<RecordingEntry> | null): boolean => {
    const summary = summaries.get(cells("SummaryRecordId")) ?? [...summaries.values()][0];
    const name = QUANTITIES.find((each) => cells(each) !== "");
    const used = cells("TransactedResource");
    const resource = own ?? (used === "" ? only : (resources.get(used) ?? only));
    const start = readDate(cells("ValidityPeriodStart"), "day-first");
    const end = readDate(cells("ValidityPeriodEnd"), "day-first");
    const money = AMOUNTS.map((each) => readDecimal(cells(each))).find((each) => each !== null) ?? null;
    const quantity = name === undefined ? null : wholeNumber(splitValues(cells(name))[0] ?? "");
    if (quantity === null && money === null) return true;
    const fact = {
      from: start?.from ?? period.from,
      until: end?.until ?? period.until,
      place,
      recording: own ? flatRecording(own) : entryOf(resource),
      territory: summary?.territory ?? null,
      service,
      context: summary?.context ?? null,
    };
    const unit =
      name === "NumberOfStreams" ? "streams" : name === "Downloads" ? "downloads" : (summary?.unit ?? "uses");
    const returns = wholeNumber(cells("Returns"));
    if (returns !== null && returns > 0) {
      writer.add({ ...fact, unit: "returns", currency: null, quantity: returns, amount: null });
    }
    return writer.add({ ...fact, unit, currency: money ? (summary?.currency ?? null) : null, quantity, amount: money });
  };

  return {
    startFile(days, from) {
      period = days ?? period;
      service = from;
    },
    startBlock,
    take({ type }, cells, place) {
      if (type.startsWith("SY")) return takeSummary(cells, place);
      if (type.startsWith("RE01") || type.startsWith("RE03")) {
        release = {
          release: cells("Title"),
          upc: cells("ICPN"),
          label: cells("Label"),
          artist: cells("DisplayArtistName"),
        };
      } else if (type.startsWith("AS")) {
        const resource = {
          isrc: splitValues(cells("ISRC"))[0] ?? "",
          title: cells("Title"),
          version: cells("SubTitle"),
          artist: cells("DisplayArtistName"),
          address: cells("DspResourceId"),
        };
        only ??= resource;
        for (const key of [cells("ResourceReference"), cells("DspResourceId")])
          if (key !== "") resources.set(key, resource);
      } else if (type.startsWith("SU")) return takeUsage(cells, place, null);
      else if (/^SR\d/.test(type)) {
        return takeUsage(cells, place, {
          isrc: cells("ISRC"),
          title: cells("ResourceTitle") || cells("Title"),
          version: cells("ResourceSubTitle"),
          artist: cells("ResourceDisplayArtistName") || cells("DisplayArtistName"),
          address: cells("DspResourceId"),
          release: cells("ReleaseTitle"),
          label: cells("ReleaseLabel"),
          upc: cells("ICPN"),
        });
      }
      return true;
    },
  };
}

function wholeNumber(text: string): number | null {
  const value = Number(text);
  return text !== "" && Number.isSafeInteger(value) ? value : null;
}

function unitOf(useType: string): string {
  if (/stream|interactive|webcast/i.test(useType)) return "streams";
  if (/download/i.test(useType)) return "downloads";
  return "uses";
}
