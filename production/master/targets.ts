/** Where masters go, as data: what each place wants, and who says so. */

export interface MasterTarget {
  readonly name: string;
  readonly label: string;
  /** LUFS; null: no normalisation there, so the song's own style decides. */
  readonly loudnessLufs: number | null;
  /** A louder master where peaks are the reason to stop: never limit for this target more than `maxLimitingDb`. */
  readonly ceilingDbtp: number;
  /** Delivered when no formats are asked for. */
  readonly format: string;
  /** Side removed below this frequency; null: only where the mix asks for it. */
  readonly lowMonoHz: number | null;
  /** Level limits of a lathe: highs and side held in. */
  readonly vinyl?: true;
  readonly source: string;
}

export const masterTargets: readonly MasterTarget[] = [
  {
    name: "spotify",
    label: "Spotify, normal loudness",
    loudnessLufs: -14,
    ceilingDbtp: -1,
    format: "wav24",
    lowMonoHz: null,
    source: "Spotify for Artists, Loudness normalization: -14 LUFS, below -1 dBTP",
  },
  {
    name: "spotify-loud",
    label: "Spotify, louder than normal",
    loudnessLufs: -11,
    ceilingDbtp: -2,
    format: "wav24",
    lowMonoHz: null,
    source: "Spotify for Artists, Loudness normalization: Loud is -11 LUFS; masters over -14 LUFS below -2 dBTP",
  },
  {
    name: "apple",
    label: "Apple Music",
    loudnessLufs: -16,
    ceilingDbtp: -1,
    format: "wav24",
    lowMonoHz: null,
    source: "Apple Digital Masters: -1 dBTP; Sound Check plays at -16 LUFS",
  },
  {
    name: "youtube",
    label: "YouTube",
    loudnessLufs: -14,
    ceilingDbtp: -1,
    format: "wav24",
    lowMonoHz: null,
    source: "measured by several parties: -14 LUFS, turned down only",
  },
  {
    name: "tidal",
    label: "Tidal",
    loudnessLufs: -14,
    ceilingDbtp: -1,
    format: "wav24",
    lowMonoHz: null,
    source: "AES TD1008 as used by Tidal: -14 LUFS album-normalised, -1 dBTP",
  },
  {
    name: "amazon",
    label: "Amazon Music",
    loudnessLufs: -14,
    ceilingDbtp: -2,
    format: "wav24",
    lowMonoHz: null,
    source: "Amazon Music delivery specification: -14 LUFS, -2 dBTP",
  },
  {
    name: "deezer",
    label: "Deezer",
    loudnessLufs: -15,
    ceilingDbtp: -1,
    format: "wav24",
    lowMonoHz: null,
    source: "Deezer: -15 LUFS",
  },
  {
    name: "soundcloud",
    label: "SoundCloud",
    loudnessLufs: null,
    ceilingDbtp: -1,
    format: "wav24",
    lowMonoHz: null,
    source: "no normalisation of uploads; transcoded, so -1 dBTP",
  },
  {
    name: "bandcamp",
    label: "Bandcamp",
    loudnessLufs: null,
    ceilingDbtp: -1,
    format: "wav24",
    lowMonoHz: null,
    source: "no normalisation; transcoded, so -1 dBTP",
  },
  {
    name: "club",
    label: "Club and DJ pools",
    loudnessLufs: -8,
    ceilingDbtp: -0.5,
    format: "wav24",
    lowMonoHz: 90,
    source: "usual level of released dance music, -7 to -9 LUFS; low end in mono for the floor",
  },
  {
    name: "cd",
    label: "Compact Disc",
    loudnessLufs: null,
    ceilingDbtp: -0.3,
    format: "wav16@44100",
    lowMonoHz: null,
    source: "IEC 60908: 44.1 kHz, 16 bits; no normalisation",
  },
  {
    name: "vinyl-premaster",
    label: "Vinyl premaster",
    loudnessLufs: -16,
    ceilingDbtp: -3,
    format: "wav24",
    lowMonoHz: 150,
    vinyl: true,
    source: "cutting practice: bass in mono, no hard limiting, sibilance and highs held in",
  },
  {
    name: "broadcast",
    label: "Broadcast, EBU R128",
    loudnessLufs: -23,
    ceilingDbtp: -1,
    format: "wav24",
    lowMonoHz: null,
    source: "EBU R128: -23.0 LUFS, -1 dBTP",
  },
];
