import { expect, test } from "vitest";
import { nameWords, roleFromName } from "./role-names.ts";
import type { Role } from "./roles.ts";

test("words of a name: lower case, apart, without ending, numbers at the ends and sides", () => {
  expect(nameWords("02_BGVox-main.wav")).toBe("bgvox main");
  expect(nameWords("Kick1.aiff")).toBe("kick 1");
  expect(nameWords("Café Überpad (final).wav")).toBe("cafe uberpad");
});

const spellings: readonly (readonly [Role, readonly string[]])[] = [
  ["kick", ["Kick.wav", "KICK_IN.wav", "01 kick out.flac", "BD.wav", "off_kick.m4a", "hvy_kick.m4a", "808 Kick.wav"]],
  ["snare", ["Snare Top.wav", "SN_btm.wav", "clap.m4a", "Rimshot.wav", "snare_build.wav"]],
  [
    "hats",
    ["HiHat.wav", "hi-hat.wav", "HH.wav", "OH_L.wav", "overheads.wav", "Ride.wav", "hh_build.wav", "hat fill.wav"],
  ],
  ["percussion", ["shaker.wav", "Tambourine.wav", "congas.wav", "toms.wav", "build_prc.wav", "prc build.wav"]],
  ["drum-bus", ["Drums.wav", "drum bus.wav", "drums_main.wav", "breakbeat.wav", "Beat 2.wav", "house_beat.wav"]],
  ["room", ["room.wav", "Drum Room L.wav"]],
  ["bass", ["Bass DI.wav", "bassguitar.mp3", "sub bass.wav", "Synth Bass.wav", "sy_bass.wav", "bass_stab.wav"]],
  ["guitar", ["Gtr L.wav", "AcGuitar.wav", "leadguitar.mp3", "E Gtr 2.wav", "Banjo.wav", "hook guitar.wav"]],
  ["keys", ["Piano.wav", "Rhodes.wav", "clav.mp3", "Organ.wav", "pluck.wav", "arp 3.wav", "minilogue_synth.wav"]],
  ["pad", ["Pad.wav", "synth pad.wav", "warm_pad.wav", "melody_pad.m4a", "pad melody.wav"]],
  ["synth-lead", ["melody.wav", "melody_break.wav", "lead synth.wav", "Hook.wav", "topline.wav"]],
  ["strings", ["Violins 1.wav", "strings.wav", "cello.wav", "theme strings.wav"]],
  ["brass", ["horns.mp3", "Trumpet.wav", "sax solo.wav"]],
  ["lead-vocal", ["Lead Vox.wav", "vox_lead.m4a", "LeadVocal.wav", "Vocals.wav", "Rap.wav", "vocal hook.wav"]],
  ["backing-vocal", ["BGV 1.wav", "bgvox_main.m4a", "backing vocals.wav", "Choir.wav", "adlibs.wav", "vox_echo.wav"]],
  [
    "effect",
    ["riser.wav", "FX 1.wav", "reverse_sweep.wav", "Impact.wav", "build.wav", "edm_build.wav", "transition.wav"],
  ],
];

test.each(spellings)("%s", (role, names) => {
  for (const name of names) expect([name, roleFromName(name)]).toEqual([name, role]);
});

test("a name that says nothing", () => {
  for (const name of ["Audio 07.wav", "track 12.flac", "01.wav", "Untitled.wav"])
    expect([name, roleFromName(name)]).toEqual([name, null]);
});
