/** A mix as tracks, groups and returns: what a session for a DAW holds, whatever its format. */
import { amplitudeFromDecibels } from "../../../foundation/numbers/decibels.ts";
import type { Hertz } from "../../../foundation/sound/index.ts";
import { BUSES, type Bus, roleFacts } from "../roles.ts";
import type { AutomationPoint, MixSettings, StemSettings } from "../stem-settings.ts";

/** A gain (factor) at a time; straight lines between, level beyond the ends. */
export type GainPoint = readonly [seconds: number, factor: number];

export interface SessionTrack {
  /** Unique in the session, of letters and digits. */
  readonly key: string;
  readonly name: string;
  /** Relative to the session's folder, with "/". */
  readonly file: string;
  readonly sampleRate: Hertz;
  readonly channels: number;
  readonly seconds: number;
  /** Where its sound begins, s; may be less than 0. */
  readonly startSeconds: number;
  readonly faderDb: number;
  readonly pan: number;
  readonly muted: boolean;
  readonly flipped: boolean;
  /** On top of the fader. */
  readonly automation: readonly GainPoint[];
  readonly group: string | null;
  /** What was done to the sound, and what is sent where, in words. */
  readonly notes: readonly string[];
  /** What the session's own devices have to do: only where the sound is untouched. */
  readonly devices: Pick<StemSettings, "equaliser" | "compressor" | "makeUpDb"> | null;
}

export interface SessionGroup {
  readonly key: string;
  readonly name: string;
  /** The glue of the group, as the gain that it was. */
  readonly automation: readonly GainPoint[];
}

export interface Session {
  readonly name: string;
  readonly sampleRate: Hertz;
  readonly seconds: number;
  readonly bpm: number;
  /** Fader of the master. */
  readonly masterDb: number;
  readonly groups: readonly SessionGroup[];
  readonly tracks: readonly SessionTrack[];
  readonly notes: readonly string[];
}

export interface SessionSound {
  readonly file: string;
  readonly sampleRate: Hertz;
  readonly channels: number;
  readonly seconds: number;
  readonly startSeconds: number;
}

export interface SessionParts {
  readonly name: string;
  readonly sampleRate: Hertz;
  readonly seconds: number;
  readonly bpm: number;
  readonly masterDb: number;
  /** Of each stem, in the order of the settings. */
  readonly sounds: readonly SessionSound[];
  readonly returns: readonly {
    readonly name: string;
    readonly sound: SessionSound;
    readonly notes: readonly string[];
  }[];
  readonly glue: Readonly<Record<Bus, readonly GainPoint[]>>;
  /** Whether the sounds are shaped, so that no device has to do it again. */
  readonly shaped: boolean;
}

export function describeSession(settings: MixSettings, parts: SessionParts): Session {
  const used = BUSES.filter((bus) => settings.stems.some((stem) => stem.bus === bus));
  const groups = used.map((bus) => ({ key: `group-${bus}`, name: bus, automation: parts.glue[bus] }));
  const stems = settings.stems.map((stem, s): SessionTrack => {
    const sound = parts.sounds[s] as SessionSound;
    return {
      key: `stem-${s + 1}`,
      name: stem.id,
      ...sound,
      faderDb: stem.faderDb,
      pan: stem.pan,
      muted: stem.muted,
      flipped: !parts.shaped && stem.flipped,
      automation: gainPoints(stem.automation),
      group: `group-${stem.bus}`,
      notes: stemNotes(stem),
      devices: parts.shaped
        ? null
        : { equaliser: stem.equaliser, compressor: stem.compressor, makeUpDb: stem.makeUpDb },
    };
  });
  const returns = parts.returns.map(
    ({ name, sound, notes }, r): SessionTrack => ({
      key: `return-${r + 1}`,
      name: `return ${name}`,
      ...sound,
      faderDb: 0,
      pan: 0,
      muted: false,
      flipped: false,
      automation: [],
      group: null,
      notes,
      devices: null,
    }),
  );
  return {
    name: parts.name,
    sampleRate: parts.sampleRate,
    seconds: parts.seconds,
    bpm: parts.bpm,
    masterDb: parts.masterDb,
    groups,
    tracks: [...stems, ...returns],
    notes: [
      "Pan law: stereo balance, 0 dB at the centre; the far channel falls in a straight line.",
      parts.shaped
        ? "The sound of the tracks is repaired, equalised and compressed; faders, pans, automation and returns are live."
        : "The sound of the tracks is untouched; what was done to it stands in their notes.",
      ...stems.map(({ name, notes }) => `${name}: ${notes.join("; ")}`),
    ],
  };
}

function gainPoints(points: readonly AutomationPoint[]): GainPoint[] {
  return points.map(([seconds, db]) => [seconds, amplitudeFromDecibels(db)]);
}

const signed = (db: number): string => `${db > 0 ? "+" : ""}${Math.round(db * 10) / 10} dB`;

function stemNotes(stem: StemSettings): string[] {
  const { equaliser, compressor, makeUpDb, deEsser, flipped, mono, reverbDb, echoDb, channelGainsDb } = stem;
  const { momentCuts, momentMakeUpDb, gate } = stem;
  const [left, right] = channelGainsDb;
  return [
    roleFacts[stem.role].label,
    ...(flipped ? ["polarity turned over"] : []),
    ...(mono ? ["mono"] : []),
    ...(left !== 0 || right !== 0 ? [`left ${signed(left)}, right ${signed(right)}`] : []),
    ...(gate === null ? [] : [`gate: opens over ${gate.openDbfs} dBFS, takes ${gate.depthDb} dB`]),
    ...equaliser.map(({ kind, hz, gainDb, q }) =>
      kind.endsWith("pass") ? `${kind} ${hz} Hz` : `${kind} ${hz} Hz ${signed(gainDb)} Q ${Math.round(q * 100) / 100}`,
    ),
    ...(compressor
      ? [
          `compressor ${compressor.ratio}:1 over ${compressor.thresholdDbfs} dBFS, knee ${compressor.kneeDb} dB, attack ${compressor.attackMs} ms, release ${compressor.releaseMs} ms, then ${signed(makeUpDb)}`,
        ]
      : []),
    ...momentCuts.map(
      ({ hz, gainDb, moments }) =>
        `${signed(gainDb)} round ${hz} Hz in ${moments.length === 1 ? "1 moment" : `${moments.length} moments`}`,
    ),
    ...(momentMakeUpDb === 0 ? [] : [`${signed(momentMakeUpDb)} after these cuts`]),
    ...(deEsser ? [`de-esser from ${deEsser.hz} Hz, at most ${deEsser.mostDb} dB`] : []),
    ...(reverbDb === null ? [] : [`reverb send ${signed(reverbDb)}`]),
    ...(echoDb === null ? [] : [`echo send ${signed(echoDb)}`]),
  ];
}

/**
 * The fewest points whose straight lines stay within `tolerance` of a curve of gains, `step` seconds apart: swinging
 * door (E. H. Bristol, 1990). Empty where the curve is 1 throughout.
 */
export function createGainSimplifier(tolerance: number): {
  push(seconds: number, gain: number): void;
  finish(): GainPoint[];
} {
  const points: [number, number][] = [];
  let anchor: [number, number] | null = null;
  let last: [number, number] | null = null;
  let [steepest, flattest] = [Infinity, -Infinity];
  let moved = false;
  return {
    push: (seconds, gain) => {
      if (gain !== 1) moved = true;
      const here: [number, number] = [seconds, gain];
      if (anchor === null || last === null) {
        anchor = here;
        last = here;
        points.push(here);
        return;
      }
      const over = seconds - anchor[0];
      steepest = Math.min(steepest, (gain + tolerance - anchor[1]) / over);
      flattest = Math.max(flattest, (gain - tolerance - anchor[1]) / over);
      const slope = (gain - anchor[1]) / over;
      if (flattest > steepest || slope > steepest || slope < flattest) {
        // The door is shut: the line ends at the point before.
        points.push(last);
        anchor = last;
        const span = seconds - anchor[0];
        steepest = (gain + tolerance - anchor[1]) / span;
        flattest = (gain - tolerance - anchor[1]) / span;
      }
      last = here;
    },
    finish: () => {
      if (!moved) return [];
      if (last !== null && points.at(-1) !== last) points.push(last);
      return points;
    },
  };
}
