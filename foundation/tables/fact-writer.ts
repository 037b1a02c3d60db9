/** Facts given one by one into batches, for files that are no tables. */
import { BATCH } from "./conversion.ts";
import type { Decimal } from "./decimal.ts";
import {
  AMOUNT_SCALE,
  createFactBatch,
  type FactBatch,
  NONE,
  type RecordingEntry,
  writeLongAmount,
} from "./fact-batch.ts";

export interface WrittenFact {
  readonly place: number;
  readonly from: number;
  readonly until: number;
  readonly recording: RecordingEntry | null;
  /** ISO 3166-1 code; null: not said. */
  readonly territory: string | null;
  readonly service: string | null;
  readonly context: string | null;
  readonly unit: string;
  readonly currency: string | null;
  readonly quantity: number | null;
  readonly amount: Decimal | null;
}

export interface FactWriter {
  /** False where an amount has too many digits: nothing is written. */
  add(fact: WrittenFact): boolean;
  /** Hands out what is left. */
  end(): void;
}

type Dimension = "territories" | "services" | "contexts" | "units" | "currencies";

export function createFactWriter(onBatch: (batch: FactBatch) => void): FactWriter {
  let batch = createFactBatch(BATCH);
  const ids: Record<Dimension, Map<string, number>> = {
    territories: new Map(),
    services: new Map(),
    contexts: new Map(),
    units: new Map(),
    currencies: new Map(),
  };
  const recordings = new Map<string, number>();
  let lastEntry: RecordingEntry | null = null;
  let lastId = NONE;
  const idOf = (list: Dimension, name: string | null): number => {
    if (name === null || name === "") return NONE;
    let id = ids[list].get(name);
    if (id === undefined) {
      id = ids[list].size;
      ids[list].set(name, id);
      batch[list].push(name);
    }
    return id;
  };
  const recordingOf = (entry: RecordingEntry | null): number => {
    if (entry === null) return NONE;
    // The same entry again, as for all usages of one recording.
    if (entry === lastEntry) return lastId;
    lastEntry = entry;
    lastId = numberOf(entry);
    return lastId;
  };
  const numberOf = (entry: RecordingEntry): number => {
    const { isrc, title, version, artist, release, label, upc, address } = entry;
    const key = `${isrc}\0${title}\0${version}\0${artist}\0${release}\0${label}\0${upc}\0${address}`;
    let id = recordings.get(key);
    if (id === undefined) {
      id = recordings.size;
      recordings.set(key, id);
      batch.recordings.push(entry);
    }
    return id;
  };
  const hand = (): void => {
    const full = batch;
    batch = createFactBatch(BATCH);
    onBatch(full);
  };
  return {
    add(fact) {
      if (batch.count === BATCH) hand();
      const at = batch.count;
      const { amount } = fact;
      if (
        amount &&
        (amount.scale > AMOUNT_SCALE || !writeLongAmount(batch.amount, 4 * at, amount.digits, amount.scale))
      ) {
        return false;
      }
      batch.place[at] = fact.place;
      batch.statement[at] = 0;
      batch.from[at] = fact.from;
      batch.until[at] = fact.until;
      batch.recording[at] = recordingOf(fact.recording);
      batch.territory[at] = idOf("territories", fact.territory);
      batch.service[at] = idOf("services", fact.service);
      batch.context[at] = idOf("contexts", fact.context);
      batch.item[at] = NONE;
      batch.unit[at] = idOf("units", fact.unit);
      batch.currency[at] = idOf("currencies", fact.currency);
      batch.quantity[at] = fact.quantity ?? Number.NaN;
      batch.hasAmount[at] = amount ? 1 : 0;
      batch.count++;
      return true;
    },
    end: hand,
  };
}
