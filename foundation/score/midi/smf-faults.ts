/** Faults of MIDI files that leave no doubt about the notes: read past, and told. */

/** What is read past, and how it is said. Each names what was made of it. */
const WORDS = {
  runningStatus: "Running status goes on behind a meta or sysex event; it was taken to be the status before",
  strayMessage: "A message that is not for files was passed over",
  noEndOfTrack: "A track has no end; it ends with its last event",
  behindEndOfTrack: "What stands behind the end of a track was passed over",
  endOfTrackBytes: "An end of track that holds bytes was taken as one that holds none",
  trackCount: "The header says another number of tracks than there are; those that are there were read",
  format: "A file of format 0 has several tracks; they were read as sounding together",
  trackLength: "The length of a track is wrong; it was read up to its end",
  cutOff: "The file ends within a track; the notes up to there were read",
  behindTracks: "Bytes behind the tracks were passed over",
  wrapped: "The MIDI file lies within a RIFF file, and was taken out of it",
} as const;

export type SmfFault = keyof typeof WORDS;

/** Faults by kind, with the byte of the first and how many there are. */
export interface SmfFaults {
  add(fault: SmfFault, byte: number): void;
  /** A sentence for each kind. */
  warnings(): string[];
}

export function createSmfFaults(): SmfFaults {
  const found = new Map<SmfFault, { readonly byte: number; readonly count: number }>();
  return {
    add(fault, byte) {
      const before = found.get(fault);
      found.set(fault, { byte: before?.byte ?? byte, count: (before?.count ?? 0) + 1 });
    },
    warnings: () =>
      [...found].map(
        ([fault, { byte, count }]) => `${WORDS[fault]} (byte ${byte}${count > 1 ? `, and ${count - 1} more` : ""}).`,
      ),
  };
}
