/** What a recording's surges are found in: streams by day, service and place, with listeners and saves where known. */
export interface RecordingStreams {
  readonly recording: string;
  /** Day of the first value, from 1970-01-01. */
  readonly first: number;
  readonly days: number;
  /** "" where the export does not say. */
  readonly services: readonly string[];
  /** ISO 3166-1 codes; one "" where the export is not split by place. */
  readonly places: readonly string[];
  /** For each service: days times places counts, the places of one day beside each other. */
  readonly streams: readonly ArrayLike<number>[];
  /** For each service, by day over all places; null where not known. */
  readonly listeners: readonly (ArrayLike<number> | null)[];
  readonly saves: readonly (ArrayLike<number> | null)[];
}

/** One series of daily counts out of a recording: a service and a place, or all (null) of either. */
export interface SeriesOf {
  readonly service: number | null;
  readonly place: number | null;
  readonly values: Float64Array;
}

/** Sums over all, by service, by place, and by both; what repeats another is left out. */
export function seriesOf({ days, services, places, streams }: RecordingStreams): SeriesOf[] {
  const blank = (): Float64Array => new Float64Array(days);
  const total = blank();
  const byService = services.map(blank);
  const byPlace = places.map(blank);
  const cells = services.map(() => places.map(blank));
  for (let s = 0; s < services.length; s++) {
    const from = streams[s]!;
    for (let day = 0, at = 0; day < days; day++) {
      let sum = 0;
      for (let k = 0; k < places.length; k++, at++) {
        const count = from[at]!;
        if (count === 0) continue;
        sum += count;
        byPlace[k]![day]! += count;
        cells[s]![k]![day] = count;
      }
      byService[s]![day] = sum;
      total[day]! += sum;
    }
  }
  const many = services.length > 1;
  const split = places.length > 1;
  return [
    { service: null, place: null, values: total },
    ...(many ? byService.map((values, service) => ({ service, place: null, values })) : []),
    ...(split ? byPlace.map((values, place) => ({ service: null, place, values })) : []),
    ...(many && split ? cells.flatMap((row, service) => row.map((values, place) => ({ service, place, values }))) : []),
  ];
}
