/** What a stem can be in a mix. */

export const ROLES = [
  "kick",
  "snare",
  "hats",
  "percussion",
  "drum-bus",
  "bass",
  "guitar",
  "keys",
  "pad",
  "synth-lead",
  "lead-vocal",
  "backing-vocal",
  "strings",
  "brass",
  "effect",
  "room",
] as const;
export type Role = (typeof ROLES)[number];

/** Groups of the mix, each with its own glue. */
export const BUSES = ["drums", "bass", "music", "vocals", "effects"] as const;
export type Bus = (typeof BUSES)[number];

/** What is heard as one kind: the sound alone tells these apart, seldom more. */
export const ROLE_KINDS = ["kick", "drums", "bass", "lead", "backing", "plucked", "sustained", "effect"] as const;
export type RoleKind = (typeof ROLE_KINDS)[number];

interface RoleFacts {
  readonly label: string;
  readonly kind: RoleKind;
  readonly bus: Bus;
}

export const roleFacts: Readonly<Record<Role, RoleFacts>> = {
  kick: { label: "kick", kind: "kick", bus: "drums" },
  snare: { label: "snare", kind: "drums", bus: "drums" },
  hats: { label: "hats or cymbals", kind: "drums", bus: "drums" },
  percussion: { label: "percussion", kind: "drums", bus: "drums" },
  "drum-bus": { label: "drums, whole kit", kind: "drums", bus: "drums" },
  bass: { label: "bass", kind: "bass", bus: "bass" },
  guitar: { label: "guitar", kind: "plucked", bus: "music" },
  keys: { label: "keys", kind: "plucked", bus: "music" },
  pad: { label: "pad", kind: "sustained", bus: "music" },
  "synth-lead": { label: "synth lead", kind: "plucked", bus: "music" },
  "lead-vocal": { label: "lead vocal", kind: "lead", bus: "vocals" },
  "backing-vocal": { label: "backing vocal", kind: "backing", bus: "vocals" },
  strings: { label: "strings", kind: "sustained", bus: "music" },
  brass: { label: "brass", kind: "sustained", bus: "music" },
  effect: { label: "effect or riser", kind: "effect", bus: "effects" },
  room: { label: "room", kind: "drums", bus: "drums" },
};

/** How likely each kind is, adding up to 1. */
export type KindProbabilities = Readonly<Record<RoleKind, number>>;

export interface RoleGuess {
  readonly role: Role;
  readonly probability: number;
  /** Where it is known from: the name, or the sound alone. */
  readonly from: "name" | "sound";
  readonly kinds: KindProbabilities;
}
