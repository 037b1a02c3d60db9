/** The last argument of everything that takes long: how to cancel it and how to hear how far it is. */

export interface Progress {
  /** From 0 to `total`, in any unit: frames, files, rows. */
  readonly done: number;
  readonly total: number;
  /** What is being done, for people: "measuring loudness". */
  readonly doing: string;
}

export interface Run {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Between blocks of work: throws the signal's reason (a DOMException "AbortError") when cancelled, else tells `onProgress`. */
export function checkpoint(run: Run | undefined, progress: Progress): void {
  run?.signal?.throwIfAborted();
  run?.onProgress?.(progress);
}

/**
 * One run for each part of a work whose parts take about as long as the `weights` say (positive numbers in any unit).
 * The whole hears of its parts in the sum of the weights; parts may go one after the other or side by side.
 */
export function stage(run: Run | undefined, ...weights: number[]): Run[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map(() => 0);
  return weights.map((weight, at) => ({
    signal: run?.signal,
    onProgress:
      run?.onProgress &&
      ((progress: Progress) => {
        const share = progress.total > 0 ? progress.done / progress.total : 1;
        shares[at] = weight * (share < 0 ? 0 : share > 1 ? 1 : share);
        run.onProgress?.({ done: shares.reduce((sum, each) => sum + each, 0), total, doing: progress.doing });
      }),
  }));
}
