/** Small four-voice pieces made here: chords of a key in quarters, voices by the nearest way, with passing notes. */
import { createRandom } from "../../../foundation/statistics/random.ts";
import type { GridRows } from "./grid-piece.ts";

const CHORDS: readonly (readonly number[])[] = [
  [0, 4, 7],
  [5, 9, 0],
  [7, 11, 2],
  [9, 0, 4],
  [2, 5, 9],
];
const NEXT: readonly (readonly number[])[] = [
  [1, 2, 3, 4],
  [2, 0, 4],
  [0, 0, 3],
  [1, 4, 2],
  [2, 2],
];

export function madeChorales(count: number, bars = 6): GridRows[] {
  return Array.from({ length: count }, (_, at) => madeChorale(at + 1, bars));
}

function madeChorale(seed: number, bars: number): GridRows {
  const random = createRandom(seed).split("chorale");
  const tonic = random.integer(0, 11);
  let chord = 0;
  let voices: [number, number, number, number] = [72, 67, 64, 48];
  const rows: [number, number, number, number][] = [];
  for (let beat = 0; beat < bars * 4; beat++) {
    const last = beat === bars * 4 - 1;
    chord = beat === 0 || last ? 0 : random.pick(NEXT[chord] as readonly number[]);
    const tones = (CHORDS[chord] as readonly number[]).map((tone) => (tone + tonic) % 12);
    const nearest = (from: number, of: readonly number[]): number => {
      for (let step = 0; step < 12; step++)
        for (const pitch of [from - step, from + step]) if (of.includes(((pitch % 12) + 12) % 12)) return pitch;
      return from;
    };
    const next: [number, number, number, number] = [
      nearest(voices[0] + random.integer(-2, 2), tones),
      nearest(voices[1], tones),
      nearest(voices[2], tones),
      nearest(voices[3], [tones[0] as number]),
    ];
    for (let k = 0; k < 4; k++) rows.push([...next]);
    voices = next;
  }
  return rows;
}
